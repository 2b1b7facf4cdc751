"""``samenspel toc``: the theory of change is drawn, and grows node by node and link by link."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that thinks that guest lessons bring teachers, and teachers good lessons."""
    theory = {"nodes": [{"key": "leraren", "level": "outcome", "text": "Meer leraren"}]}
    shown = [
        {**one.model_dump(mode="json", by_alias=True), "node": "leraren"} for one in factories.described().indicators
    ]
    slug = factories.added(theory_of_change=theory, indicators=shown)
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
        "         if: Zij willen blijven. (mechanism: not tested yet)",
    ]
    assert cli("toc", "show", slug, "--json").json["links"][2] == {
        "source": "gastlessen",
        "target": "leraren",
        "assumption": "Zij willen  blijven.",
        "layer": "mechanism",
        "evidence": "untested",
        "note": "",
        "tested_on": None,
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
    ("change {} gastlessen", 2, "nothing to change; give at least one of --level, --text, --due, --learns-from"),
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


def test_what_was_found_out_stands_beside_each_step_and_each_assumption(cli: Cli, slug: str) -> None:
    cli("toc", "change", slug, "gastlessen", "--due", "2027-06-30", *BY)
    cli("toc", "link", slug, "leraren", "kansen", "--assumption", "Zij blijven.", "--layer", "partnership", *BY)
    done = cli("toc", "done", slug, "gastlessen", "--fidelity", "3", "--note", "Twee lessen vielen uit.", *BY)
    assert done.err == ("gastlessen was carried out as agreed for 3 of 4.\nNext: samenspel toc show onderwijs\n")
    judge = ("toc", "judge", slug, "gastlessen", "leraren")
    refuted = cli(*judge, "--evidence", "refuted", "--note", "Bijna niemand bleef.", *BY)
    assert refuted.err == (
        "That gastlessen leads to leraren is refuted; record what it teaches.\n"
        'Next: samenspel lesson add onderwijs TEXT --evidence "gastlessen -> leraren" --by hz\n'
    )
    assert cli("toc", "show", slug).out.splitlines() == [
        'kansen (impact): Gelijke "kansen" voor elk kind',
        "└─ leraren (outcome): Meer leraren",
        "   ├─ begeleiding (output): Starters worden begeleid",
        "   │  └─ gastlessen (activity, until 30 Jun 2027, carried out for 3 of 4): Vakmensen geven les",
        "   │        learns from: leraren",
        "   └─ gastlessen (see above)",
        "         if: Zij willen blijven. (mechanism: refuted, Bijna niemand bleef.)",
        "      if: Zij blijven. (partnership: not tested yet)",
    ]
    shown = cli("toc", "show", slug, "--json").json
    assert [one["tested_on"] for one in shown["links"]] == [None, None, "2026-03-02", None]
    # Another assumption is one that nobody tested yet.
    cli("toc", "link", slug, "gastlessen", "leraren", "--assumption", "Zij kunnen blijven.", *BY)
    again = cli("toc", "show", slug, "--json").json["links"][2]
    assert (again["evidence"], again["note"], again["tested_on"]) == ("untested", "", None)
    softer = cli(*judge, "--evidence", "mixed", "--note", "De helft is gebleven.", *BY, "--json").json
    assert (softer["evidence"], softer["note"]) == ("mixed", "De helft is gebleven.")


JUDGED = [
    ("judge {} kansen leraren --evidence mixed --note {note}", 4, "nothing says that kansen leads to leraren in "
     "onderwijs; see: samenspel toc show onderwijs"),
    ("judge {} leraren kansen --evidence mixed --note {note}", 3, "nothing is assumed between leraren and kansen; say "
     "what has to be true with: samenspel toc link onderwijs leraren kansen --assumption TEXT"),
    ("judge {} gastlessen leraren --evidence mixed --note kort", 2, "a note needs at least 10 characters; this has 4"),
    ("done {} leraren --fidelity 4", 3, "'leraren' is no activity (outcome); what comes about is measured by an "
     "indicator"),
    ("done {} gastles --fidelity 4", 4, "there is no activity 'gastles' in onderwijs; see: samenspel toc show "
     "onderwijs"),
    ("done {} gastlessen --fidelity 5", 2, "5 is no judgement of an activity; allowed: 0 to 4"),
]  # fmt: skip


def test_only_what_is_there_can_be_judged_and_nobody_is_named_in_it(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in JUDGED
        for seen in [cli("toc", *typed.format(slug, note="ruim-genoeg").split(), *BY)]
    ]
    assert said == JUDGED
    judge = ("toc", "judge", slug, "gastlessen", "leraren", "--evidence", "mixed")
    named = cli(*judge, "--note", f"Volgens {factories.PLANTED_NAME} niet.", *BY)
    assert (named.code, factories.PLANTED_NAME in named.err) == (2, False)
    assert cli("log", slug).out == before


def test_what_is_judged_by_is_locked_in_versions_that_can_be_compared(cli: Cli, slug: str) -> None:
    assert cli("toc", "versions", slug).err == (
        "Nothing is locked in onderwijs yet: it can still change without a reason.\n"
        "Next: samenspel toc show onderwijs\n"
    )
    cli("measure", "add", slug, "vacatures", "90", *BY)
    refused = cli("toc", "add", slug, "werving", "activity", "Werven", *BY)
    locked = "version 1 of the theory of change and its indicators is locked in onderwijs since 2026-03-02; "
    assert (refused.code, refused.err) == (3, f"Error: {locked}say why it changes with --reason\n")
    why = ("--reason", "Zonder werving komt niemand.", *BY)
    assert cli("toc", "add", slug, "werving", "activity", "Werven", *why).code == 0
    assert cli("toc", "link", slug, "werving", "leraren", *why).code == 0
    assert cli("toc", "change", slug, "werving", "--text", "Werven en opleiden", *why).code == 0
    assert cli("toc", "unlink", slug, "werving", "leraren", "--yes", *why).code == 0
    assert cli("toc", "remove", slug, "werving", "--dry-run", *BY).code == 3
    assert cli("toc", "remove", slug, "werving", "--yes", *why).code == 0
    assert cli("toc", "versions", slug).out.splitlines()[:3] == [
        "number\tcycle\tmade_at\tmade_by\treason\tchanges",
        "1\t1\t2026-03-02 12:00\tstaff:hz\tthe first measurement\t",
        "2\t1\t2026-03-02 12:00\tstaff:hz\tZonder werving komt niemand.\ttheory_of_change.nodes werving: added",
    ]
    assert cli("toc", "compare", slug, "1", "4").out.splitlines() == [
        "section\tkey\tchange\tfield\tbefore\tafter",
        "theory_of_change.nodes\twerving\tadded\tkey\t\twerving",
        "theory_of_change.nodes\twerving\tadded\tlevel\t\tactivity",
        "theory_of_change.nodes\twerving\tadded\ttext\t\tWerven en opleiden",
        "theory_of_change.links\twerving -> leraren\tadded\tfrom\t\twerving",
        "theory_of_change.links\twerving -> leraren\tadded\tto\t\tleraren",
        "theory_of_change.links\twerving -> leraren\tadded\tevidence\t\tuntested",
    ]
    assert cli("toc", "compare", slug, "1", "6").err == "Nothing changes; this is how it stands.\n"
    unknown = cli("toc", "compare", slug, "1", "7")
    assert (unknown.code, unknown.err) == (4, "Error: there is no version 7 of the framework of onderwijs\n")
