"""An alliance's file: YAML in, an :class:`AllianceDefinition` out, and back."""

import io
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.definition_doubts import doubts, with_settled_start
from models.method.errors import BadInput
from models.method.said import Said, joined, visible
from models.method.working_days import local_day
from samenspel import clock, file_messages
from samenspel.yaml_events import NotYaml, Spot, spot_behind
from samenspel.yaml_tree import Location, Tree, read_tree

MOST_BYTES = 1_000_000
MOST_PROBLEMS = 50

#: A file can hold words as long as itself; nobody reads a line that is longer than this.
LONGEST_LINE = 600

#: What some editors write before a text in UTF-8.
_MARK = "\ufeff"

#: Stands in for what a file must have but has wrong, so that the rest of it can be checked all the same.
_STAND_IN: dict[str, object] = {"slug": "stand-in", "name": "-", "task": {"title": "-"}, "facilitator": "stand-in"}


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One thing that is wrong with a file; without a ``spot`` it is the file as a whole."""

    spot: Spot | None
    text: str


class FileProblems(BadInput):
    """A file cannot be taken; the message has a line ``file:line:column: what is wrong, what is allowed`` for each."""

    def __init__(self, path: Path, problems: Iterable[FileProblem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__(joined("\n", _lines(path, self.problems)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file describes, and the notes on what is seldom meant, each a line ``file:line:column: ...``."""

    definition: AllianceDefinition
    notes: tuple[Said, ...]


def read_definition(path: Path | str) -> AllianceDefinition:
    """Return the alliance that a file describes; raise :class:`FileProblems` with all that is wrong with it."""
    return read_file(path).definition


def read_file(path: Path | str) -> Reading:
    """Return the alliance that a file describes, with notes; raise :class:`FileProblems` with all that is wrong."""
    path = Path(path)
    try:
        tree = read_tree(_text(path))
    except NotYaml as wrong:
        raise FileProblems(path, [FileProblem(wrong.spot, wrong.text)]) from None
    if tree is None or (tree.value is None and not tree.problems):
        raise FileProblems(path, [FileProblem(None, Said("there is no alliance in the file; it is empty"))])
    definition, wrong_values = _definition(tree)
    found = {FileProblem(spot, text) for spot, text in tree.problems} | wrong_values
    if found or definition is None:
        raise FileProblems(path, sorted(found))
    looked_at = doubts(definition, today=local_day(clock.now()))
    notes = _lines(path, [_said(tree, doubt.loc, doubt.text) for doubt in looked_at])
    return Reading(with_settled_start(definition), tuple(notes))


def dump_definition(definition: AllianceDefinition) -> str:
    """Return the canonical text of an alliance's file: reading it gives the same definition, byte for byte."""
    yaml = YAML(typ="rt", pure=True)
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10 * MOST_BYTES
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    text = io.StringIO()
    yaml.dump(_plain(definition.model_dump(by_alias=True, exclude_defaults=True)), text)
    return text.getvalue()


def _text(path: Path) -> str:
    try:
        # Opening a pipe would wait for its writer, so look what it is first.
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileProblems(path, [FileProblem(None, Said("this is not a file; give a YAML file"))])
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileProblems(path, [FileProblem(None, Said("there is no such file"))]) from None
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
        raise FileProblems(path, [FileProblem(None, Said("the file cannot be read: {why}", why=reason))]) from None
    if len(content) > MOST_BYTES:
        raise FileProblems(
            path, [FileProblem(None, Said("the file is too large; allowed: {most} bytes", most=MOST_BYTES))]
        )
    if 0 in content[:2]:
        # Two bytes for every sign, without a mark before them: plain words in UTF-16 are UTF-8 as well.
        raise FileProblems(path, [_not_utf8(content, content.index(0))])
    try:
        return content.decode().removeprefix(_MARK)
    except UnicodeDecodeError as wrong:
        raise FileProblems(path, [_not_utf8(content, wrong.start)]) from None


def _not_utf8(content: bytes, at: int) -> FileProblem:
    spot = spot_behind(content[:at].decode(errors="replace").removeprefix(_MARK))
    return FileProblem(spot, Said("the file is not UTF-8 (byte {byte}); save it as UTF-8", byte=at))


