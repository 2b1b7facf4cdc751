"""``samenspel stakeholder``: organisations come, change and go; what hangs on one keeps it."""

from datetime import timedelta

import pytest

from models.actions import post
from samenspel.clock import SetClock
from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
PABO = ("pabo-delta", "Pabo Delta", "--sector", "knowledge")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance with four stakeholders and one more, to whom nobody spoke."""
    slug = factories.added()
    added = cli("stakeholder", "add", slug, *PABO, "--role", "expert", "--role", "partner", "--influence", "4", *BY)
    assert (added.code, added.out) == (0, "")
    assert added.err == (
        "Pabo Delta is a stakeholder of onderwijs.\n"
        "Next: samenspel stakeholder status onderwijs pabo-delta in-conversation --by hz\n"
    )
    return slug


def test_a_stakeholder_is_shown_with_its_relations_and_commitments_and_the_key_of_its_contact(
    cli: Cli, slug: str
) -> None:
    cli("relation", "add", slug, "onderwijs-fonds", "funds", "pabo-delta", "--strength", "4", *BY)
    promise = ("--kind", "capital", "--text", "Voor de pilot.", *BY)
    assert cli("commitment", "promise", slug, "onderwijs-fonds", "25000.50", "euro", *promise).code == 0
    assert cli("stakeholder", "show", slug, "onderwijs-fonds").out.splitlines() == [
        "alliance\tonderwijs",
        "organisation\tonderwijs-fonds",
        "name\tFonds Voorbeeld",
        "sector\tphilanthropy",
        "influence\t3",
        "interest\t3",
        "status\tapproached",
        "status_since\t2026-03-02 12:00",
        "contact\tonderwijs-fonds-1",
        "",
        "relations",
        "source\tkind\ttarget\tstrength\tsince\tuntil",
        "onderwijs-fonds\tfunds\tpabo-delta\t4\t\t",
        "",
        "commitments",
        "key\tkind\tpromised\tstatus",
        "c1\tcapital\t25000.50 euro\tpromised",
    ]
    shown = cli("stakeholder", "show", slug, "pabo-delta", "--json").json
    assert (shown["roles"], shown["influence"], shown["contact"], shown["commitments"]) == (
        ["expert", "partner"],
        4,
        None,
        [],
    )
    assert [one["source"] for one in shown["relations"]] == ["onderwijs-fonds"]


def test_what_changes_is_told_field_by_field_and_the_same_again_changes_nothing(cli: Cli, slug: str) -> None:
    change = ("stakeholder", "change", slug, "pabo-delta", "--influence", "5", "--mailbox", "post@pabo.example", *BY)
    assert cli(*change).err == (
        "organisations pabo-delta: mailbox nothing → post@pabo.example; stakeholders pabo-delta: influence 4 → 5.\n"
        "Next: samenspel stakeholder show onderwijs pabo-delta\n"
    )
    again = cli(*change)
    assert (again.code, again.err.splitlines()[0]) == (0, "Nothing changed; onderwijs says so already.")
    gone = cli("stakeholder", "change", slug, "pabo-delta", "--mailbox", "", "--role", "funder", *BY, "--json").json
    assert [(one["field"], one["before"], one["after"]) for one in gone["changes"]] == [
        ("mailbox", "post@pabo.example", None),
        ("roles", ["expert", "partner"], ["funder"]),
    ]


def test_another_contact_speaks_for_an_organisation(cli: Cli, slug: str) -> None:
    person = ("--organisation", "onderwijs-fonds", "--basis", "consent", "--basis-source", "gesprek")
    cli("contact", "add", slug, "noor", "Noor Visser", "noor@example.org", *person, *BY)
    assert cli("stakeholder", "change", slug, "onderwijs-fonds", "--contact", "noor", *BY).code == 0
    assert cli("stakeholder", "show", slug, "onderwijs-fonds", "--json").json["contact"] == "noor"
    stranger = cli("stakeholder", "change", slug, "onderwijs-fonds", "--contact", "onderwijs-ouders-1", *BY)
    assert (stranger.code, stranger.err) == (
        2,
        'Error: stakeholders.3.contact: contact "onderwijs-ouders-1" belongs to "onderwijs-ouders"; name a contact of '
        '"onderwijs-fonds"\n',
    )


def test_a_stakeholder_nobody_spoke_to_is_removed_once_somebody_agrees(cli: Cli, slug: str) -> None:
    remove = ("stakeholder", "remove", slug, "pabo-delta", *BY)
    looked = cli(*remove, "--dry-run").out.splitlines()
    assert (looked[0], looked[1], len(looked)) == (
        "section\tkey\tchange\tfield\tbefore\tafter",
        "organisations\tpabo-delta\tremoved\tkey\tpabo-delta\t",
        8,
    )
    asked = cli(*remove, "--json")
    assert (asked.code, asked.error["code"]) == (2, "not_confirmed")
    assert asked.error["message"].startswith("Remove pabo-delta from onderwijs?")
    assert len(cli("stakeholder", "list", slug, "--json").json) == 5
    assert cli(*remove, "--yes").err.splitlines()[0] == "pabo-delta is no stakeholder of onderwijs any more."
    assert len(cli("stakeholder", "list", slug, "--json").json) == 4


def test_its_people_go_with_a_stakeholder(cli: Cli, slug: str) -> None:
    person = ("--organisation", "pabo-delta", "--basis", "consent", "--basis-source", "gesprek")
    cli("contact", "add", slug, "noor", "Noor Visser", "noor@example.org", *person, *BY)
    removed = cli("stakeholder", "remove", slug, "pabo-delta", *BY, "--yes", "--json").json
    assert sorted({one["section"] for one in removed["changes"]}) == ["contacts", "organisations", "stakeholders"]
    assert cli("contact", "show", slug, "noor").code == 4


REFUSED = [
    ("change {} pabo-delt --influence 5", 4, "'pabo-delt' does not stand under organisations of onderwijs (did you "
     'mean "pabo-delta"?)'),
    ("show {} pabo-delt", 4, "'pabo-delt' does not stand under organisations of onderwijs (did you mean "
     '"pabo-delta"?)'),
    ("change {} onderwijs-fonds --contact nor", 4, "'nor' does not stand under contacts of onderwijs; known: "
     "onderwijs-gemeente-1, onderwijs-ouders-1, onderwijs-bedrijf-1, onderwijs-fonds-1"),
    ("change {} pabo-delta", 2, "nothing to change; give at least one of --name, --sector, --mailbox, --role, "
     "--influence, --interest, --contact"),
    ("change {} pabo-delta --influence 9 --interest 0", 2, "influence: 9 is out of range; allowed: at most 5\n"
     "interest: 0 is out of range; allowed: at least 1"),
    ("change {} pabo-delta --mailbox nergens", 2, "mailbox: this is no e-mail address: an email address must have an "
     "@-sign; allowed: one like name@example.org"),
    ("add {} pabo-delta Pabo --sector knowledge", 2, '"pabo-delta" stands under organisations already; change it, or '
     "choose another key"),
    ("add {} Pabo Pabo --sector knowledge", 2, 'key: "Pabo" is not allowed; allowed: 1 to 80 lower-case letters, '
     "digits, hyphens and underscores, a letter first"),
    ("remove {} onderwijs-fonds --yes", 3, "'onderwijs-fonds' of organisations is named by bodies.sponsor_group "
     "onderwijs-fonds onderwijs-fonds-1; change or remove that first"),
    ("remove {} onderwijs-ouders --yes", 3, "organisation 'onderwijs-ouders' is approached; it stays in the "
     "description: record how it ends with: samenspel stakeholder status onderwijs onderwijs-ouders STATUS\n"
     "contact 'onderwijs-ouders-1' was written to by onderwijs; name a successor instead"),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("stakeholder", *typed.format(slug).split(), *(() if typed.startswith("show") else BY))]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before


def test_how_far_the_talks_are_is_said_in_words(cli: Cli, slug: str) -> None:
    moved = cli("stakeholder", "status", slug, "pabo-delta", "in-conversation", *BY)
    assert moved.err.splitlines()[0] == "pabo-delta: in conversation in onderwijs."


def test_one_of_ours_keeps_in_touch_and_takes_up_what_is_left_unanswered(
    cli: Cli, slug: str, at_start: SetClock
) -> None:
    cli("staff", "add", "tb", "Tess Blok", "tb@example.org", "--role", "facilitator")
    said = cli("stakeholder", "manager", slug, "onderwijs-fonds", "tb", *BY)
    assert said.err == (
        "tb keeps in touch with onderwijs-fonds.\nNext: samenspel stakeholder show onderwijs onderwijs-fonds\n"
    )
    assert cli("stakeholder", "manager", slug, "onderwijs-fonds", "tb", *BY, "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "organisation": "onderwijs-fonds",
        "manager": "tb",
        "by": "hz",
    }
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="Lerarentekort", text="Beste lezer.", html="<p>Beste lezer.</p>")
    cli("ladder", "set", "invitation", "hand over after 1 day", *BY)
    at_start.move_to(at_start.now() + timedelta(days=3))
    cli("remind")
    asked = cli("request", "list", slug, "--json").json
    assert [one["handed_to"] for one in asked if one["organisation"] == "onderwijs-fonds"] == ["tb"]
    assert [one["handed_to"] for one in asked if one["organisation"] == "onderwijs-ouders"] == ["hz"]


def test_nobody_unknown_keeps_in_touch_and_with_no_stranger(cli: Cli, slug: str) -> None:
    for typed, code, said in (
        (("onderwijs-fonds", "xx"), 4, "there is no member of staff 'xx'; known: hz"),
        (("pabo-delt", "hz"), 4, "'pabo-delt' is no stakeholder of onderwijs; known: onderwijs-bedrijf, "),
    ):
        refused = cli("stakeholder", "manager", slug, *typed, *BY)
        assert (refused.code, refused.err[: len(f"Error: {said}")]) == (code, f"Error: {said}")
