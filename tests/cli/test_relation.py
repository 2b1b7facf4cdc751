"""``samenspel relation`` and ``expectation``: what organisations are to each other, and what they expect."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
FUNDS = ("onderwijs-fonds", "funds", "onderwijs-ouders")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance with one relation and two expectations."""
    slug = factories.added()
    added = cli("relation", "add", slug, *FUNDS, "--strength", "4", "--since", "2025-01-01", *BY)
    assert added.err == "onderwijs-fonds funds onderwijs-ouders.\nNext: samenspel relation list onderwijs\n"
    cli("expectation", "add", slug, "onderwijs-fonds", "partners", "Meedenken over de begroting.", *BY)
    cli("expectation", "add", slug, "foundation", "onderwijs-ouders", "Het proces bewaken.", *BY)
    return slug


def test_relations_are_listed_changed_and_removed(cli: Cli, slug: str) -> None:
    changed = cli("relation", "change", slug, *FUNDS, "--strength", "2", "--until", "2027-12-31", *BY, "--json").json
    assert changed["changes"] == [
        {
            "section": "relations",
            "key": "onderwijs-fonds funds onderwijs-ouders",
            "change": "changed",
            "field": field,
            "before": before,
            "after": after,
        }
        for field, before, after in (("strength", 4, 2), ("until", None, "2027-12-31"))
    ]
    assert cli("relation", "list", slug).out.splitlines() == [
        "source\tkind\ttarget\tstrength\tsince\tuntil",
        "onderwijs-fonds\tfunds\tonderwijs-ouders\t2\t2025-01-01\t2027-12-31",
    ]
    assert cli("relation", "remove", slug, *FUNDS, *BY, "--dry-run", "--json").json[0]["change"] == "removed"
    assert cli("relation", "remove", slug, *FUNDS, *BY).code == 2
    assert len(cli("relation", "list", slug, "--json").json) == 1
    assert cli("relation", "remove", slug, *FUNDS, *BY, "--yes").code == 0
    assert cli("relation", "list", slug).err == "onderwijs knows of no relations yet.\n"


def test_expectations_are_numbered_and_removed_by_their_number(cli: Cli, slug: str) -> None:
    assert cli("expectation", "list", slug).out.splitlines() == [
        "number\tsource\ttarget\ttext",
        "1\tonderwijs-fonds\tpartners\tMeedenken over de begroting.",
        "2\tfoundation\tonderwijs-ouders\tHet proces bewaken.",
    ]
    removed = cli("expectation", "remove", slug, "1", *BY, "--yes")
    assert removed.err.splitlines()[0] == "onderwijs-fonds -> partners: Meedenken over de begroting. (removed)"
    assert [(one["number"], one["source"]) for one in cli("expectation", "list", slug, "--json").json] == [
        (1, "foundation")
    ]


REFUSED = [
    ("relation add {} onderwijs-fnds funds onderwijs-ouders", 4, "'onderwijs-fnds' does not stand under organisations "
     'of onderwijs (did you mean "onderwijs-fonds"?)'),
    ("relation add {} onderwijs-fonds funds onderwijs-ouders", 2, '"onderwijs-fonds funds onderwijs-ouders" stands '
     "under relations already; change it, or choose another key"),
    ("relation add {} onderwijs-fonds funds onderwijs-fonds", 2, 'relations.1.to: "onderwijs-fonds" stands on both '
     "sides; name two organisations"),
    ("relation add {} onderwijs-fonds funds onderwijs-bedrijf --strength 7", 2, "strength: 7 is out of range; "
     "allowed: at most 5"),
    ("relation change {} onderwijs-fonds funds onderwijs-ouders --until 2024-12-31", 2, "relations.0.until: the "
     "relation ends before it began on 2025-01-01; give a later date"),
    ("relation change {} onderwijs-fonds funds onderwijs-ouders", 2, "nothing to change; give at least one of "
     "--strength, --since, --until"),
    ("relation remove {} onderwijs-fonds competes onderwijs-ouders --yes", 4, "'onderwijs-fonds competes "
     "onderwijs-ouders' does not stand under relations of onderwijs (did you mean \"onderwijs-fonds funds "
     'onderwijs-ouders"?)'),
    ("expectation add {} onderwijs-fonds partner Meedenken", 4, "'partner' does not stand under organisations of "
     "onderwijs; known: onderwijs-gemeente, onderwijs-ouders, onderwijs-bedrijf, onderwijs-fonds"),
    ("expectation remove {} 3 --yes", 4, "onderwijs has no expectation 3; allowed: 1 to 2"),
    ("expectation remove {} een --yes", 2, "'een' is no number of the list; allowed: a whole number as 12"),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, _told(seen.err))
        for typed, _, _ in REFUSED
        for seen in [cli(*typed.format(slug).split(), *BY)]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before


def _told(err: str) -> str:
    return err.split("\nHint")[0].removeprefix("Error: ").rstrip()
