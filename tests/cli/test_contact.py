"""``samenspel contact``: who may be written to, on which ground, and who takes over."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
FORMER = "onderwijs-fonds-1"


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that knows a second person at the fund."""
    slug = factories.added()
    person = ("noor", "Noor Visser", "noor@example.org", "--organisation", "onderwijs-fonds", "--language", "en")
    added = cli("contact", "add", slug, *person, "--basis", "consent", "--basis-source", "gesprek", *BY)
    assert added.err == ("noor may be written to for onderwijs-fonds.\nNext: samenspel contact show onderwijs noor\n")
    return slug


def test_the_list_of_contacts_is_the_one_that_shows_persons(cli: Cli, slug: str) -> None:
    listed = cli("contact", "list", slug).out.splitlines()
    assert listed[0] == "key\torganisation\tname\temail\temail_status\tlanguage\tbasis\tsuccessor"
    assert listed[-2] == "noor\tonderwijs-fonds\tNoor Visser\tnoor@example.org\tok\ten\tconsent\t"
    assert cli("contact", "list", slug, "--json").json[-2] == {
        "key": "noor",
        "organisation": "onderwijs-fonds",
        "name": "Noor Visser",
        "email": "noor@example.org",
        "language": "en",
        "basis": "consent",
        "basis_source": "gesprek",
        "basis_date": "2026-03-02",
        "successor": None,
        "email_status": "ok",
    }


def test_one_contact_is_shown_with_what_it_does_and_what_it_was_asked(cli: Cli, slug: str) -> None:
    shown = cli("contact", "show", slug, FORMER, "--json").json
    assert (shown["speaks_for"], shown["seats"], shown["asked"]) == (
        "onderwijs-fonds",
        ["sponsor_group"],
        [{"kind": "invitation", "subject": "onderwijs-fonds"}],
    )
    assert cli("contact", "show", slug, "noor").out.splitlines() == [
        "alliance\tonderwijs",
        "key\tnoor",
        "name\tNoor Visser",
        "email\tnoor@example.org",
        "email_status\tok",
        "organisation\tonderwijs-fonds",
        "language\ten",
        "basis\tconsent",
        "basis_source\tgesprek",
        "basis_date\t2026-03-02",
    ]


def test_a_contact_changes_and_the_log_says_which_field_and_not_what(cli: Cli, slug: str) -> None:
    change = ("contact", "change", slug, "noor", "--email", "n.visser@example.org", "--basis", "replied")
    assert cli(*change, "--basis-date", "2026-02-27", *BY).err.splitlines()[0] == (
        "contacts noor: email noor@example.org → n.visser@example.org; contacts noor: basis.kind consent → replied; "
        "contacts noor: basis.date 2 Mar 2026 → 27 Feb 2026."
    )
    assert "n.visser@example.org" not in cli("log", slug, "--json").out
    assert cli("contact", "show", slug, "noor", "--json").json["basis"] == "replied"


def test_a_successor_takes_talks_seats_and_requests_over_once_somebody_agrees(cli: Cli, slug: str) -> None:
    succeed = ("contact", "succeed", slug, FORMER, "noor", *BY)
    assert [line.split("\t") for line in cli(*succeed, "--dry-run").out.splitlines()[1:]] == [
        ["contacts", FORMER, "changed", "successor", "", "noor"],
        ["stakeholders", "onderwijs-fonds", "changed", "contact", FORMER, "noor"],
        ["bodies.sponsor_group", f"onderwijs-fonds {FORMER}", "removed", "organisation", "onderwijs-fonds", ""],
        ["bodies.sponsor_group", f"onderwijs-fonds {FORMER}", "removed", "contact", FORMER, ""],
        ["bodies.sponsor_group", f"onderwijs-fonds {FORMER}", "removed", "chair", "yes", ""],
        ["bodies.sponsor_group", "onderwijs-fonds noor", "added", "organisation", "", "onderwijs-fonds"],
        ["bodies.sponsor_group", "onderwijs-fonds noor", "added", "contact", "", "noor"],
        ["bodies.sponsor_group", "onderwijs-fonds noor", "added", "chair", "", "yes"],
        ["requests", "invitation onderwijs-fonds", "changed", "contact", FORMER, "noor"],
    ]
    asked = cli(*succeed)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Let noor take over from onderwijs-fonds-1 in onderwijs? Nobody can answer that here.",
    )
    assert cli("contact", "show", slug, "noor", "--json").json["seats"] == []
    assert cli(*succeed, "--yes").err.splitlines()[0] == "noor takes over from onderwijs-fonds-1."
    factories.drain()
    after = cli("contact", "show", slug, "noor", "--json").json
    assert (after["speaks_for"], after["seats"], [one["kind"] for one in after["asked"]]) == (
        "onderwijs-fonds",
        ["sponsor_group"],
        ["invitation"],
    )
    assert cli("contact", "show", slug, FORMER, "--json").json["successor"] == "noor"


