"""Printing answers: data on standard output, talk on standard error; tables on a terminal, tabs in a pipe.

On a terminal everything is said in the language of the reader; in a pipe, words are the codes that commands take,
moments and days are written as ISO does, and nothing changes with the language.
"""

import base64
import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from models.method.said import Said
from samenspel.cli.amounts import Amount
from samenspel.cli.answers import Answer, Content, Done, Listing, Sheet, Text
from samenspel.cli.language import amount, day, figure, lang, moment, percentage, placeholders, tr

#: Shares of a road, which people read as percentages.
SHARES = frozenset({"attainment", "expected", "threshold"})

#: A column of running text is still read well at this width.
NARROWEST = 20


def show(answer: Answer, *, as_json: bool) -> None:
    """Print what a command answered with."""
    if as_json:
        print(json.dumps(_document(answer), ensure_ascii=False, indent=2))
    elif isinstance(answer, Done):
        say(filled(answer.said, {**answer.changed, **answer.words}))
        _next(answer.then)
    elif isinstance(answer, Listing):
        _listing(answer)
        _next(answer.then)
    elif isinstance(answer, Sheet):
        _sheet(answer)
    elif isinstance(answer, Text):
        sys.stdout.write(printable(answer.content) if sys.stdout.isatty() else answer.content)
    else:
        _bytes(answer.content)


def filled(template: str, values: Mapping[str, Any]) -> str:
    """Return a sentence in the language of the reader, its places filled with what people read.

    Without values it is taken as it is, braces included.
    """
    told = tr(template)
    return told.format_map({name: readable(value) for name, value in values.items()}) if values else told


def say(text: str) -> None:
    """Tell people something, apart from the data."""
    if text:
        print(printable(text), file=sys.stderr)


def _next(command: str) -> None:
    if command:
        say(f"{tr('Next:')} {placeholders(command)}")


def _document(answer: Answer) -> Any:
    if isinstance(answer, Done):
        return {"ok": True, **{key: plain(value) for key, value in answer.changed.items()}}
    if isinstance(answer, Listing):
        return [plain(row) for row in answer.rows]
    if isinstance(answer, Text):
        return {**{key: plain(value) for key, value in answer.of.items()}, "content": answer.content}
    document = plain(answer.record)
    if isinstance(answer, Content):
        try:
            document["content"] = answer.content.decode()
        except UnicodeDecodeError:
            document["content_base64"] = base64.b64encode(answer.content).decode()
    return document


def plain(value: Any) -> Any:
    """Return ``value`` as JSON knows it: moments and dates as ISO text, records as objects with their field names."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value


def by_eye(told: Any, code: Any) -> Any:
    """Return what people read on a terminal, and the code in a pipe."""
    return told if sys.stdout.isatty() else code


def words(value: Any) -> str:
    """Return ``value`` as a script reads it, on one line: codes, moments in Dutch time, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, Amount):
        return value.typed
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        # The zone is read only here, because it takes longer to load than most commands need.
        from models.method.working_days import AMSTERDAM

        return f"{value.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
    if isinstance(value, Mapping):
        return ", ".join(f"{words(key)}: {words(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(words(one) for one in value)
    return printable(str(value.value if isinstance(value, Enum) else value)).replace("\n", " ")


def readable(value: Any) -> str:
    """Return ``value`` as people read it, on one line, in their language."""
    if isinstance(value, Said):
        # In English it has been said already, with words as they are typed.
        return str(value) if lang() == "en" else filled(value.template, value.values)
    if isinstance(value, StrEnum):
        from models.method.labels import label

        return label(value, lang())
    if isinstance(value, Amount):
        return amount(value.count, value.unit)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, float):
        return figure(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{readable(key)}: {readable(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(readable(one) for one in value)
    return words(value)


def printable(text: str) -> str:
    """Return ``text`` without signs that a terminal would obey instead of showing."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def _label(name: str) -> str:
    return tr(name.replace("_", " "))


def _told(name: str, value: Any, *, terminal: bool) -> str:
    """Return what a field called ``name`` says: as people read it on a terminal, as a script does elsewhere."""
    if not terminal:
        return words(value)
    return percentage(value) if name in SHARES and isinstance(value, float) else readable(value)


def _cells(listing: Listing[Any]) -> Iterable[list[str]]:
    terminal = sys.stdout.isatty()
    return (
        [_told(column, listing.cell(row, column), terminal=terminal) for column in listing.columns]
        for row in listing.rows
    )


def _listing(listing: Listing[Any]) -> None:
    if not listing.rows:
        say(filled(listing.empty, listing.words))
    if not sys.stdout.isatty():
        _tabbed(listing)
    elif listing.rows:
        _on_terminal(listing)


def _sheet(sheet: Sheet[Any]) -> None:
    terminal = sys.stdout.isatty()
    known = {name: _told(name, sheet.cell(name), terminal=terminal) for name in sheet.shown}
    given = {name: value for name, value in known.items() if value}
    width = max(len(_label(name)) for name in given)
    for name, value in given.items():
        print(_beside(f"{_label(name):<{width}}  ", value) if terminal else f"{name}\t{value}")
    for title, part in sheet.parts.items():
        if part.rows:
            print(f"\n{tr(title) if terminal else title}")
            _listing(part)
    _next(sheet.then)


def _beside(head: str, value: str) -> str:
    """Return a field of a sheet; what does not fit goes on below where it began."""
    columns = shutil.get_terminal_size().columns
    return textwrap.fill(
        value,
        columns,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _tabbed(listing: Listing[Any]) -> None:
    print("\t".join(listing.columns))
    for cells in _cells(listing):
        print("\t".join(cells))


def _on_terminal(listing: Listing[Any]) -> None:
    """Print a table without its empty columns, or a block per row when its codes and keys do not fit side by side."""
    everything = list(_cells(listing))
    filled = [place for place in range(len(listing.columns)) if any(cells[place] for cells in everything)]
    columns = [listing.columns[place] for place in filled]
    lines = [[cells[place] for place in filled] for cells in everything]
    # Codes and keys are copied into the next command, so only what has several words may be wrapped.
    wraps = [any(" " in cells[place] for cells in lines) for place in range(len(columns))]
    widest = [max(len(cells[place]) for cells in lines) for place in range(len(columns))]
    needed = [
        max(len(_label(name)), min(width, NARROWEST) if wrap else width)
        for name, width, wrap in zip(columns, widest, wraps, strict=True)
    ]
    if sum(needed) + 3 * (len(needed) - 1) > shutil.get_terminal_size().columns:
        _blocks(columns, lines)
    else:
        _table(columns, lines, wraps)


def _blocks(columns: list[str], lines: list[list[str]]) -> None:
    width = max(len(_label(column)) for column in columns)
    for place, cells in enumerate(lines):
        if place:
            print()
        for column, cell in zip(columns, cells, strict=True):
            if cell:
                print(f"{_label(column):<{width}}  {cell}")


def _table(columns: list[str], lines: list[list[str]], wraps: list[bool]) -> None:
    # Only a terminal needs rich, which takes a tenth of a second to load.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, wrap in zip(columns, wraps, strict=True):
        table.add_column(_label(column), overflow="fold", no_wrap=not wrap)
    for cells in lines:
        table.add_row(*cells)
    Console(markup=False, highlight=False, emoji=False).print(table)


def _bytes(content: bytes) -> None:
    sys.stdout.flush()
    if sys.stdout.isatty():
        print(printable(content.decode(errors="replace")))
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
