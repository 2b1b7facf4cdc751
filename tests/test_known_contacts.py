"""Who in a file of contacts is who: the same person twice, and people who are known already."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from samenspel.contact_sheet import Change, ContactRow, KnownContact
from tests.contact_files import FOR_ALL, HEADER, JAN, contact, read, refused

KNOWN = KnownContact(
    key="jdv",
    organisation="pabo",
    name="Jan de Vries",
    email="Jan@example.org",
    language="en",
    basis="consent",
    basis_source="gesprek",
    basis_date=date(2026, 2, 1),
)

WITH_KEY = HEADER.replace("\n", ";sleutel\n")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_rows_that_say_the_same_are_one_person() -> None:
    again = JAN.replace("jan@", "JAN@").replace("2026-02-01", "1-2-2026").replace("toestemming", "consent")
    sheet = read(HEADER + JAN + "\n" + again)
    assert sheet.rows == (ContactRow(2, "new", contact()),)
    assert [str(note) for note in sheet.notes] == [
        "dates are read day first: 1-2-2026 is 2026-02-01",
        "line 4 says the same as line 2; it is read once",
    ]


def test_rows_that_say_other_things_of_one_address_are_refused() -> None:
    other = JAN.replace("jan@", "JAN@").replace("pabo", "gemeente").replace(";nl;", ";;")
    assert refused(HEADER + JAN + other) == [
        "a.csv:3:e-mail: line 2 has this address with another organisatie, taal; allowed: a person once"
    ]


def test_people_of_one_name_get_keys_of_their_own() -> None:
    content = HEADER + "".join(JAN.replace("jan@", f"jan{n}@") for n in range(3))
    others = [replace(KNOWN, key="jan-de-vries-2", email="other@example.org")]
    assert [row.contact.key for row in read(content, known=others).rows] == [
        "jan-de-vries",
        "jan-de-vries-3",
        "jan-de-vries-4",
    ]


def test_a_key_may_be_given_and_is_kept_from_others() -> None:
    first, second = JAN.replace("\n", ";\n"), JAN.replace("jan@", "jan2@").replace("\n", ";jan-de-vries\n")
    rows = read(WITH_KEY + first + second).rows
    assert [(row.contact.email, row.contact.key) for row in rows] == [
        ("jan@example.org", "jan-de-vries-2"),
        ("jan2@example.org", "jan-de-vries"),
    ]


def test_a_key_is_given_to_one_person() -> None:
    first, second = JAN.replace("\n", ";jan\n"), JAN.replace("jan@", "jan2@").replace("\n", ";jan\n")
    assert refused(WITH_KEY + first + second) == [
        "a.csv:3:sleutel: line 2 has this key too; allowed: one key for one person"
    ]


def test_a_key_that_is_none_is_refused_without_being_repeated() -> None:
    assert refused(WITH_KEY + JAN.replace("\n", ";Jan de Vries\n")) == [
        "a.csv:2:sleutel: this is not allowed; allowed: 1 to 80 lower-case letters, digits, hyphens and underscores, "
        "a letter first"
    ]


def test_a_known_person_of_whom_nothing_new_is_said_stays_the_same() -> None:
    sheet = read(HEADER + JAN.replace(";nl;", ";;"), known=[KNOWN])
    same = contact(key="jdv", email="Jan@example.org", language="en")
    assert sheet.rows == (ContactRow(2, "same", same),)


def test_a_known_person_shows_what_changes() -> None:
    row = JAN.replace("Jan de Vries", "Jan de Vries-Smit").replace("gesprek", "beurs")
    known = replace(KNOWN, basis_source="", basis_date=None)
    sheet = read(HEADER + row, known=[known])
    changes = (
        Change("name", "Jan de Vries", "Jan de Vries-Smit"),
        Change("language", "en", "nl"),
        Change("basis_source", "", "beurs"),
        Change("basis_date", "", "2026-02-01"),
    )
    assert [(one.state, one.contact.key, one.changes) for one in sheet.rows] == [("changed", "jdv", changes)]


def test_a_known_address_at_another_organisation_is_refused_with_both() -> None:
    assert refused(HEADER + JAN.replace("pabo", "gemeente"), known=[KNOWN]) == [
        'a.csv:2:e-mail: this address is known at "pabo", not at "gemeente"; one of the two is wrong'
    ]


def test_an_address_that_is_known_at_two_organisations_is_the_person_of_the_row() -> None:
    elsewhere = replace(KNOWN, key="jan-gemeente", organisation="gemeente", language="nl")
    rows = read(HEADER + JAN.replace("pabo", "gemeente"), known=[KNOWN, elsewhere]).rows
    assert [(row.state, row.contact.key) for row in rows] == [("same", "jan-gemeente")]


def test_the_key_of_a_known_person_does_not_change() -> None:
    assert refused(WITH_KEY + JAN.replace("\n", ";jan\n"), known=[KNOWN]) == [
        'a.csv:2:sleutel: this person is known by the key "jdv"; write that, or leave it out'
    ]


def test_the_key_of_somebody_else_is_refused() -> None:
    assert refused(WITH_KEY + JAN.replace("\n", ";jdv\n"), known=[replace(KNOWN, email="other@example.org")]) == [
        "a.csv:2:sleutel: this is the key of somebody with another address; leave it out, or choose another"
    ]


def test_reading_a_file_again_after_it_was_taken_finds_everybody_the_same() -> None:
    content = "organisatie,naam,mail\npabo,Jan,jan@example.org\ngemeente,Jan,piet@example.org\n"
    first = read(content, defaults=FOR_ALL)
    known = [
        KnownContact(
            key=row.contact.key,
            organisation=row.contact.organisation,
            name=row.contact.name,
            email=row.contact.email,
            language=row.contact.language,
            basis=row.contact.basis.kind,
            basis_source=row.contact.basis.source,
            basis_date=row.contact.basis.date,
        )
        for row in first.rows
    ]
    again = read(content, defaults=FOR_ALL, known=known)
    assert [(row.state, row.contact) for row in again.rows] == [("same", row.contact) for row in first.rows]
