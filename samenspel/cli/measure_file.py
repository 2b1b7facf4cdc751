"""``samenspel measure template`` and ``import``: a file to fill figures in, and what was filled in."""

from collections.abc import Callable, Sequence
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
from samenspel.cli.file_preview import HEAD, Delimiter, Encoding, File, FileToFillIn, ReadFile, SheetName, counted
from samenspel.cli.language import Language, lang, tr
from samenspel.cli.options import By, Slug, actor, today
from samenspel.cli.output import filled, readable
from samenspel.cli.writing import Overwrite, write_file

if TYPE_CHECKING:
    from models.method.measurement_files import Asked

#: What becomes of a row, as people read it.
STATES: dict[str, str] = {"new": "new", "same": "same", "doubtful": "doubtful"}


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
class FilePreview(ReadFile[FigureRow]):
    """How a file was read, and what would be taken from it."""

    rows: tuple[FigureRow, ...]


def template(
    slug: Slug,
    file: FileToFillIn,
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
    file: File,
    /,
    *,
    by: By,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
    sheet: SheetName = None,
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
        raters=measurement_files.raters(slug),
        today=today(),
        delimiter=delimiter,
        encoding=encoding,
        sheet=sheet,
    )
    looked = measurement_files.take_in(slug, read.rows, by=who, dry_run=True)
    rows = [
        FigureRow(one.line, one.state, one.indicator, one.since, one.on, one.value, one.raw, one.doubts)
        for one in looked
    ]
    preview = FilePreview.of(slug, file, read, rows)
    if dry_run:
        columns = ("line", "state", "indicator", "since", "on", "value", "raw", "doubts")
        figures = Listing(preview.rows, columns, computed={"state": lambda one: Said(STATES[one.state])})
        return Sheet(preview, HEAD, {"figures": figures})
    states = counted(rows, STATES)
    changed = {"alliance": slug, **states, "by": by}
    if states["new"] or states["doubtful"]:
        question = "Record figures of {alliance}: {new} new, {doubtful} doubtful?"
        agreed(preview.lines(_told), filled(question, changed), yes=yes)
        changed |= counted(measurement_files.take_in(slug, read.rows, by=who), STATES)
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


def _told(row: FigureRow) -> str:
    """Return what becomes of a row, what it says was measured, and what is doubtful about it."""
    found = row.raw or ("" if row.value is None else readable(row.value))
    why = f": {'; '.join(map(readable, row.doubts))}" if row.doubts else ""
    return f"{tr(STATES[row.state])}: {row.indicator} {readable(row.on)} {found}{why}"
