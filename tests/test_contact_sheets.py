"""People out of an XLSX file, and spreadsheets that are damaged, dangerous or unclear."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from samenspel.contact_file import read_contacts
from samenspel.contact_sheet import ContactRow
from samenspel.table_problems import TableProblems
from tests.contact_files import FOR_ALL, HEADER, ORGANISATIONS, contact, read, refused

JAN = ("pabo", "Jan de Vries", "jan@example.org", "nl", "toestemming", "gesprek", date(2026, 2, 1))
PIET = ("pabo", "Piet", "piet@example.org", "nl", "toestemming", "gesprek", date(2026, 2, 1))
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def book(*rows: tuple[object, ...], change: Callable[[Workbook, Worksheet], object] | None = None) -> bytes:
    """Return an XLSX file with a header and these rows, changed at will before it is written."""
    workbook = Workbook()
    sheet = workbook.create_sheet("Mensen", 0)
    workbook.remove(workbook.worksheets[1])
    sheet.append(HEADER.strip().split(";"))
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(workbook, sheet)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def texts(*cells: str) -> bytes:
    """Return a row of texts as it stands in a sheet."""
    return b"<row>" + b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % cell.encode() for cell in cells) + b"</row>"


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return an XLSX file in which one part is another one, or is added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return changed.getvalue()


def test_a_sheet_is_read_with_its_dates_and_row_numbers() -> None:
    late = (*PIET[:6], datetime(2026, 3, 1, 23, 59))  # noqa: DTZ001 -- spreadsheets know no time zones
    sheet = read(book(JAN, (None,) * 7, late), "a.xlsx")
    assert [(row.line, row.contact.basis.date) for row in sheet.rows] == [(2, date(2026, 2, 1)), (4, date(2026, 3, 1))]
    assert sheet.rows[0] == ContactRow(2, "new", contact())
    assert (sheet.delimiter, sheet.encoding, sheet.sheet, sheet.notes) == (None, None, "Mensen", ())


def test_cells_that_are_no_texts_are_read_as_they_are_shown() -> None:
    odd = ("pabo", 12.0, "jan@example.org", None, "consent", 3.5, "1-2-2026")
    told = read(book(odd, (*PIET[:5], True, *PIET[6:])), "a.xlsx").rows
    assert [(row.contact.name, row.contact.basis.source) for row in told] == [("12", "3.5"), ("Piet", "true")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"B2": "=A1"}, ["a.xlsx:2:naam: the cell holds a formula without a result; write the value itself"]),
        ({"B2": "#REF!"}, ['a.xlsx:2:naam: the cell holds the error "#REF!"; write the value itself']),
        ({"B2": "x" * 301}, ["a.xlsx:2:naam: the text has 301 characters; allowed: at most 300"]),
        ({"B2": "Jan\nde Vries"}, ["a.xlsx:2:naam: the text has a line break; write it on one line"]),
        ({"AZ9": "x"}, ["a.xlsx:9: the table has 52 columns; allowed: 50"]),
        ({"A20001": "x"}, ["a.xlsx: the sheet goes on to row 20001; allowed: 20000, empty rows counted"]),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused(wrong: dict[str, Any], said: list[str]) -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        for place, value in wrong.items():
            sheet[place] = value

    assert refused(book(JAN, change=change), "a.xlsx") == said


def test_a_number_is_no_date_unless_it_is_shown_as_one() -> None:
    assert refused(book((*JAN[:6], 46054)), "a.xlsx") == [
        'a.xlsx:2:datum: expected a date like 2026-12-31 or 31-12-2026, found "46054"'
    ]


def test_the_result_of_a_formula_is_read() -> None:
    row = b"".join(b'<c t="str"><f>A1</f><v>%s</v></c>' % text for text in (b"pabo", b"Jan", b"jan@example.org", b""))
    part = HEAD + texts(*HEADER.split(";")[:3]) + b"<row>" + row + b"</row>" + TAIL
    rows = read(with_part(book(), SHEET, part), "a.xlsx", defaults=FOR_ALL).rows
    assert [(row.line, row.contact.organisation, row.contact.name) for row in rows] == [(2, "pabo", "Jan")]


def test_other_programs_write_the_same_in_other_ways() -> None:
    row = b'<c r="A3" t="inlineStr"><is><t>pabo</t></is></c><c r="B3"><v>12.0</v></c>'
    row += b'<c t="inlineStr"><is><t>a@b.nl</t></is></c>'
    part = HEAD + texts("organisatie", "naam", "mail", "datum") + b'<row r="3">' + row
    part += b'<c r="D3" t="d"><v>2026-03-01</v></c></row>' + TAIL
    rows = read(with_part(book(), SHEET, part), "a.xlsx", defaults=FOR_ALL).rows
    assert [(row.line, row.contact.name, row.contact.email) for row in rows] == [(3, "12", "a@b.nl")]
    assert [row.contact.basis.date for row in rows] == [date(2026, 3, 1)]


def test_what_stands_beside_the_table_is_ignored_and_shown() -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet["H2"], sheet["I1"], sheet["J2"], sheet["A9"] = 1, "Telefoon", "=1+1", None
        sheet["J9"] = "totaal"

    sheet = read(book(JAN, change=change), "a.xlsx")
    assert sheet.ignored_columns == ("column 8", "Telefoon", "column 10")
    assert [str(note) for note in sheet.notes] == ["line 9 has nothing in the columns that are read"]
    assert len(sheet.rows) == 1


def test_the_first_sheet_that_can_be_seen_is_read_or_the_one_asked_for() -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        for title, person in (("Rest", PIET), ("Leeg", ())):
            more = workbook.create_sheet(title)
            more.append(HEADER.strip().split(";"))
            more.append(person)

    content = book(JAN, change=change)
    first = read(content, "a.xlsx")
    assert (first.sheet, [row.contact.name for row in first.rows]) == ("Rest", ["Piet"])
    assert [str(note) for note in first.notes] == ["the sheet Rest is read; not read: Mensen, Leeg"]
    assert [row.contact.name for row in read(content, "a.xlsx", sheet="Mensen").rows] == ["Jan de Vries"]
    assert refused(content, "a.xlsx", sheet="Leeg") == ["a.xlsx: there are no people below the header"]
    assert refused(content, "a.xlsx", sheet="Menschen") == [
        'a.xlsx: there is no sheet "Menschen" (did you mean "Mensen"?); allowed: Mensen, Rest, Leeg'
    ]


def test_a_file_of_hidden_sheets_is_read_only_when_one_is_asked_for() -> None:
    with zipfile.ZipFile(io.BytesIO(book(JAN))) as package:
        listed = package.read("xl/workbook.xml")
    content = with_part(book(JAN), "xl/workbook.xml", listed.replace(b'state="visible" r:id', b'state="hidden" r:id'))
    assert refused(content, "a.xlsx") == ["a.xlsx: the file has no sheet that can be seen"]
    assert [row.contact.name for row in read(content, "a.xlsx", sheet="Mensen").rows] == ["Jan de Vries"]


def test_merged_cells_are_refused() -> None:
    content = book(JAN, PIET, change=lambda _, sheet: sheet.merge_cells("A2:A3"))
    assert refused(content, "a.xlsx") == [
        "a.xlsx: the cells A2:A3 are merged, so it is unclear what stands in which row; split them"
    ]


def test_hidden_rows_are_refused_when_somebody_stands_in_them() -> None:
    def change(_: Workbook, sheet: Worksheet) -> None:
        for row in (3, 4, *range(11, 18)):
            sheet.row_dimensions[row].hidden = True
        for row in (4, *range(12, 18)):
            sheet[f"A{row}"] = "pabo"

    assert refused(book(JAN, change=change), "a.xlsx") == [
        "a.xlsx:4: rows are hidden: 4, 12, 13, 14, 15 and 2 more; show them, or delete them"
    ]


@pytest.mark.parametrize("options", [{"delimiter": ";"}, {"encoding": "utf-8"}])
def test_a_spreadsheet_has_neither_delimiter_nor_encoding(options: dict[str, str]) -> None:
    assert refused(book(JAN), "a.xlsx", **options) == [
        "a.xlsx: an XLSX file has neither a delimiter nor an encoding; leave them out"
    ]


def test_a_file_under_the_name_of_the_other_kind_is_refused() -> None:
    assert refused(book(JAN), "a.csv") == [
        'a.csv: the name ends in ".csv", but this is a spreadsheet; save it as .xlsx'
    ]
    assert refused(b"\xd0\xcf\x11\xe0 locked", "a.xlsx") == [
        "a.xlsx: this is an old spreadsheet or one behind a password; save it as .xlsx without a password"
    ]


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        (SHEET, HEAD + b" " * 20_000_000 + TAIL, "the file is too large when it is unpacked; allowed: 20 MB"),
        (
            SHEET,
            HEAD + b"<row/>" * 2_000_000 + TAIL,
            "the file holds more cells and formats than can be read; leave out what is not needed",
        ),
        (
            SHEET,
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + TAIL,
            "the file defines abbreviations of its own, which spreadsheets never do; it is not opened",
        ),
        (
            SHEET,
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'.encode("utf-16"),
            "the file defines abbreviations of its own, which spreadsheets never do; it is not opened",
        ),
        ("xl/vbaProject.bin", b"x", "a file with macros is not opened; save it as .xlsx without macros"),
        (
            SHEET,
            HEAD + b'<row r="9999999999"><c><v>1</v></c></row>' + TAIL,
            "the sheet goes on to row 9999999999; allowed: 20000, empty rows counted",
        ),
        (SHEET, HEAD + b'<row r="2"/><row r="1"/>' + TAIL, "row 1 stands behind row 2; the file is damaged"),
        (SHEET, HEAD + TAIL, "the file is empty"),
        (
            SHEET,
            HEAD + b"<row><c><v>" + b"9" * 5000 + b"</v></c></row>" + TAIL,
            "the file cannot be read as XLSX (ValueError); open it and save it as XLSX again",
        ),
        (SHEET, b"<worksheet>", "the file cannot be read as XLSX (ParseError); open it and save it as XLSX again"),
        (
            "[Content_Types].xml",
            b"<Types/>",
            "the file cannot be read as XLSX (OSError); open it and save it as XLSX again",
        ),
    ],
)
def test_a_package_that_should_not_be_opened_is_refused(name: str, part: bytes, said: str) -> None:
    assert refused(with_part(book(JAN), name, part), "a.xlsx") == [f"a.xlsx: {said}"]


def test_a_package_of_very_many_parts_is_refused() -> None:
    content = io.BytesIO(book(JAN))
    with zipfile.ZipFile(content, "a") as package:
        for number in range(500):
            package.writestr(f"xl/{number}", b"")
        parts = len(package.namelist())
    assert refused(content.getvalue(), "a.xlsx") == [f"a.xlsx: the file has {parts} parts inside; allowed: 500"]


def test_a_spreadsheet_of_the_greatest_size_is_read() -> None:
    header = HEAD + texts("organisatie", "naam", "mail")
    people = b"".join(texts("pabo", f"Jan {n}", f"jan{n}@example.org") for n in range(5000))
    most = with_part(book(), SHEET, header + people + TAIL)
    assert len(read(most, "a.xlsx", defaults=FOR_ALL).rows) == 5000
    more = with_part(book(), SHEET, header + people + texts("pabo") + TAIL)
    assert refused(more, "a.xlsx", defaults=FOR_ALL) == [
        "a.xlsx:5002: the table has more rows than can be read; allowed: 5000 below the header"
    ]


WHOLE = book(JAN, PIET)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_is_refused_or_does_no_harm(data: st.DataObject) -> None:
    content = WHOLE
    if data.draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(WHOLE)) as package:
            name = data.draw(st.sampled_from(package.namelist()))
            part = package.read(name)
        content = with_part(WHOLE, name, _damaged(data, part))
    else:
        content = b"PK\x03\x04" + _damaged(data, content[4:])
    people: tuple[object, ...] = ()
    said: tuple[object, ...] = ()
    Path("any.xlsx").write_bytes(content)
    try:
        people = read_contacts(Path("any.xlsx"), organisations=ORGANISATIONS).rows
    except TableProblems as wrong:
        said = wrong.problems
    assert bool(people) != bool(said)


def _damaged(data: st.DataObject, content: bytes) -> bytes:
    place = data.draw(st.integers(0, len(content)))
    return content[:place] + data.draw(st.binary(max_size=20)) + content[place + data.draw(st.integers(0, 20)) :]
