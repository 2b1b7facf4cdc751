"""How the partners work together: what is asked, what counts as an answer, and what may be shown to whom."""

import re
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method import collaboration
from models.method.collaboration import (
    PARTNER,
    TARGET_GROUP,
    Reflection,
    Voice,
    check_answers,
    check_comments,
    fingerprint,
    frozen,
    hidden,
    kept,
    least_shown,
    open_ones,
    proposal,
    reflect,
    scale,
    speaks_for_target_group,
    statements,
    texts,
)
from models.method.collaboration_questions import HIGHEST, LOWEST, PROPOSALS, QUESTIONS, Theme
from models.method.errors import BadInput
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.words import Reason, Verdict
from models.method.parties import Role, Sector
from tests.method.strategies import unhurried

PARTIES = {"gemeente": False, "fonds": False, "school": False, "bedrijf": False, "pabo": False}
PARENTS = {"ouders": True, "leerlingen": True}


def figures(mean: float = 4, **themes: float) -> dict[str, float | None]:
    """Answer every statement so that each theme has this mean, reversed statements turned round."""
    told = {one: themes.get(one.theme.value, mean) for one in QUESTIONS if one.theme is not None}
    return {one.key: LOWEST + HIGHEST - figure if one.reversed else figure for one, figure in told.items()}


def voices(parties: Mapping[str, bool], mean: float = 4, **themes: float) -> list[Voice]:
    return [
        Voice(organisation=key, target_group=target, answers=figures(mean, **themes)) for key, target in parties.items()
    ]


def reflected(heard: list[Voice], invited: Mapping[str, bool]) -> Reflection:
    return reflect(frozen(), heard, invited=invited, parameters=Parameters())


def test_there_are_two_statements_or_more_per_theme_some_turned_round_and_two_open_questions() -> None:
    counted = {theme: sum(one.theme is theme for one in QUESTIONS) for theme in Theme}
    assert (min(counted.values()), sum(counted.values())) == (2, 14)
    assert {one.theme for one in QUESTIONS if one.reversed} == {Theme.OPEN_MIND, Theme.AGREEMENTS, Theme.ROLES}
    assert [one.key for one in open_ones(QUESTIONS)] == ["good", "better"]
    assert len({one.key for one in QUESTIONS}) == len(QUESTIONS) == 16


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_every_question_is_asked_in_formal_dutch_and_in_english(question: collaboration.Question) -> None:
    assert re.search(r"\b(je|jij|jou|jouw|jullie)\b", question.nl) is None
    assert question.nl != question.en
    assert {question.nl[-1], question.en[-1]} == {"." if question.theme else "?"}


def test_every_weak_theme_has_a_proposal_in_both_languages() -> None:
    assert list(PROPOSALS) == list(Theme)
    assert proposal(Theme.ROLES, "nl") == "De verdeling van rollen en taken samen nalopen en vastleggen."
    assert proposal(Theme.ROLES, "en") == "Go through the division of roles and tasks together and record it."


def test_what_was_asked_is_kept_as_it_was_asked() -> None:
    asked = frozen()
    assert kept([one.model_dump(mode="json") for one in asked]) == asked
    assert kept(None) == ()
    assert len(statements(asked)) == 14


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("1", 1.0), ("5", 5.0), ("weet-niet", None), ("Weet niet", None), ("don’t know", None), ("dont-know", None)],
)
def test_an_answer_is_a_figure_or_says_that_one_does_not_know(typed: str, figure: float | None) -> None:
    assert check_answers(frozen(), {"roles_1": typed}) == {"roles_1": figure}
    assert check_answers(frozen(), {"11": typed}) == {"roles_1": figure}


@pytest.mark.parametrize("typed", ["0", "6", "4.5", "4,5", "-1", "vier", "", "٤", "Piet is onaardig"])
def test_anything_else_is_no_answer_and_is_not_repeated(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_answers(frozen(), {"roles_1": typed})
    assert str(refused.value) == "roles_1 is answered with a whole figure from 1 to 5, or with weet-niet"


@pytest.mark.parametrize("name", ["rollen", "15", "better", "0"])
def test_a_statement_that_was_not_asked_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=f"^there is no question {name!r}; allowed: open_mind_1, open_mind_2, "):
        check_answers(frozen(), {name: "4"})


