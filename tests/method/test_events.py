"""Which events wake a phase run."""

import re

import pytest

from models.method.events import EventType, wakes


def _waking(actor: str) -> list[str]:
    return sorted(event for event in EventType if wakes(event, actor))


FACTS = [
    "activity.judged",
    "alliance.resumed",
    "assumption.judged",
    "body.changed",
    "commitment.confirmed",
    "commitment.delivered",
    "commitment.due",
    "commitment.ended",
    "commitment.promised",
    "commitment.transferred",
    "commitment.withdrawn",
    "cycle.retracted",
    "decision.answered",
    "deliverable.accepted",
    "deliverable.returned",
    "deliverable.submitted",
    "deliverable.waived",
    "delivery.withdrawn",
    "description.changed",
    "direction.confirmed",
    "fault.changed",
    "fault.recorded",
    "gate.released",
    "gate.went",
    "handover.accepted",
    "handover.added",
    "handover.removed",
    "handover.withdrawn",
    "improvement.moved",
    "improvement.recorded",
    "insights.shared",
    "lesson.answered",
    "lesson.changed",
    "lesson.merged",
    "lesson.moved",
    "lesson.recorded",
    "measurement.confirmed",
    "measurement.recorded",
    "mission.agreed",
    "need.scored",
    "phase.opened",
    "recommendation.recorded",
    "round.answered",
    "round.declined",
    "round.due",
    "round.next_due",
    "round.opened",
    "round.respondents_changed",
    "securing.agreed",
    "stakeholder.added",
    "stakeholder.moved",
]


@pytest.mark.parametrize("actor", ["staff:hz", "person:k7", "clock"])
def test_facts_from_people_and_the_clock_wake_a_phase_run(actor: str) -> None:
    assert _waking(actor) == sorted(FACTS)


def test_what_a_flow_wrote_wakes_nothing_but_the_phase_it_opened() -> None:
    assert _waking("flow:evaluate") == ["phase.opened"]


def test_an_event_is_named_after_its_subject_and_what_happened_to_it() -> None:
    assert [event for event in EventType if not re.fullmatch(r"[a-z_]+\.[a-z_]+", event)] == []
