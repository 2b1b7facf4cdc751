"""People out of a file: what is understood, what is refused, and who is known already."""

from datetime import date
from pathlib import Path

import pytest

from samenspel.contact_sheet import ContactRow
from tests.contact_files import FOR_ALL, HEADER, JAN, contact, read, refused

BASES = (
    "consent (toestemming), existing_relation (bestaande relatie), published_for_this_purpose (hiervoor gepubliceerd), "
    "replied (heeft gereageerd), introduced_by (voorgesteld door een ander)"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def cell(field: str, text: str) -> str:
    """Return a file with Jan in it, with another text in one cell."""
    titles = HEADER.strip().split(";")
    cells = JAN.strip().split(";")
    cells[titles.index(field)] = text
    return HEADER + ";".join(f'"{one}"' for one in cells) + "\n"


def test_a_file_is_read_with_what_was_found_out_about_it() -> None:
    sheet = read(HEADER.replace("\n", ";telefoon\n") + JAN.replace("\n", ";06\n"))
    assert sheet.rows == (ContactRow(2, "new", contact()),)
    assert (sheet.delimiter, sheet.encoding, sheet.sheet) == (";", "utf-8", None)
    assert sheet.columns == {
        "organisatie": "organisation",
        "naam": "name",
        "e-mail": "email",
        "taal": "language",
        "grondslag": "basis",
        "bron": "basis_source",
        "datum": "basis_date",
    }
    assert sheet.ignored_columns == ("telefoon",)
    assert sheet.notes == ()


@pytest.mark.parametrize(
    "header",
    [
        "organisation;name;email;language;basis;basis_source;basis_date\n",
        "ORGANISATIE;NAAM;E-MAILADRES;TAAL;GRONDSLAG;BRON;DATUM\n",
        " Organisatie ; Naam ;Mail; Taal ;Grondslag;Bron;Datum\n",
        "organization;Name;E-Mail;Language;Basis;Basis Source;basis date\n",
    ],
)
def test_titles_are_dutch_or_english_in_any_case(header: str) -> None:
    assert read(header + JAN).rows == (ContactRow(2, "new", contact()),)


def test_columns_that_are_missing_are_named_with_what_comes_near() -> None:
    assert refused("organistion,naam,emial\nx,y,z\n", defaults={"basis": "consent"}) == [
        'a.csv:1:organisation: this column is missing (did you mean "organistion"?); '
        "allowed: organisation, organisatie, organization",
        'a.csv:1:email: this column is missing (did you mean "emial"?); allowed: email, e-mail, mail, e-mailadres',
        "a.csv:1:basis_source: this column is missing; allowed: basis_source, bron, source; "
        "or say it once for the whole file",
        "a.csv:1:basis_date: this column is missing; allowed: basis_date, datum, date; "
        "or say it once for the whole file",
    ]


def test_two_columns_that_say_the_same_are_refused() -> None:
    assert refused(HEADER.replace("\n", ";mail\n") + JAN) == [
        'a.csv:1:mail: this column says the same as "e-mail"; leave one of the two out'
    ]


@pytest.mark.parametrize(
    ("field", "written", "read_as"),
    [
        ("organisatie", "Gemeente Weteringen", {"organisation": "gemeente"}),
        ("organisatie", "gemeente", {"organisation": "gemeente"}),
        ("taal", "Engels", {"language": "en"}),
        ("taal", "EN", {"language": "en"}),
        ("taal", "Nederlands", {"language": "nl"}),
        ("taal", "", {"language": "nl"}),
        ("e-mail", " Jan@Exämple.nl ", {"email": "Jan@xn--exmple-cua.nl"}),
        ("naam", "\u00a0Zoe\u0308  ", {"name": "Zoë", "key": "zoe"}),
        ("naam", "drs. J. Bakker, RA", {"name": "drs. J. Bakker, RA", "key": "drs-j-bakker-ra"}),
        ("naam", "Łukasz Ørsted-Weiß", {"name": "Łukasz Ørsted-Weiß", "key": "lukasz-orsted-weiss"}),
        ("naam", "Иван", {"name": "Иван", "key": "contact"}),
        ("naam", "3M", {"name": "3M", "key": "contact-3m"}),
    ],
)
def test_a_cell_is_understood(field: str, written: str, read_as: dict[str, str]) -> None:
    assert read(cell(field, written)).rows == (ContactRow(2, "new", contact(**read_as)),)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("consent", "consent"),
        ("Bestaande relatie", "existing_relation"),
        ("EXISTING_RELATION", "existing_relation"),
        ("published for this purpose", "published_for_this_purpose"),
        ("gepubliceerd", "published_for_this_purpose"),
        ("heeft gereageerd", "replied"),
        ("voorgesteld door een ander", "introduced_by"),
    ],
)
def test_a_basis_is_a_code_or_its_label(written: str, kind: str) -> None:
    assert read(cell("grondslag", written)).rows[0].contact.basis.kind == kind


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("31-12-2026", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31.5.2026", date(2026, 5, 31)),
        ("04-04-2026", date(2026, 4, 4)),
    ],
)
def test_a_date_is_written_in_either_way(written: str, day: date) -> None:
    sheet = read(cell("datum", written))
    assert sheet.rows[0].contact.basis.date == day
    assert sheet.notes == ()


