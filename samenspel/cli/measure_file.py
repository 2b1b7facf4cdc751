"""``samenspel measure template`` and ``import``: a file to fill figures in, and what was filled in."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.said import Said
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.changes import agreed
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.language import Language, lang, tr
from samenspel.cli.options import By, Slug, actor, today
from samenspel.cli.output import filled, readable
from samenspel.cli.writing import Overwrite, write_file

if TYPE_CHECKING:
    from models.actions.measurement_files import RowTaken
    from models.method.measurement_files import Asked
    from samenspel.measurement_file import MeasurementSheet

#: What becomes of a row, as people read it.
STATES: dict[str, str] = {"new": "new", "same": "same", "doubtful": "doubtful"}

#: More rows than these are counted only before the question; ``--dry-run`` shows them all.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the file: new, the same as was recorded before, or new and doubtful, and then why."""

    line: int
    state: str
    indicator: str
    since: date | None
    on: date
    value: float | None
    raw: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """How a file was read, and what would be taken from it."""

    alliance: str
    file: str
    delimiter: str | None
    encoding: str | None
    sheet: str | None
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[FigureRow, ...]


def template(
    slug: Slug,
    file: Annotated[Path, Parameter(help="The file to write; its name ends in .csv or .xlsx.")],
    /,
    *,
    every: Annotated[
        bool, Parameter(name="--all", help="Every indicator, not only what the open round asks for.")
    ] = False,
    language: Annotated[Language | None, Parameter(help="The language of the file; yours if left out.")] = None,
    overwrite: Overwrite = False,
) -> Done:
    """Write a file to fill figures in: a row for each indicator that the open round still asks for.

    Example: samenspel measure template onderwijs metingen.xlsx
    """
    from models.actions import measurement_files

    kind = _kind(file)
    asked = measurement_files.asked(slug, everything=every)
    write_file(file, kind(asked, language or lang()), overwrite=overwrite)
    changed = {"alliance": slug, "file": str(file), "indicators": tuple(one.of.key for one in asked)}
    after = f"samenspel measure import {slug} {file} --dry-run --by STAFF"
    return Done("{file} is written, with a row for each of {indicators}.", changed, after)


def import_(
    slug: Slug,
    file: Annotated[Path, Parameter(help="The CSV or XLSX file.")],
    /,
    *,
    by: By,
    delimiter: Annotated[str | None, Parameter(help="What stands between the cells; found if left out.")] = None,
    encoding: Annotated[str | None, Parameter(help="How the text is encoded; found if left out.")] = None,
    sheet: Annotated[str | None, Parameter(help="The sheet of an XLSX file; the first if left out.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done | Sheet[FilePreview]:
    """Record figures from a file: all that are new, or none when anything in the file is wrong.

    Example: samenspel measure import onderwijs metingen.csv --yes --by hz
    """
    from models.actions import measurement_files
    from samenspel.measurement_file import read_measurements

    who = actor(by)
    read = read_measurements(
        file,
        known=measurement_files.known(slug),
        today=today(),
        delimiter=delimiter,
        encoding=encoding,
        sheet=sheet,
    )
    looked = measurement_files.take_in(slug, read.rows, by=who, dry_run=True)
    preview = _preview(slug, file, read, looked)
    if dry_run:
        return _sheet(preview)
    states = Counter(one.state for one in looked)
    counted = {state: states[state] for state in STATES}
    changed = {"alliance": slug, **counted, "by": by}
    if states["new"] or states["doubtful"]:
        question = "Record figures of {alliance}: {new} new, {doubtful} doubtful?"
        agreed(_lines(preview), filled(question, changed), yes=yes)
        taken = Counter(one.state for one in measurement_files.take_in(slug, read.rows, by=who))
        changed |= {state: taken[state] for state in STATES}
    said = "Figures of {alliance}: {new} new, {doubtful} doubtful, {same} the same as before."
    after = f"samenspel evidence list {slug}" if states["doubtful"] else f"samenspel measure list {slug}"
    return Done(said, changed, after)


def _kind(file: Path) -> "Callable[[Sequence[Asked], str], bytes]":
    from samenspel.measurement_template import as_csv, as_xlsx

    match file.suffix.lower():
        case ".csv":
            return as_csv
        case ".xlsx":
            return as_xlsx
        case suffix:
            raise BadInput('files that end in "{suffix}" are not written; allowed: .csv, .xlsx', suffix=suffix)


def _preview(slug: str, file: Path, read: "MeasurementSheet", looked: "Sequence[RowTaken]") -> FilePreview:
    rows = tuple(
        FigureRow(one.line, one.state, one.indicator, one.since, one.on, one.value, one.raw, one.doubts)
        for one in looked
    )
    return FilePreview(
        alliance=slug,
        file=str(file),
        delimiter=read.delimiter,
        encoding=read.encoding,
        sheet=read.sheet,
        columns=read.columns,
        ignored_columns=read.ignored_columns,
        notes=tuple(Said(note.said, **note.values) for note in read.notes),
        rows=rows,
    )


def _sheet(preview: FilePreview) -> Sheet[FilePreview]:
    shown = ("alliance", "file", "delimiter", "encoding", "sheet", "columns", "ignored_columns", "notes")
    columns = ("line", "state", "indicator", "since", "on", "value", "raw", "doubts")
    rows = Listing(preview.rows, columns, computed={"state": lambda one: Said(STATES[one.state])})
    return Sheet(preview, shown, {"figures": rows})


def _lines(preview: FilePreview) -> Iterator[str]:
    """Tell how a file was read and what is in it."""
    yield f"{tr('columns')}: " + ", ".join(f"{title} → {field}" for title, field in preview.columns.items())
    if preview.ignored_columns:
        yield f"{tr('not read')}: {', '.join(preview.ignored_columns)}"
    yield from map(readable, preview.notes)
    coming = [one for one in preview.rows if one.state != "same"]
    for one in coming[:MOST_SHOWN]:
        found = one.raw or ("" if one.value is None else readable(one.value))
        why = f": {'; '.join(map(readable, one.doubts))}" if one.doubts else ""
        yield f"{tr('line')} {one.line}: {tr(STATES[one.state])}: {one.indicator} {readable(one.on)} {found}{why}"
    if len(coming) > MOST_SHOWN:
        yield filled("... and {more} more", {"more": len(coming) - MOST_SHOWN})