def test_where_nothing_is_asked_there_is_nothing_to_answer() -> None:
    with pytest.raises(BadInput, match=r"^there is no question 'better'; allowed: none$"):
        check_comments((), {"better": "x"})


def test_an_open_question_is_answered_in_words_and_an_empty_text_is_none() -> None:
    given_texts = {"good": "  De gesprekken.  ", "16": ""}
    assert check_comments(frozen(), given_texts) == {"good": "De gesprekken."}
    with pytest.raises(BadInput, match=r"^the answer to better has 4001 characters; allowed: up to 4000$"):
        check_comments(frozen(), {"better": "x" * 4001})


def test_one_organisation_has_one_voice_however_many_of_it_answer() -> None:
    many = [Voice(organisation="gemeente", answers=figures(1)) for _ in range(8)]
    said = reflected([*many, *voices({"fonds": False, "school": False}, 5)], {**PARTIES})
    assert (said.whole.answered, said.whole.invited) == (3, 5)
    assert said.whole.mean == pytest.approx(2 / 3)


def test_who_answers_less_than_half_is_left_out() -> None:
    few = dict(list(figures(1).items())[:6])
    heard = [*voices({"gemeente": False, "fonds": False, "school": False}, 5), Voice(organisation="pabo", answers=few)]
    said = reflected(heard, PARTIES)
    assert (said.whole.answered, said.whole.dropped, said.whole.mean) == (3, 1, 1.0)


def test_a_theme_is_judged_by_its_own_statements_with_reversed_ones_turned_round() -> None:
    said = reflected(voices(PARTIES, 4, roles=2, support=5), PARTIES)
    assert {theme: one.mean for theme, one in said.themes.items()} == {
        Theme.OPEN_MIND: 0.75,
        Theme.OPEN_HEART: 0.75,
        Theme.OPEN_WILL: 0.75,
        Theme.AGREEMENTS: 0.75,
        Theme.ROLES: 0.25,
        Theme.SUPPORT: 1.0,
    }
    assert said.weak == (Theme.ROLES,)
    assert {one.groups for one in said.themes.values()} == {None}


def test_a_theme_exactly_on_the_bar_is_not_weak_and_the_weakest_comes_first() -> None:
    said = reflected(voices(PARTIES, 3.4, roles=2, open_will=1), PARTIES)
    assert said.weak == (Theme.OPEN_WILL, Theme.ROLES)


def test_a_target_group_that_is_dissatisfied_has_a_veto() -> None:
    parents = {"ouders": True, "leerlingen": True, "buurt": True}
    said = reflected([*voices(PARTIES, 5), *voices(parents, 2)], {**PARTIES, **parents})
    assert (said.verdict, said.reason) == (Verdict.INSUFFICIENT, Reason.CRITICAL_GROUP_BELOW)
    assert said.whole.groups == {PARTNER: 1.0, TARGET_GROUP: 0.25}


def test_a_target_group_that_is_too_small_to_be_shown_counts_among_the_others() -> None:
    parents = {"ouders": True, "leerlingen": True}
    said = reflected([*voices(PARTIES, 5), *voices(parents, 2)], {**PARTIES, **parents})
    assert said.verdict is Verdict.SUFFICIENT
    assert reflected(voices(PARTIES, 5), {**PARTIES, **parents, "buurt": True}).verdict is Verdict.INCONCLUSIVE


def test_nobody_asked_or_nobody_heard_says_nothing() -> None:
    for said in (reflected([], PARTIES), reflected([], {})):
        assert (said.verdict, said.reason, said.whole.mean, said.weak) == (
            Verdict.INCONCLUSIVE,
            Reason.NO_RESPONSES,
            None,
            (),
        )


def test_of_two_no_figure_is_shown_of_three_it_is() -> None:
    two, three = (dict.fromkeys(list(PARTIES)[:n], False) for n in (2, 3))
    few, enough = reflected(voices(two), PARTIES), reflected(voices(three), PARTIES)
    assert (few.whole.mean, few.whole.interval, few.whole.bounds, set(few.whole.groups.values())) == (  # type: ignore[union-attr]
        *(None, None, None),
        {None},
    )
    assert {one.mean for one in few.themes.values()} == {None}
    assert enough.whole.mean == 0.75
    assert {one.mean for one in enough.themes.values()} == {0.75}


