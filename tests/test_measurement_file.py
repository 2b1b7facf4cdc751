"""Figures out of a file: written as a template, filled in, and read back, or refused with every place that is wrong."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.method.evaluation.numbers import plain_figure
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement
from models.method.indicators import Measure
from models.method.measurement_files import FILLED, TITLES, Asked, header
from samenspel.measurement_template import as_csv, as_xlsx
from tests.measurement_texts import HEADER, KNOWN, read, refused
from tests.project import TOP

EVIL = '=HYPERLINK("http://example.org","klik")'
ASKED = [Asked(one, f"Titel van {key}", "fte", -5.0, date(2026, 1, 1)) for key, one in KNOWN.items()]
COLUMN = {field: number for number, field in enumerate(TITLES, 1)}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def filled_csv(content: bytes, **values: str) -> bytes:
    """Return a template in which the first row is filled in."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for field, value in values.items():
        rows[1][COLUMN[field] - 1] = value
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def filled_xlsx(content: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """Return a template that was changed in a spreadsheet program."""
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_csv_template_is_filled_in_and_read_back(language: str) -> None:
    content = filled_csv(as_csv(ASKED, language), on="2026-02-28", value="62.5", source="Regiomonitor")
    sheet = read(content)
    assert [(row.line, row.indicator, row.taken.on, row.taken.value, row.taken.source) for row in sheet.rows] == [
        (2, "vacatures", date(2026, 2, 28), 62.5, "Regiomonitor")
    ]
    assert (sheet.delimiter, sheet.encoding, sheet.sheet, sheet.notes) == (";", "utf-8", None, ())
    assert sheet.ignored_columns == ()
    assert list(sheet.columns)[:2] == [TITLES["key"][language == "en"], TITLES["since"][language == "en"]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_xlsx_template_is_filled_in_and_read_back(language: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.cell(2, COLUMN["on"]).value = datetime(2026, 2, 28)  # noqa: DTZ001 -- spreadsheets know no time zones
        sheet.cell(2, COLUMN["value"]).value = 0.00001
        sheet.cell(5, COLUMN["on"]).value = "2026-02-28"
        sheet.cell(5, COLUMN["level"]).value = 3
        sheet.cell(5, COLUMN["evidence"]).value = 2.0

    sheet = read(filled_xlsx(as_xlsx(ASKED, language), fill), "a.xlsx")
    assert [(row.line, row.indicator, row.taken.value) for row in sheet.rows] == [
        (2, "vacatures", 0.00001),
        (5, "samen", None),
    ]
    judgement = sheet.rows[1].taken.judgement
    assert judgement is not None
    assert (judgement.level, judgement.evidence) == (3, 2)
    assert (sheet.sheet, [note.said for note in sheet.notes]) == (
        {"nl": "Metingen", "en": "Measurements"}[language],
        ["the sheet {sheet} is read; not read: {others}"],
    )


def test_each_rater_has_a_row_of_their_own() -> None:
    head = "sleutel;op;beoordelaar;niveau;bewijs\n"
    rows = "samen;2026-02-28;fonds;3;2\nsamen;2026-02-28;;4;2\n"
    sheet = read(head + rows, raters=("fonds", "hz"))
    assert [(row.taken.rater, row.taken.judgement) for row in sheet.rows] == [
        ("fonds", Judgement(level=3, evidence=2)),
        ("", Judgement(level=4, evidence=2)),
    ]
    assert refused(head + rows.replace("fonds", "Jan"), raters=("fonds", "hz")) == [
        "a.csv:2:beoordelaar: a rater is named by the key of an organisation or the code of staff; allowed: fonds, hz"
    ]


def test_an_empty_template_is_no_file_of_figures() -> None:
    assert refused(as_csv(ASKED, "nl")) == ["a.csv: no figure is filled in below the header"]
    assert refused(as_xlsx(ASKED, "nl"), "a.xlsx") == ["a.xlsx: no figure is filled in below the header"]


def test_a_spreadsheet_computes_nothing_of_what_we_write() -> None:
    evil = [Asked(IndicatorSnapshot(key="vacatures"), EVIL, "@fte", "-10+20", None)]
    rows = list(csv.reader(io.StringIO(as_csv(evil, "nl").decode("utf-8-sig"), newline="")))
    assert [cell for cell in rows[1] if cell][1:] == [f"'{EVIL}", "een getal", "'@fte", "'-10+20"]
    sheet = load_workbook(io.BytesIO(as_xlsx(evil, "nl"))).worksheets[0]
    texts = [cell for cell in sheet[2] if cell.value is not None]
    assert [cell.value for cell in texts][1:] == [EVIL, "een getal", "@fte", "-10+20"]
    assert {(cell.data_type, cell.quotePrefix) for cell in texts} == {("s", True)}


def test_a_text_that_was_guarded_is_read_back_without_the_sign() -> None:
    (row,) = read(HEADER + "vacatures;2026-02-28;;'-5;;;;;;'=bron\n").rows
    assert (row.taken.value, row.taken.raw, row.taken.source) == (-5, "", "=bron")


def test_a_figure_below_zero_is_written_as_a_figure() -> None:
    assert as_csv(ASKED[:1], "nl").decode("utf-8-sig").splitlines()[1].split(",")[7:9] == ["-5", "2026-01-01"]


def test_the_template_shows_what_to_do_and_limits_what_is_limited() -> None:
    steps = IndicatorSnapshot(key="rust", measure=Measure.ORDINAL, steps=("laag", "hoog"))
    odd = IndicatorSnapshot(key="odd", measure=Measure.ORDINAL, steps=("laag, of bijna", 'de "top"'))
    book = load_workbook(io.BytesIO(as_xlsx([Asked(one, "Rust", "") for one in (steps, odd)], "nl")))
    sheet, guide = book.worksheets
    assert (sheet.title, guide.title, sheet.freeze_panes) == ("Metingen", "Uitleg", "B2")
    assert [cell.value for cell in sheet[1]] == list(header("nl"))
    assert sheet.cell(1, 1).font.bold is True
    assert sheet.cell(2, COLUMN["on"]).number_format == "yyyy-mm-dd"
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    assert {place: (one.type, one.formula1, one.formula2) for place, one in rules.items()} == {
        "J2": ("date", "36526", None),
        "K2": ("date", "36526", None),
        "M2": ("whole", "0", None),
        "N2": ("whole", "0", None),
        "O2": ("whole", "0", None),
        "P2": ("decimal", "0", None),
        "Q2": ("decimal", "0", None),
        "T2": ("whole", "0", "4"),
        "U2": ("whole", "1", "4"),
        "L2": ("list", '"laag,hoog"', None),
    }
    assert {one.showErrorMessage for one in rules.values()} == {True}
    assert "Elke regel is één indicator." in str(guide["A1"].value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("vacature;2026-02-28;;5", ['a.csv:2:sleutel: "vacature" is not known (did you mean "vacatures"?); allowed: '
                                    "vacatures, opgeleid, tevreden, samen, rust"]),
        (";2026-02-28;;5", ["a.csv:2:sleutel: nothing stands here; fill it in"]),
        ("vacatures;;;5", ["a.csv:2:op: nothing stands here; fill it in"]),
        ("vacatures;gisteren;;5", ['a.csv:2:op: expected a date like 2026-12-31 or 31-12-2026, found "gisteren"']),
        ("vacatures;2026-03-03;;5", ["a.csv:2:op: a figure cannot be measured on 2026-03-03, which is after today"]),
        ("vacatures;2026-02-28", ["a.csv:2:waarde: nothing was measured here; say what was found"]),
        ("opgeleid;2026-02-28;;5", ["a.csv:2:vanaf: opgeleid counts what happened in a period; say the first day of "
                                    "the period as well"]),
        ("tevreden;2026-02-28;;;11;tien", ['a.csv:2:n: "tien" is no whole number; allowed: a whole number as 12']),
        ("tevreden;2026-02-28;;5;;;0,5", ["a.csv:2:se: '0,5' is not a number; write 0.5"]),
        ("tevreden;2026-02-28;;;21;20", ["a.csv:2:k: 21 of 20 is more than there are"]),
        ("samen;2026-02-28;;;;;;7;2", ["a.csv:2:niveau: 7 is out of range; allowed: 0 to 4"]),
        ("vacatures;2026-02-28;;5;;;;;;;x;y", ["a.csv:2: the row has 12 cells and the header 10; put quotation marks "
                                               "around a text with the delimiter in it"]),
        (
            "vacatures;2026-02-28;;5\nvacatures;28-02-2026;;6",
            ["a.csv:3:sleutel: line 2 measures this on the same day too; allowed: once"],
        ),
        (
            "vacature;;;5\nsamen;2026-03-09;;;;;;1;",
            [
                'a.csv:2:sleutel: "vacature" is not known (did you mean "vacatures"?); allowed: vacatures, opgeleid, '
                "tevreden, samen, rust",
                "a.csv:2:op: nothing stands here; fill it in",
                "a.csv:3:op: a figure cannot be measured on 2026-03-09, which is after today",
                "a.csv:3:bewijs: samen is judged; give a level of 0 to 4 and the evidence for it, of 1 to 4",
            ],
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_its_place(rows: str, said: list[str]) -> None:
    assert refused(f"{HEADER}{rows}\n") == said


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("sleutel;waarde", ["a.csv:1:on: this column is missing; allowed: op, on"]),
        ("sleutel;op", ["a.csv:1:value: this column is missing; allowed: waarde, value"]),
        (
            "key;sleutel;on;value",
            ['a.csv:1:sleutel: this column says the same as "key"; leave one of the two out'],
        ),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(head: str, said: list[str]) -> None:
    assert refused(f"{head}\nvacatures;5;5;5\n") == said


def test_what_is_no_table_is_refused_as_everywhere() -> None:
    assert refused("", "a.csv") == ["a.csv: the file is empty"]
    assert refused("x", "a.pdf") == ['a.pdf: files that end in ".pdf" are not read; allowed: .csv, .tsv, .txt, .xlsx']


def test_a_text_in_place_of_a_figure_is_kept_and_a_column_of_our_own_is_named() -> None:
    sheet = read("key,on,value,toelichting\nvacatures,01-02-2026,30%,nvt\nrust,2026-02-28,midden,\n")
    assert [(row.taken.value, row.taken.raw) for row in sheet.rows] == [(None, "30%"), (None, "midden")]
    assert sheet.ignored_columns == ("toelichting",)
    assert [str(note) for note in sheet.notes] == ["dates are read day first: 01-02-2026 is 2026-02-01"]


def test_the_same_row_twice_is_read_once() -> None:
    assert len(read(HEADER + "vacatures;2026-02-28;;5\n" * 2).rows) == 1


@pytest.mark.parametrize(
    ("value", "number_format", "raw"),
    [(0.55, "0%", "55%"), (0.125, "0.0%", "12.5%"), (1, "0%", "100%"), ("30%", "General", "30%")],
)
def test_what_a_spreadsheet_shows_as_a_percentage_is_no_plain_figure(
    value: float | str, number_format: str, raw: str
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.cell(2, COLUMN["on"]).value = "2026-02-28"
        cell = sheet.cell(2, COLUMN["value"])
        cell.value, cell.number_format = value, number_format

    (row,) = read(filled_xlsx(as_xlsx(ASKED, "nl"), fill), "a.xlsx").rows
    assert (row.taken.value, row.taken.raw) == (None, raw)


def test_a_formula_without_a_result_is_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.cell(2, COLUMN["on"]).value = "2026-02-28"
        sheet.cell(2, COLUMN["value"]).value = "=1+1"
        sheet.cell(3, COLUMN["key"]).value = "=A2"
        sheet.cell(3, COLUMN["on"]).value = "=A2"
        sheet.cell(3, COLUMN["value"]).value = "5"

    formula = "the cell holds a formula without a result; write the value itself"
    assert refused(filled_xlsx(as_xlsx(ASKED, "nl"), fill), "a.xlsx") == [
        f"a.xlsx:2:waarde: {formula}",
        f"a.xlsx:3:sleutel: {formula}",
        f"a.xlsx:3:op: {formula}",
    ]


def book(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return an XLSX file with these rows."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@given(
    st.floats(min_value=1e-12, max_value=1e15)
    | st.floats(min_value=-1e15, max_value=-1e-12)
    | st.integers(min_value=-(10**15), max_value=10**15)
)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_of_a_spreadsheet_is_read_as_it_is(figure: float) -> None:
    (row,) = read(book([("key", "on", "value"), ("vacatures", "2026-02-28", figure)]), "a.xlsx").rows
    assert (row.taken.value, row.taken.raw) == (pytest.approx(figure, rel=1e-15), "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Mn"]), min_size=1, max_size=20))
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_in_place_of_a_figure_is_a_plain_figure_or_kept(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("key", "on", "value"), ("vacatures", "2026-02-28", text)])
    if not text.strip():
        assert refused(out.getvalue()) == ["a.csv:2:value: nothing was measured here; say what was found"]
        return
    (row,) = read(out.getvalue()).rows
    assert (row.taken.value is None) is (row.taken.raw != "")
    assert row.taken.value == plain_figure(row.taken.raw or text.strip().removeprefix("'"))


def test_the_page_on_measurements_names_every_column_and_every_doubt() -> None:
    _, columns, doubtful = (rows[2:] for rows in _tables())
    named = {both for row in columns for both in zip(row[0].split(", "), row[1].split(", "), strict=True)}
    assert named == {TITLES[field] for field in ("key", *FILLED)}
    codes = [row[1].strip("`") for row in doubtful]
    assert codes == ["unparseable", "suspicious_zero", "out_of_range", "overlapping_periods", "direction_conflict"]


def _tables() -> list[list[list[str]]]:
    """Return the cells of each table of the page on measurements, with the two rows of its head."""
    page = (TOP / "docs" / "measurements.md").read_text(encoding="utf-8")
    blocks = (block.splitlines() for block in page.split("\n\n") if block.startswith("|"))
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in block] for block in blocks]