def test_a_succession_by_mistake_is_taken_back(cli: Cli, slug: str) -> None:
    assert cli("contact", "succeed", slug, FORMER, "noor", *BY, "--yes").code == 0
    assert cli("contact", "change", slug, FORMER, "--no-successor", *BY).code == 0
    assert cli("stakeholder", "change", slug, "onderwijs-fonds", "--contact", FORMER, *BY).code == 0
    shown = cli("contact", "show", slug, FORMER, "--json").json
    assert (shown["successor"], shown["speaks_for"]) == (None, "onderwijs-fonds")


def test_a_person_nobody_wrote_to_is_removed_and_another_speaks_for_the_organisation(cli: Cli, slug: str) -> None:
    cli("stakeholder", "add", slug, "pabo", "Pabo", "--sector", "knowledge", *BY)
    ground = ("--organisation", "pabo", "--basis", "consent", "--basis-source", "gesprek", *BY)
    for key in ("ali", "bo"):
        cli("contact", "add", slug, key, key.title(), f"{key}@example.org", *ground)
    assert cli("stakeholder", "show", slug, "pabo", "--json").json["contact"] == "ali"
    assert cli("contact", "remove", slug, "ali", *BY, "--yes").err.splitlines()[0] == "ali is removed from onderwijs."
    assert cli("stakeholder", "show", slug, "pabo", "--json").json["contact"] == "bo"
    assert cli("contact", "remove", slug, "bo", *BY, "--yes").code == 0
    assert cli("stakeholder", "show", slug, "pabo", "--json").json["contact"] is None


REFUSED = [
    ("show {} nor", 4, "'nor' does not stand under contacts of onderwijs (did you mean \"noor\"?)"),
    ("change {} nor --language nl --by hz", 4, "'nor' does not stand under contacts of onderwijs (did you mean "
     '"noor"?)'),
    ("succeed {} noor nor --by hz --yes", 4, "'nor' does not stand under contacts of onderwijs (did you mean "
     '"noor"?)'),
    ("succeed {} noor noor --by hz --yes", 2, "contacts.3.successor: the successors go round in a circle: noor -> "
     "noor; take one of them out"),
    ("change {} noor --by hz", 2, "nothing to change; give at least one of --name, --email, --organisation, "
     "--language, --basis, --basis-source, --basis-date, --no-successor"),
    ("change {} noor --email noor.example.org --by hz", 2, "email: this is no e-mail address: an email address must "
     "have an @-sign; allowed: one like name@example.org"),
    ("change {} noor --organisation onderwijs-fond --by hz", 4, "'onderwijs-fond' does not stand under organisations "
     'of onderwijs (did you mean "onderwijs-fonds"?)'),
    ("add {} noor Noor x@example.org --organisation onderwijs-fonds --basis consent --basis-source x --by hz", 2,
     '"noor" stands under contacts already; change it, or choose another key'),
    ("remove {} onderwijs-fonds-1 --by hz --yes", 3, "contact 'onderwijs-fonds-1' was written to by onderwijs; name a "
     "successor instead"),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("contact", *typed.format(slug).split())]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before


def test_who_took_over_from_somebody_stays_as_long_as_the_former_is_known(cli: Cli, slug: str) -> None:
    cli("contact", "succeed", slug, FORMER, "noor", *BY, "--yes")
    refused = cli("contact", "remove", slug, "noor", *BY, "--yes")
    assert (refused.code, refused.err) == (
        3,
        "Error: 'noor' of contacts is named by contacts onderwijs-fonds-1; change or remove that first\n",
    )
