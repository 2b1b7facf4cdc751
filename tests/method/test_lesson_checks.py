"""Whether a lesson is worth passing on: specific, shown by something, and with who does what when."""

from dataclasses import replace

import pytest

from models.method.errors import BadInput, NotAllowed
from models.method.lesson_checks import check_checker, check_content, check_ready, is_specific
from models.method.lessons import Judgement, LessonState, LessonText

WHOLE = LessonText(
    text="Kleine scholen kregen pas begeleiding toen de gemeente meebetaalde.",
    recommendation="Bel eerst de kleinste scholen, voor de zomer.",
    condition="Alleen als de gemeente meebetaalt.",
    evidence="Ronde 2.",
    doer="de projectleider",
    judgement=Judgement.KEEP,
    strength=3,
)


@pytest.mark.parametrize(
    "text",
    [
        "Beter communiceren.",
        "We moeten beter met elkaar samenwerken en meer overleggen.",
        "Communicate better with everyone.",
        "Zorg altijd tijdig voor goede afstemming.",
        "",
    ],
)
def test_a_good_intention_says_nothing(text: str) -> None:
    assert is_specific(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "Communiceer elke maand met de ouders van starters.",
        "Bel eerst de kleinste scholen.",
        "Talk to the smallest schools before summer.",
        "Betrek de werkgevers bij elke workshop.",
    ],
)
def test_who_or_what_makes_a_text_specific(text: str) -> None:
    assert is_specific(text) is True


def test_a_lesson_that_says_everything_may_be_checked() -> None:
    check_ready(1, WHOLE, LessonState.CHECKED, of_round=False)


def test_a_lesson_that_lacks_something_is_told_everything_that_it_lacks() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_ready(4, LessonText(text="Beter communiceren."), LessonState.CHECKED, of_round=False)
    assert str(refused.value) == (
        "lesson 4 cannot become checked yet; it lacks: a recommendation, evidence, or the round that shows it, "
        "the condition under which it holds, who should do it, a judgement, how strong the evidence is, "
        "what exactly happened"
    )


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        (replace(WHOLE, recommendation="Communiceer beter met iedereen."), "more than a good intention"),
        (replace(WHOLE, text=None), "what exactly happened"),
        (replace(WHOLE, evidence=""), "evidence, or the round that shows it"),
    ],
)
def test_each_thing_that_lacks_is_named(lacks: LessonText, said: str) -> None:
    with pytest.raises(NotAllowed, match=f"{said}$"):
        check_ready(4, lacks, LessonState.CHECKED, of_round=False)


def test_a_round_is_evidence() -> None:
    check_ready(1, replace(WHOLE, evidence=None), LessonState.CHECKED, of_round=True)


def test_a_lesson_is_identified_once_its_cause_is_known() -> None:
    check_ready(1, replace(WHOLE, cause="Er was geen budget."), LessonState.IDENTIFIED, of_round=False)
    with pytest.raises(NotAllowed) as refused:
        check_ready(1, WHOLE, LessonState.IDENTIFIED, of_round=True)
    assert str(refused.value) == "lesson 1 cannot become identified yet; it lacks: the cause"


def test_nothing_more_is_needed_to_apply_or_reject_a_lesson() -> None:
    for to in (LessonState.APPLIED, LessonState.REJECTED, LessonState.COLLECTED):
        check_ready(1, LessonText(), to, of_round=False)


def test_a_lesson_is_no_longer_than_people_read() -> None:
    check_content(LessonText(title="een " * 50, text="twee " * 50, evidence="drie " * 50, strength=4))
    with pytest.raises(BadInput) as refused:
        check_content(LessonText(title="een", text="twee " * 150))
    assert str(refused.value) == "a lesson has at most 150 words; this has 151"


@pytest.mark.parametrize("strength", [0, 5, -1])
def test_evidence_is_weighed_from_one_to_four(strength: int) -> None:
    check_content(LessonText(strength=1))
    with pytest.raises(BadInput) as refused:
        check_content(LessonText(strength=strength))
    assert str(refused.value) == f"the evidence of a lesson cannot be {strength} strong; allowed: 1 to 4"


def test_the_facilitator_of_another_alliance_checks() -> None:
    assert check_checker("tb", recorder="hz", own="hz", others={"hz", "tb"}, staff={"hz", "tb", "ak"}) is False
    with pytest.raises(NotAllowed) as refused:
        check_checker("ak", recorder="hz", own="hz", others={"hz", "tb"}, staff={"hz", "tb", "ak"})
    assert str(refused.value) == "a lesson is checked by the facilitator of another alliance; allowed: tb"


def test_without_another_facilitator_anybody_checks_but_who_recorded_it() -> None:
    assert check_checker("ak", recorder="tb", own="hz", others={"hz"}, staff={"hz", "tb", "ak"}) is False
    with pytest.raises(NotAllowed) as refused:
        check_checker("tb", recorder="tb", own="hz", others=(), staff={"hz", "tb", "ak"})
    assert str(refused.value) == "a lesson is not checked by who recorded it; allowed: ak, hz"


def test_whoever_is_alone_checks_it_and_is_told_so() -> None:
    assert check_checker("hz", recorder="hz", own="hz", others=(), staff={"hz"}) is True