def test_a_date_that_could_be_two_is_read_day_first_and_shown_once() -> None:
    sheet = read(cell("datum", "03-04-2026") + JAN.replace("jan@", "piet@").replace("2026-02-01", "05-06-2026"))
    assert [row.contact.basis.date for row in sheet.rows] == [date(2026, 4, 3), date(2026, 6, 5)]
    assert [str(note) for note in sheet.notes] == ["dates are read day first: 03-04-2026 is 2026-04-03"]


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        (
            "organisatie",
            "Pabo Oots",
            '"Pabo Oots" is not known (did you mean "Pabo Oost"?); '
            "allowed: the key or the exact name of an organisation",
        ),
        ("taal", "frans", '"frans" is not known; allowed: nl, en, Nederlands, Engels'),
        ("grondslag", "toestemmin", f'"toestemmin" is not known (did you mean "toestemming"?); allowed: {BASES}'),
        ("datum", "12-31-2026", "there is no month 31; allowed: the day first, like 31-12-2026"),
        ("datum", "30-02-2026", "the date 30-02-2026 does not exist"),
        ("datum", "2026-02-30", "the date 2026-02-30 does not exist"),
        ("datum", "1-1-26", 'expected a date like 2026-12-31 or 31-12-2026, found "1-1-26"'),
        ("datum", "1-1-1999", "the date 1999-01-01 is out of range; allowed: 2000-01-01 to 2100-12-31"),
        ("datum", "٠١-٠١-٢٠٢٦", 'expected a date like 2026-12-31 or 31-12-2026, found "٠١-٠١-٢٠٢٦"'),
        ("bron", " ", "nothing stands here; fill it in"),
        ("bron", "x" * 301, "the text has 301 characters; allowed: at most 300"),
        ("naam", "Jan\nBcc: x", "the text has a line break; write it on one line"),
        ("e-mail", "jan@example.org\r\nBcc: x@example.org", "the text has a line break; write it on one line"),
        ("naam", "Jan\tde Vries", "the sign U+0009 is not allowed in a text; take it out"),
        ("naam", "Jan\u202ede Vries", "the sign U+202E is not allowed in a text; take it out"),
        ("naam", "=1+1", 'the name begins with "=", which a spreadsheet computes; write the name alone'),
        ("naam", "\t+31 6", 'the name begins with "+", which a spreadsheet computes; write the name alone'),
        ("naam", "-Jan", 'the name begins with "-", which a spreadsheet computes; write the name alone'),
        ("naam", "@SUM(A1)", 'the name begins with "@", which a spreadsheet computes; write the name alone'),
        ("naam", "＝Jan", 'the name begins with "＝", which a spreadsheet computes; write the name alone'),
        (
            "naam",
            "evil@example.org, Jan",
            'the name holds "@", "<" or ">"; write the name alone and the address in its own column',
        ),
    ],
)
def test_a_cell_is_refused_with_what_is_allowed(field: str, written: str, said: str) -> None:
    assert refused(cell(field, written)) == [f"a.csv:2:{field}: {said}"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("jan", "an email address must have an @-sign"),
        ("jan@@example.org", "the part after the @-sign contains invalid characters: '@'"),
        (
            "jan@example.org,piet@example.org",
            "the part after the @-sign contains invalid characters: ',', '@'",
        ),
        ("jan@example.org;", "the part after the @-sign contains invalid characters: ';'"),
        ("j" * 65 + "@example.org", "the email address is too long before the @-sign (1 character too many)"),
        ("jan@[127.0.0.1]", "a bracketed IP address after the @-sign is not allowed here"),
        ("jan@example", "the part after the @-sign is not valid. It should have a period"),
        ("jörg@example.nl", "internationalized characters before the @-sign are not supported: 'ö'"),
        ("jan@xn--a.nl", "the part after the @-sign is not valid IDNA"),
        (
            "Jan <jan@example.org>",
            "a display name and angle brackets around the email address are not permitted here",
        ),
        ('""jan""@example.org', "quoting the part before the @-sign is not allowed here"),
        ("j@" + "b." * 130 + "nl", "the email address is too long after the @-sign (9 characters too many)"),
    ],
)
def test_an_address_is_refused_without_being_repeated(address: str, why: str) -> None:
    assert refused(cell("e-mail", address)) == [
        f"a.csv:2:e-mail: this is no e-mail address: {why}; allowed: one like name@example.org"
    ]


