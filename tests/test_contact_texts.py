"""CSV files as they come: alphabets, delimiters, quotation marks, line breaks, and files that are something else."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.contact_file import read_contacts
from samenspel.contact_sheet import ContactRow
from samenspel.table_problems import TableProblems
from tests.contact_files import FOR_ALL, HEADER, JAN, ORGANISATIONS, contact, read, refused

ZOE = JAN.replace("Jan de Vries", "Zoë").replace("jan@", "zoe@")
SHORT = "organisatie,naam,mail\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("content", "asked", "used"),
    [
        ((HEADER + ZOE).encode("utf-8"), None, "utf-8"),
        ((HEADER + ZOE).encode("utf-8-sig"), None, "utf-8"),
        ((HEADER + ZOE).encode("utf-16"), None, "utf-16"),
        (b"\xfe\xff" + (HEADER + ZOE).encode("utf-16-be"), None, "utf-16"),
        ((HEADER + ZOE).encode("utf-8-sig"), "UTF8", "utf-8"),
        ((HEADER + ZOE).encode("cp1252"), "windows-1252", "cp1252"),
        ((HEADER + ZOE).encode("latin-1"), "latin-1", "iso-8859-1"),
        ((HEADER + ZOE).encode("mac-roman"), "mac-roman", "mac-roman"),
        ((HEADER + ZOE).encode("cp850"), "cp850", "cp850"),
    ],
)
def test_an_encoding_is_found_or_asked_for(content: bytes, asked: str | None, used: str) -> None:
    sheet = read(content, encoding=asked)
    assert [row.contact.name for row in sheet.rows] == ["Zoë"]
    assert (sheet.encoding, sheet.notes) == (used, ())


def test_a_file_that_is_not_utf_8_is_read_as_windows_writes_it_and_that_is_said() -> None:
    sheet = read((HEADER + ZOE).encode("cp1252"))
    assert [row.contact.name for row in sheet.rows] == ["Zoë"]
    assert sheet.encoding == "cp1252"
    assert [str(note) for note in sheet.notes] == [
        "the file is not UTF-8 and is read as cp1252; see whether letters such as ë are right"
    ]


@pytest.mark.parametrize(
    ("content", "asked", "said"),
    [
        (HEADER.encode() + b"\x81\n", None, "a.csv: the file is neither UTF-8 nor cp1252; save it as CSV UTF-8"),
        (b"\xff\xfea", None, "a.csv: the file is not utf-16 (byte 2); save it as CSV UTF-8"),
        (b"\xef\xbb\xbfa\xff", None, "a.csv: the file is not utf-8 (byte 4); save it as CSV UTF-8"),
        (ZOE.encode("cp1252"), "utf-8", "a.csv: the file is not utf-8 (byte 7); save it as CSV UTF-8"),
        (
            b"a",
            "utf-9",
            'a.csv: "utf-9" is not known (did you mean "utf-8"?); '
            "allowed: utf-8, utf-16, cp1252, iso-8859-1, iso-8859-15, cp850, mac-roman",
        ),
        (
            b"a",
            "idna",
            'a.csv: "idna" is not known; allowed: utf-8, utf-16, cp1252, iso-8859-1, iso-8859-15, cp850, mac-roman',
        ),
        (
            (HEADER + ZOE).encode("utf-16-le"),
            None,
            "a.csv:1: the file holds a NUL sign, so it is not plain text; save it as CSV UTF-8",
        ),
        (
            (HEADER + "\r\n" + "pa\0bo").encode(),
            None,
            "a.csv:3: the file holds a NUL sign, so it is not plain text; save it as CSV UTF-8",
        ),
    ],
)
def test_what_cannot_be_decoded_is_refused(content: bytes, asked: str | None, said: str) -> None:
    assert refused(content, encoding=asked) == [said]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_delimiter_is_found_in_the_header(mark: str) -> None:
    sheet = read((HEADER + JAN).replace(";", mark))
    assert (sheet.delimiter, sheet.rows) == (mark, (ContactRow(2, "new", contact()),))


def test_a_delimiter_inside_quotation_marks_does_not_count() -> None:
    content = '"a;b;c;d;e;f;g;h",organisatie,naam,mail\n"1;2",pabo,"Vries, de; Jan",jan@example.org\n'
    sheet = read(content, defaults=FOR_ALL)
    assert (sheet.delimiter, sheet.ignored_columns) == (",", ("a;b;c;d;e;f;g;h",))
    assert [row.contact.name for row in sheet.rows] == ["Vries, de; Jan"]


@pytest.mark.parametrize(("asked", "mark"), [(";", ";"), ("TAB", "\t"), ("\\t", "\t"), ("pipe", "|")])
def test_a_delimiter_is_asked_for(asked: str, mark: str) -> None:
    assert read((HEADER + JAN).replace(";", mark), delimiter=asked).delimiter == mark


def test_a_delimiter_that_is_asked_for_is_used_even_if_it_makes_no_sense() -> None:
    assert (
        refused(SHORT, delimiter=";", defaults=FOR_ALL)[1]
        == "a.csv:1:name: this column is missing; allowed: name, naam"
    )


def test_a_delimiter_that_is_none_is_refused() -> None:
    assert refused(SHORT, delimiter="x") == ['a.csv: "x" does not part cells; allowed: ",", ";", "tab", "|"']
    assert refused("sep=x\n" + SHORT) == ['a.csv: "x" does not part cells; allowed: ",", ";", "tab", "|"']


def test_a_first_line_that_names_the_delimiter_is_followed_and_counted() -> None:
    sheet = read("sep=|\r\n" + (HEADER + JAN).replace(";", "|"))
    assert (sheet.delimiter, sheet.rows) == ("|", (ContactRow(3, "new", contact()),))


def test_line_breaks_and_quotation_marks_may_stand_in_quoted_cells() -> None:
    content = '\n"organisatie", "naam", mail , "opmerking\nvan ons"\n'
    content += (
        'pabo, "Jan ""de lange"" de Vries", jan@example.org, "een\r\ntwee"\n,,,\npabo,Piet "P",piet@example.org,\n'
    )
    sheet = read(content, defaults=FOR_ALL)
    assert [(row.line, row.contact.name) for row in sheet.rows] == [(4, 'Jan "de lange" de Vries'), (7, 'Piet "P"')]
    assert sheet.ignored_columns == ("opmerking van ons",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine(end: str) -> None:
    sheet = read((HEADER + JAN + ZOE).replace("\n", end))
    assert [(row.line, row.contact.name) for row in sheet.rows] == [(2, "Jan de Vries"), (3, "Zoë")]


def test_a_lone_carriage_return_ends_the_line_and_the_rest_is_missed() -> None:
    assert refused(SHORT + "pabo,Jan\r,jan@example.org\n", defaults=FOR_ALL) == [
        "a.csv:2:mail: nothing stands here; fill it in",
        "a.csv:3:organisatie: nothing stands here; fill it in",
        'a.csv:3:naam: the name holds "@", "<" or ">"; write the name alone and the address in its own column',
        "a.csv:3:mail: nothing stands here; fill it in",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "a.csv: the file is empty"),
        (" \r\n\t", "a.csv: the file is empty"),
        ("\ufeff", "a.csv: the file is empty"),
        (";;;\n;;\n", "a.csv: the file is empty"),
        (HEADER, "a.csv: there are no people below the header"),
        (
            HEADER + "\n" + JAN.replace("Jan", '"Jan'),
            "a.csv:3: a quotation mark opens here and is never closed; "
            "close it, or write it twice inside a quoted text",
        ),
        (
            HEADER + JAN.replace("Jan de", '"Jan" de'),
            "a.csv:2: text follows a closing quotation mark; write a quotation mark inside a quoted text twice",
        ),
        (
            HEADER + "x" * 131_073 + "\n",
            "a.csv:2: a cell in this row is far too long; is a quotation mark missing?",
        ),
        (";".join("abcde" * 11) + "\n", "a.csv:1: the table has 55 columns; allowed: 50"),
        (HEADER + "a\n" * 5001, "a.csv:5002: the table has more rows than can be read; allowed: 5000 below the header"),
        ("x" * 6_000_000, "a.csv: the file is too large; allowed: 5 MB"),
        ("PK\x03\x04", 'a.csv: the name ends in ".csv", but this is a spreadsheet; save it as .xlsx'),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: str, said: str) -> None:
    assert refused(content) == [said]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("a.xlsm", {}, "a.xlsm: a file with macros is not opened; save it as .xlsx"),
        ("a.xls", {}, 'a.xls: files that end in ".xls" are not read; allowed: .csv, .tsv, .txt, .xlsx'),
        ("a", {}, 'a: files that end in "" are not read; allowed: .csv, .tsv, .txt, .xlsx'),
        ("a.csv", {"sheet": "Blad1"}, "a.csv: only an XLSX file has sheets; leave the sheet out"),
        ("a.xlsx", {}, 'a.xlsx: the name ends in ".xlsx", but this is no spreadsheet; a text file is named .csv'),
    ],
)
def test_the_name_and_the_options_belong_to_the_kind_of_file(name: str, options: dict[str, str], said: str) -> None:
    assert refused(HEADER + JAN, name, **options) == [said]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo("pipe.csv")
    Path("folder.csv").mkdir()
    for name, said in [
        ("pipe.csv", "pipe.csv: this is not a file; give a CSV or XLSX file"),
        ("folder.csv", "folder.csv: this is not a file; give a CSV or XLSX file"),
        ("gone.csv", "gone.csv: there is no such file"),
        ("nul\0.csv", "nul\\u0000.csv: the file cannot be read: embedded null byte"),
    ]:
        with pytest.raises(TableProblems) as wrong:
            read_contacts(Path(name), organisations=ORGANISATIONS)
        assert str(wrong.value) == said


def test_rows_without_anything_to_read_are_left_out_with_a_note() -> None:
    sheet = read(HEADER.replace("\n", ";x\n") + ";;;;;;;totaal 1\n" + JAN)
    assert [row.line for row in sheet.rows] == [3]
    assert [str(note) for note in sheet.notes] == ["line 2 has nothing in the columns that are read"]


TEXTS = st.lists(st.sampled_from([*HEADER.split(";"), *JAN.split(";"), *',;\t|"\r\n=\0\u202eé', "sep=", "naam"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary()
    | TEXTS.map("".join).map(str.encode)
    | TEXTS.map(lambda cells: (HEADER + ";".join(cells)).encode()),
    encoding=st.sampled_from([None, None, "utf-16", "cp850"]),
)
def test_any_bytes_are_a_sheet_or_are_refused(content: bytes, encoding: str | None) -> None:
    Path("any.csv").write_bytes(content)
    people: tuple[object, ...] = ()
    said: tuple[object, ...] = ()
    try:
        sheet = read_contacts(Path("any.csv"), organisations=ORGANISATIONS, encoding=encoding, defaults=FOR_ALL)
        people = sheet.rows
    except TableProblems as wrong:
        said = wrong.problems
    assert bool(people) != bool(said)