def _definition(tree: Tree) -> tuple[AllianceDefinition | None, set[FileProblem]]:
    if not isinstance(tree.value, dict):
        text = Said("expected a mapping with the keys of an alliance, such as slug and name")
        return None, {FileProblem(Spot(1, 1), text)}
    try:
        definition = AllianceDefinition.model_validate(tree.value)
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        said = {
            FileProblem(
                tree.spot(file_messages.place(error), at_key=file_messages.at_key(error)),
                file_messages.sentence(error, tree.written.get(error["loc"])),
            )
            for error in errors
        }
        return None, said | _beside(tree, errors)
    return definition, {_said(tree, problem.loc, problem.text) for problem in problems(definition)}


def _beside(tree: Tree, errors: list[ErrorDetails]) -> set[FileProblem]:
    """Return what is wrong between the parts of the file that can be read for themselves."""
    lost = {_lost(error) for error in errors}
    left: dict[Location, list[int]] = {}
    rest = _without(tree.value, lost, left)
    try:
        definition = AllianceDefinition.model_validate(_STAND_IN | rest)
    except ValidationError:
        # Everything that was said to be wrong is left out, so this is not expected; fewer lines are better than none.
        return set()
    names = {name for loc in lost for name in _names_at(tree.value, loc)}
    sections = {loc[0] for loc in lost if len(loc) == 1}
    broken = {loc[:length] for loc in lost for length in range(len(loc) + 1)}
    told = [(_where_it_was(problem.loc, left), problem) for problem in problems(definition)]
    return {
        _said(tree, loc, problem.text)
        for loc, problem in told
        # What refers to a part that was left out is not wrong for that, nor is a list that misses it.
        if problem.about not in names and problem.section.partition(".")[0] not in sections and loc not in broken
    }


def _lost(error: ErrorDetails) -> Location:
    """Return what to leave out for an error: an unknown key, the whole item of a list, or a section."""
    loc = error["loc"]
    if error["type"] == "extra_forbidden":
        return loc
    last = max((n for n, part in enumerate(loc) if isinstance(part, int)), default=0)
    return loc[: last + 1]


def _without(value: Any, lost: set[Location], left: dict[Location, list[int]], at: Location = ()) -> Any:
    """Return a value without what is lost; ``left`` gets the numbers of the items that stay in each list."""
    match value:
        case dict():
            return {k: _without(v, lost, left, (*at, k)) for k, v in value.items() if (*at, k) not in lost}
        case list():
            left[at] = [n for n in range(len(value)) if (*at, n) not in lost]
            return [_without(value[n], lost, left, (*at, n)) for n in left[at]]
        case _:
            return value


def _names_at(value: Any, loc: Location) -> list[str]:
    """Return the names by which other parts of the file refer to the item at ``loc``."""
    for part in loc:
        if isinstance(value, dict) and part not in value:
            return []
        value = value[part]
    names = [value.get("key"), value.get("code")] if isinstance(value, dict) else []
    return [name for name in names if isinstance(name, str)]


def _where_it_was(loc: Location, left: dict[Location, list[int]]) -> Location:
    """Return the place in the whole file of a place in what is left of it."""
    was: Location = ()
    for part in loc:
        was = (*was, left[was][part] if isinstance(part, int) else part)
    return was


def _said(tree: Tree, loc: Location, text: str) -> FileProblem:
    return FileProblem(tree.spot(loc), file_messages.in_front(loc, text))


def _lines(path: Path, problems: Sequence[FileProblem]) -> list[Said]:
    lines = [_line(path, problem) for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - MOST_PROBLEMS
    return [*lines, Said("{path}: and {count} more", path=path, count=more)] if more > 0 else lines


def _line(path: Path, problem: FileProblem) -> Said:
    text = problem.text if len(problem.text) <= LONGEST_LINE else f"{problem.text[:LONGEST_LINE]}…"
    place = f"{path}:{problem.spot.line}:{problem.spot.column}" if problem.spot else f"{path}"
    return Said("{place}: {problem}", place=visible(place), problem=visible(text))


def _plain(value: Any) -> Any:
    """Return what YAML can say: texts of several lines as blocks, figures as short as they go."""
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case time():
            return f"{value:%H:%M}"
        case bool() | date() | None:
            return value
        case float() | Decimal():
            return int(value) if value == int(value) else float(value)
        case str():
            return LiteralScalarString(value) if "\n" in value else str(value)
        case _:
            return value
