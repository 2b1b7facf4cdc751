"""``samenspel lesson``: recorded, checked by somebody else, found again, put to others and answered."""

from models.actions import lesson_life
from models.method.lessons import LessonState
from tests import factories
from tests.actions import learning
from tests.cli.conftest import Cli

BY = ("--by", "hz")
WHOLE = (
    *("--recommendation", learning.ADVICE, "--condition", "Alleen als de gemeente meebetaalt.", "--judgement", "keep"),
    *("--doer", "de projectleider", "--evidence", "Ronde 2.", "--strength", "3", "--theme", "tekort"),
)


def test_a_lesson_is_recorded_completed_and_shown(cli: Cli) -> None:
    slug = factories.added()
    done = cli("lesson", "add", slug, learning.TEXT, *WHOLE, *BY)
    assert done.err == "Lesson 1 is recorded.\nNext: samenspel lesson list onderwijs\n"
    assert cli("lesson", "edit", "1", "--cause", "Het budget lag elders.", *BY, "--json").json == {
        "ok": True,
        "lesson": 1,
        "changed": ["cause"],
        "by": "hz",
    }
    assert cli("lesson", "edit", "1", "--strength", "3", *BY).err.startswith("Lesson 1 said so already.\n")
    assert cli("lesson", "edit", "1", *BY).code == 2
    assert cli("lesson", "show", "1").out.splitlines() == [
        "id\t1",
        "alliance\tonderwijs",
        "cycle\t1",
        "phase\texplore",
        "state\tcollected",
        f"text\t{learning.TEXT}",
        "cause\tHet budget lag elders.",
        "condition\tAlleen als de gemeente meebetaalt.",
        f"recommendation\t{learning.ADVICE}",
        "judgement\tkeep",
        "doer\tde projectleider",
        "evidence\tRonde 2.",
        "strength\t3",
        "theme\ttekort",
        "source\tby_hand",
        "seen\t1",
        "recorded_by\tstaff:hz",
        "recorded_at\t2026-03-02 12:00",
    ]


def test_a_lesson_that_looks_like_another_says_how_to_merge_them(cli: Cli) -> None:
    for slug in ("onderwijs", "zorg"):
        factories.added(slug)
    cli("lesson", "add", "onderwijs", learning.TEXT, *BY)
    assert cli("lesson", "add", "zorg", learning.TEXT, *BY).err == (
        "Lesson 2 is recorded. It looks like lesson 1.\nNext: samenspel lesson merge 2 1 --by hz\n"
    )
    assert cli("lesson", "merge", "2", "1", *BY).err == (
        "Lesson 2 counts as lesson 1; alliances that saw it: 2.\nNext: samenspel lesson show 1\n"
    )
    assert cli("lesson", "unmerge", "2", *BY).err == "Lesson 2 stands by itself.\nNext: samenspel lesson show 2\n"


def test_a_lesson_is_taken_on_step_by_step(cli: Cli) -> None:
    factories.added()
    cli("lesson", "add", "onderwijs", learning.TEXT, *BY)
    early = cli("lesson", "check", "1", *BY, "--json")
    assert (early.code, early.error["code"]) == (3, "not_allowed")
    cli("lesson", "edit", "1", *WHOLE, "--cause", "Het budget lag elders.", *BY)
    assert cli("lesson", "check", "1", *BY).err == (
        "Lesson 1 is checked, by who recorded it: there is nobody else to check it.\nNext: samenspel lesson show 1\n"
    )
    for verb, state in (("identify", "identified"), ("apply", "applied")):
        assert cli("lesson", verb, "1", *BY).err.splitlines()[0] == f"Lesson 1 is {state}."
    assert cli("lesson", "validate", "1", *BY).code == 2
    seen = ("--reason", "In ronde 3 bleven meer starters.")
    assert cli("lesson", "validate", "1", *seen, *BY, "--json").json == {
        "ok": True,
        "lesson": 1,
        "state": "validated",
        "reason": seen[1],
        "by": "hz",
    }
    assert cli("lesson", "reject", "1", "--reason", "Elders bleek het omgekeerde.", *BY).code == 0
    assert cli("lesson", "reconsider", "1", *BY).err.splitlines()[0] == "Lesson 1 is collected."
    assert cli("lesson", "list", "--state", "rejected").err == "There are no such lessons.\n"


def test_what_others_learned_is_put_to_an_alliance_and_answered(cli: Cli) -> None:
    learning.two_facilitators()
    lesson_life.move(learning.learned(), LessonState.CHECKED, by=factories.HZ)
    slug = factories.added()
    assert cli("lesson", "inbox", slug).out.splitlines()[1].split("\t")[:3] == ["1", "zorg", "keep"]
    for code in ("need_framework", "situation_analysis", "stakeholder_overview", "toc_sketch"):
        cli("deliverable", "waive", slug, code, "--reason", "Dat volgt in een latere fase.", *BY)
    cli("framework", "score", slug, "urgentie=5", "kracht=5", *BY)
    cli("gate", "go", slug, *BY)
    shown = cli("gate", "show", slug)
    assert "\nlesson:1\teen antwoord op les 1\n" in shown.out
    assert shown.err == "Next: samenspel lesson inbox onderwijs\n"
    assert [line["what"] for line in cli("open", slug, "--json").json if line["what"] == "lesson"] == ["lesson"]
    answer = ("lesson", "answer", slug, "1")
    assert cli(*answer, "not-applicable", *BY).code == 2
    assert cli(*answer, "applied", *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "lesson": 1,
        "answer": "applied",
        "reason": "",
        "by": "hz",
    }
    (use,) = cli("lesson", "show", "1", "--json").json["uses"]
    assert (use["alliance"], use["phase"], use["answer"], use["answered_by"]) == (
        slug,
        "explore",
        "applied",
        "staff:hz",
    )
    assert cli("lesson", "inbox", "zorg").err.startswith("No lessons are put to zorg in this phase.\n")


def test_lessons_are_searched_in_any_words(cli: Cli) -> None:
    slug = factories.added()
    cli("lesson", "add", slug, learning.TEXT, *WHOLE, *BY)
    found = cli("lesson", "search", "gemeenten", "--like", slug, "--json").json
    assert [(one["id"], one["alliance"], one["seen"], one["applied"]) for one in found] == [(1, slug, 1, 0)]
    assert cli("lesson", "search", "woningnood").err.startswith("No lesson agrees with these words.\n")
    for wrong in (("*",), ("school", "--limit", "0"), ("school", "--like", "nergens")):
        assert cli("lesson", "search", *wrong).code in {2, 4}


def test_a_lesson_with_a_name_is_refused_without_repeating_it(cli: Cli) -> None:
    slug = factories.added()
    refused = cli("lesson", "add", slug, f"Vraag het {factories.PLANTED_NAME}.", *BY)
    assert (refused.code, factories.PLANTED_NAME in refused.err) == (2, False)