def test_an_address_of_mixed_alphabets_is_taken_with_a_note() -> None:
    # The second, third and fourth letter behind the @ are Cyrillic.
    sheet = read(cell("e-mail", "test@\u0435\u0445\u0430mple.nl"))
    assert sheet.rows[0].contact.email == "test@xn--mple-43d3a6i.nl"
    assert [str(note) for note in sheet.notes] == [
        "line 2: the address mixes alphabets that look alike: xn--mple-43d3a6i.nl"
    ]


def test_everything_that_is_wrong_is_said_at_once_and_in_order() -> None:
    content = HEADER + JAN + ";Piet;x;;;gesprek;2026-02-01\n" + JAN.replace("pabo", "ministerie")
    assert refused(content) == [
        "a.csv:3:organisatie: nothing stands here; fill it in",
        "a.csv:3:e-mail: this is no e-mail address: an email address must have an @-sign; "
        "allowed: one like name@example.org",
        "a.csv:3:grondslag: nothing stands here; fill it in",
        'a.csv:4:organisatie: "ministerie" is not known; allowed: the key or the exact name of an organisation',
    ]


def test_no_more_than_fifty_things_are_said() -> None:
    lines = refused(HEADER + "".join(f"pab{n};P;p{n}@example.org;nl;consent;lijst;2026-02-01\n" for n in range(53)))
    assert lines[49:] == [
        'a.csv:51:organisatie: "pab49" is not known (did you mean "pabo"?); '
        "allowed: the key or the exact name of an organisation",
        "a.csv: and 3 more",
    ]


def test_a_row_that_is_too_long_is_refused_as_a_whole() -> None:
    assert refused(HEADER + JAN.replace("gesprek", "gesprek; per telefoon")) == [
        "a.csv:2: the row has 8 cells and the header 7; put quotation marks around a text with the delimiter in it"
    ]


def test_a_name_that_two_organisations_share_is_refused_with_their_keys() -> None:
    assert refused(cell("organisatie", "Pabo"), organisations={"oost": "Pabo", "west": "Pabo"}) == [
        'a.csv:2:organisatie: "Pabo" is the name of more than one; allowed: one of the keys oost, west'
    ]


def test_without_organisations_nobody_can_belong_to_one() -> None:
    assert refused(HEADER + JAN, organisations={}) == [
        "a.csv:2:organisatie: there are no organisations yet; add them first"
    ]


def test_a_basis_can_be_said_for_everybody_whose_row_does_not_say_it() -> None:
    sheet = read(
        "organisatie,naam,mail,bron\npabo,Jan,jan@example.org,\npabo,Piet,piet@example.org,beurs\n", defaults=FOR_ALL
    )
    assert [row.contact.basis.source for row in sheet.rows] == ["deelnemerslijst", "beurs"]
    assert [row.contact.basis.kind.value for row in sheet.rows] == ["consent", "consent"]


def test_what_is_wrong_for_everybody_is_said_once() -> None:
    content = "organisatie,naam,mail\npabo,Jan,jan@example.org\npabo,Piet,piet@example.org\n"
    wrong = {"basis": "ja", "basis_source": "x" * 301, "basis_date": "gisteren", "name": "Jan"}
    assert refused(content, defaults=wrong) == [
        f'a.csv:basis: "ja" is not known; allowed: {BASES}',
        'a.csv:basis_date: expected a date like 2026-12-31 or 31-12-2026, found "gisteren"',
        "a.csv:name: this cannot be said once for the whole file; allowed: language, basis, basis_source, basis_date",
        "a.csv:basis_source: the text has 301 characters; allowed: at most 300",
    ]
