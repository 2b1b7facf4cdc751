"""A CSV or XLSX file as a table: which of the two it is, and whether it may be opened at all."""

import stat
from collections.abc import Callable
from pathlib import Path

from models.method.said import Said
from samenspel.csv_table import read_csv
from samenspel.table import MOST_BYTES, NoTable, Table
from samenspel.table_problems import TableProblem, TableProblems
from samenspel.xlsx_table import read_xlsx

READ = (".csv", ".tsv", ".txt", ".xlsx")

_ZIP = b"PK\x03\x04"
#: What spreadsheets of before 2007 begin with, and those of today when they are behind a password.
_OLD = b"\xd0\xcf\x11\xe0"


def table_in(
    path: Path, *, delimiter: str | None, encoding: str | None, sheet: str | None, known: Callable[[str], bool]
) -> Table:
    """Return the table in a file as :func:`read_table` does; why there is none is told as :class:`TableProblems`."""
    try:
        return read_table(path, delimiter=delimiter, encoding=encoding, sheet=sheet, known=known)
    except NoTable as wrong:
        raise TableProblems(path, [TableProblem(wrong.line, "", wrong.text)]) from None


def read_table(
    path: Path, *, delimiter: str | None, encoding: str | None, sheet: str | None, known: Callable[[str], bool]
) -> Table:
    """Return the table in a file; raise :class:`NoTable` when there is none to be read.

    ``known`` says whether a text is the title of a column, by which the delimiter of a CSV file is found.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsm":
        raise NoTable(Said("a file with macros is not opened; save it as .xlsx"))
    if suffix not in READ:
        raise NoTable(
            Said('files that end in "{suffix}" are not read; allowed: {known}', suffix=suffix, known=", ".join(READ))
        )
    content = _content(path)
    if not content.strip():
        raise NoTable(Said("the file is empty"))
    if suffix == ".xlsx":
        return _xlsx(content, delimiter=delimiter, encoding=encoding, sheet=sheet)
    if content.startswith((_ZIP, _OLD)):
        raise NoTable(Said('the name ends in "{suffix}", but this is a spreadsheet; save it as .xlsx', suffix=suffix))
    if sheet is not None:
        raise NoTable(Said("only an XLSX file has sheets; leave the sheet out"))
    return read_csv(content, delimiter=delimiter, encoding=encoding, known=known)


def _xlsx(content: bytes, *, delimiter: str | None, encoding: str | None, sheet: str | None) -> Table:
    if content.startswith(_OLD):
        raise NoTable(Said("this is an old spreadsheet or one behind a password; save it as .xlsx without a password"))
    if not content.startswith(_ZIP):
        raise NoTable(Said('the name ends in ".xlsx", but this is no spreadsheet; a text file is named .csv'))
    if delimiter is not None or encoding is not None:
        raise NoTable(Said("an XLSX file has neither a delimiter nor an encoding; leave them out"))
    return read_xlsx(content, sheet=sheet)


def _content(path: Path) -> bytes:
    try:
        # Opening a pipe would wait for its writer, so look what it is first.
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoTable(Said("this is not a file; give a CSV or XLSX file"))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NoTable(Said("there is no such file")) from None
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
        raise NoTable(Said("the file cannot be read: {why}", why=reason)) from None
    if len(content) > MOST_BYTES:
        raise NoTable(Said("the file is too large; allowed: {most} MB", most=MOST_BYTES // 1_000_000))
    return content
