"""``samenspel toc``: the theory of change is drawn, and grows node by node and link by link."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that thinks that guest lessons bring teachers, and teachers good lessons."""
    slug = factories.added()
    cli("toc", "add", slug, "kansen", "impact", 'Gelijke "kansen" voor elk kind', *BY)
    cli("toc", "add", slug, "begeleiding", "output", "Starters worden begeleid", *BY)
    added = cli("toc", "add", slug, "gastlessen", "activity", "Vakmensen geven les", "--learns-from", "leraren", *BY)
    assert added.err == (
        "gastlessen stands in the theory of change of onderwijs (activity).\n"
        "Next: samenspel toc link onderwijs gastlessen TO --by hz\n"
    )
    cli("toc", "link", slug, "leraren", "kansen", *BY)
    cli("toc", "link", slug, "begeleiding", "leraren", *BY)
    cli("toc", "link", slug, "gastlessen", "leraren", "--assumption", "Zij willen  blijven.", *BY)
    cli("toc", "link", slug, "gastlessen", "begeleiding", *BY)
    return slug


def test_the_theory_is_a_tree_from_impact_down_to_activities(cli: Cli, slug: str) -> None:
    assert cli("toc", "show", slug).out.splitlines() == [
        'kansen (impact): Gelijke "kansen" voor elk kind',
        "└─ leraren (outcome): Meer leraren",
        "   ├─ begeleiding (output): Starters worden begeleid",
        "   │  └─ gastlessen (activity): Vakmensen geven les",
        "   │        learns from: leraren",
        "   └─ gastlessen (see above)",
        "         if: Zij willen blijven.",
    ]
    assert cli("toc", "show", slug, "--json").json["links"][2] == {
        "source": "gastlessen",
        "target": "leraren",
        "assumption": "Zij willen  blijven.",
    }


def test_the_theory_can_be_drawn_by_mermaid(cli: Cli, slug: str) -> None:
    assert cli("toc", "show", slug, "--mermaid").out.splitlines() == [
        "flowchart BT",
        '    subgraph impact ["impact"]',
        '        n2["Gelijke &quot;kansen&quot; voor elk kind"]',
        "    end",
        '    subgraph outcome ["outcome"]',
        '        n1["Meer leraren"]',
        "    end",
        '    subgraph output ["output"]',
        '        n3["Starters worden begeleid"]',
        "    end",
        '    subgraph activity ["activity"]',
        '        n4["Vakmensen geven les"]',
        "    end",
        "    n1 --> n2",
        "    n3 --> n1",
        '    n4 -- "Zij willen blijven." --> n1',
        "    n4 --> n3",
        "    n1 -.-> n4",
    ]


def test_nodes_and_links_change_and_go(cli: Cli, slug: str) -> None:
    assert cli("toc", "change", slug, "gastlessen", "--level", "output", *BY).err.splitlines()[0] == (
        "theory_of_change.nodes gastlessen: level activity → output."
    )
    link = ("toc", "link", slug, "gastlessen", "leraren", "--assumption", "Er zijn er genoeg.", *BY, "--json")
    assert [(one["field"], one["after"]) for one in cli(*link).json["changes"]] == [
        ("assumption", "Er zijn er genoeg.")
    ]
    assert cli("toc", "unlink", slug, "gastlessen", "leraren", *BY).code == 2
    for target in ("leraren", "begeleiding"):
        assert cli("toc", "unlink", slug, "gastlessen", target, *BY, "--yes").err.splitlines()[0] == (
            f"gastlessen does not lead to {target} any more."
        )
    assert cli("toc", "remove", slug, "gastlessen", *BY, "--yes").code == 0
    shown = cli("toc", "show", slug, "--json").json
    assert [one["key"] for one in shown["nodes"]] == ["leraren", "kansen", "begeleiding"]
    assert [(one["source"], one["target"]) for one in shown["links"]] == [
        ("leraren", "kansen"),
        ("begeleiding", "leraren"),
    ]


REFUSED = [
    ("add {} gastlessen activity Les", 2, '"gastlessen" stands under theory_of_change.nodes already; change it, or '
     "choose another key"),
    ("add {} les activity Les --learns-from lerare", 4, "'lerare' does not stand under theory_of_change.nodes of "
     'onderwijs (did you mean "leraren"?)'),
    ("change {} gastlesen --level output", 4, "'gastlesen' does not stand under theory_of_change.nodes of onderwijs "
     '(did you mean "gastlessen"?)'),
    ("change {} gastlessen", 2, "nothing to change; give at least one of --level, --text, --learns-from"),
    ("link {} gastlessen lerare", 4, "'lerare' does not stand under theory_of_change.nodes of onderwijs (did you mean "
     '"leraren"?)'),
    ("link {} leraren gastlessen", 2, "theory_of_change.links.4: the links go round in a circle: leraren -> gastlessen "
     "-> leraren; take one of them out, or say it with learns_from"),
    ("unlink {} kansen leraren --yes", 4, "'kansen -> leraren' does not stand under theory_of_change.links of "
     'onderwijs (did you mean "gastlessen -> leraren"?)'),
    ("remove {} leraren --yes", 3, "'leraren' of theory_of_change.nodes is named by theory_of_change.links leraren -> "
     "kansen, theory_of_change.links begeleiding -> leraren, theory_of_change.links gastlessen -> leraren, "
     "theory_of_change.nodes gastlessen, indicators vacatures, indicators instroom; change or remove that first"),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("toc", *typed.format(slug).split(), *BY)]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before