@pytest.mark.parametrize("mean", [1, 5])
def test_of_two_there_is_no_verdict_either_since_it_would_tell_what_they_answered(mean: float) -> None:
    two = dict.fromkeys(list(PARTIES)[:2], False)
    for said in (reflected(voices(two, mean), two), reflected(voices(two, mean), PARTIES)):
        assert (said.verdict, said.reason) == (Verdict.INCONCLUSIVE, Reason.BELOW_QUORUM)
        assert {(one.verdict, one.reason) for one in said.themes.values()} == {(said.verdict, said.reason)}


def test_a_group_of_two_cannot_be_found_by_subtracting_the_other_group_from_the_whole() -> None:
    said = reflected([*voices(PARTIES, 5), *voices(PARENTS, 2)], {**PARTIES, **PARENTS})
    assert said.whole.mean == pytest.approx(5.5 / 7)
    assert said.whole.groups == {PARTNER: None, TARGET_GROUP: None}


def test_a_theme_that_two_answered_takes_another_with_it() -> None:
    only_roles = ("roles_1", "roles_2")
    rest = {key: figure for key, figure in figures(4).items() if key not in only_roles}
    heard = [
        *voices({"gemeente": False, "fonds": False}, 4, roles=1),
        *(Voice(organisation=key, answers=rest) for key in ("school", "bedrijf", "pabo")),
    ]
    said = reflected(heard, PARTIES)
    secret = {theme for theme, one in said.themes.items() if one.mean is None}
    assert secret == {Theme.ROLES, Theme.AGREEMENTS}
    assert said.weak == ()


def test_of_what_is_sensitive_no_figure_of_four_is_shown() -> None:
    four = dict.fromkeys(list(PARTIES)[:4], False)
    asked = frozen(sensitive=True)
    assert (least_shown(asked, Parameters()), least_shown(frozen(), Parameters())) == (5, 3)
    said = reflect(asked, voices(four), invited=PARTIES, parameters=Parameters())
    assert (said.least, said.whole.mean) == (5, None)
    assert reflect(asked, voices(PARTIES), invited=PARTIES, parameters=Parameters()).whole.mean == 0.75


def test_a_target_group_that_may_not_be_shown_has_no_veto() -> None:
    asked = {**PARTIES, **dict.fromkeys(("ouders", "leerlingen", "buren"), True)}
    said = reflect(frozen(sensitive=True), voices(asked), invited=asked, parameters=Parameters())
    assert (said.verdict, said.whole.groups) == (Verdict.SUFFICIENT, {"partner": None, "target_group": None})


@unhurried
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), min_size=1), st.integers(1, 6))
def test_what_is_hidden_is_nothing_or_as_many_as_may_be_shown_or_everything(heard: dict[str, int], least: int) -> None:
    secret = hidden(heard, least)
    together = sum(heard[part] for part in secret)
    assert all(heard[part] >= least for part in heard.keys() - secret)
    assert together == 0 or together >= least or secret == heard.keys()


def test_texts_are_shown_of_whoever_allows_it_in_an_order_that_names_nobody() -> None:
    said = [
        Voice(organisation=key, comments={"better": f"Verbeterpunt {n}", "good": "Alles"}, shareable=n != 2)
        for n, key in enumerate(PARTIES, start=1)
    ]
    shown = texts(frozen(), said, Parameters())
    assert shown["good"] == ("Alles",) * 4
    assert sorted(shown["better"]) == [f"Verbeterpunt {n}" for n in (1, 3, 4, 5)]
    assert texts(frozen(), said[::-1], Parameters()) == shown
    assert texts(frozen(), said[:2], Parameters()) == {}
    assert texts(frozen(), voices(PARTIES), Parameters()) == {}


def test_the_answers_of_a_round_have_a_fingerprint_that_changes_with_them() -> None:
    prints = {
        fingerprint(scale(frozen(), voices(PARTIES, mean), invited=invited))
        for mean, invited in product((3, 4), (PARTIES, {**PARTIES, **PARENTS}))
    }
    assert len(prints) == 4


@pytest.mark.parametrize(
    ("roles", "sector", "speaks"),
    [
        ([Role.TARGET_GROUP], Sector.OTHER, True),
        ([], Sector.CITIZENS, True),
        ([Role.PARTNER], Sector.GOVERNMENT, False),
    ],
)
def test_the_target_group_is_known_by_its_role_or_its_sector(roles: list[str], sector: Sector, speaks: bool) -> None:
    assert speaks_for_target_group(roles, sector) is speaks
