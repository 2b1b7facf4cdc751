"""A CSV file as a table: its encoding and delimiter are found, unless they are given."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from models.method.definition_types import did_you_mean, found
from models.method.said import Said
from samenspel.table import NoTable, Note, Rows, Table, TableRow

#: What may be asked for. Python knows more, some of which are no alphabets at all.
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-1", "iso-8859-15", "cp850", "mac-roman")

#: The most usual first: it is taken where a header leaves the choice.
DELIMITERS = (",", ";", "\t", "|")

_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}
_BREAK = re.compile(r"\r\n|\r|\n")
#: What spreadsheet programs write into the first line for one another.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>[^\r\n])"?(?:\r\n|\r|\n)', re.IGNORECASE)


def read_csv(content: bytes, *, delimiter: str | None, encoding: str | None, known: Callable[[str], bool]) -> Table:
    """Return the table in the bytes of a CSV file; raise :class:`NoTable` when there is none to be read."""
    wanted = _delimiter_asked(delimiter) if delimiter is not None else None
    text, used = _forced(content, encoding) if encoding is not None else _decoded(content)
    nul = text.find("\0")
    if nul >= 0:
        raise NoTable(
            Said("the file holds a NUL sign, so it is not plain text; save it as CSV UTF-8"), _line(text, nul)
        )
    first = 1
    if named := _SEPARATOR_LINE.match(text):
        text, first = text[named.end() :], 2
        wanted = wanted or _delimiter_asked(named["delimiter"])
    mark = wanted or _likeliest(text, known)
    rows = Rows()
    for row in _records(text, mark, first=first):
        rows.add(row)
    header, rest = rows.header_and_rest()
    notes: tuple[Note, ...] = ()
    if encoding is None and used == "cp1252":
        said = "the file is not UTF-8 and is read as {encoding}; see whether letters such as ë are right"
        notes = (Note(said, {"encoding": used}),)
    return Table(header, rest, delimiter=mark, encoding=used, notes=notes)


def _delimiter_asked(delimiter: str) -> str:
    mark = _WORDS.get(delimiter.lower(), delimiter)
    if mark not in DELIMITERS:
        raise NoTable(Said('{found} does not part cells; allowed: ",", ";", "tab", "|"', found=found(delimiter)))
    return mark


def _forced(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        used = next(name for name in ENCODINGS if codecs.lookup(name).name == codecs.lookup(encoding).name)
    except (LookupError, StopIteration, ValueError):
        hint = did_you_mean(encoding.lower(), ENCODINGS)
        known = ", ".join(ENCODINGS)
        said = Said("{found} is not known{hint}; allowed: {known}", found=found(encoding), hint=hint, known=known)
        raise NoTable(said) from None
    return _text(content, used), used


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text(content, "utf-16"), "utf-16"
    try:
        return _text(content, "utf-8"), "utf-8"
    except NoTable:
        if content.startswith(codecs.BOM_UTF8):
            raise
    try:
        return _text(content, "cp1252"), "cp1252"
    except NoTable:
        raise NoTable(Said("the file is neither UTF-8 nor cp1252; save it as CSV UTF-8")) from None


def _text(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        said = Said(
            "the file is not {encoding} (byte {byte}); save it as CSV UTF-8", encoding=encoding, byte=wrong.start
        )
        raise NoTable(said) from None


def _likeliest(text: str, known: Callable[[str], bool]) -> str:
    """Return the delimiter that makes most known titles of the header, or else most cells."""

    def sense(delimiter: str) -> tuple[int, int]:
        try:
            header = next((row for row in _records(text, delimiter, first=1) if row.filled), None)
        except NoTable:
            return 0, 0
        if header is None:
            # There is nothing in the file but this delimiter.
            return 0, len(text)
        titles = [str(cell) for cell in header.cells]
        return sum(map(known, titles)), len(titles)

    return max(DELIMITERS, key=sense)


def _records(text: str, delimiter: str, *, first: int) -> Iterator[TableRow]:
    # The ends of lines are left as they are, because a line break in a cell belongs to it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    line = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise NoTable(_why(str(wrong)), line) from None
        yield TableRow(line, tuple(cells))
        line = first + reader.line_num


def _why(said: str) -> Said:
    if said.startswith("unexpected end"):
        return Said("a quotation mark opens here and is never closed; close it, or write it twice inside a quoted text")
    if "expected after" in said:
        return Said("text follows a closing quotation mark; write a quotation mark inside a quoted text twice")
    return Said("a cell in this row is far too long; is a quotation mark missing?")


def _line(text: str, place: int) -> int:
    return 1 + len(_BREAK.findall(text, 0, place))
