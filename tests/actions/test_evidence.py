"""What an evaluation leaves to be found out is somebody's task, with a day, until it is settled."""

from datetime import date, timedelta

import pytest

from models.actions import evidence_by_hand, lists_evidence, staff
from models.actions.agenda import open_matters
from models.actions.evidence_commands import next_command
from models.actions.evidence_tasks import add
from models.actions.frame import act
from models.actions.overview import log_of
from models.db.tables import EvidenceTask
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.evaluation.results import LinkName
from models.method.evidence import EvidenceTaskKind, NewTask
from models.method.phases import Phase
from samenspel.cli.main import app
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

DAY = date(2026, 3, 30)


def _wanted(slug: str, kind: EvidenceTaskKind, subject: str, due_on: date = DAY) -> int:
    with act(slug, by=HZ) as a:
        add(a, NewTask(kind, subject, due_on))
    return seen.row(EvidenceTask, slug, subject=subject).id


def test_a_round_leaves_what_nobody_knows_to_the_facilitator_with_a_day() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.5)
    (line,) = lists_evidence.tasks(slug)
    assert (line.kind, line.subject, line.owner, line.due_on, line.round, line.cycle, line.state) == (
        "measure_link",
        "collaboration",
        "hz",
        DAY,
        1,
        1,
        "open",
    )


def test_the_first_that_is_due_comes_first_over_all_alliances() -> None:
    for slug, subject, day in (("onderwijs", "b", 3), ("zorg", "a", 2), ("zorg", "c", 4)):
        if subject != "c":
            factories.added(slug)
        _wanted(slug, EvidenceTaskKind.CONFIRM_ZERO, subject, date(2026, 4, day))
    assert [(line.alliance, line.subject) for line in lists_evidence.tasks()] == [
        ("zorg", "a"),
        ("onderwijs", "b"),
        ("zorg", "c"),
    ]
    assert [line.subject for line in lists_evidence.tasks("zorg")] == ["a", "c"]


def test_a_task_is_given_to_somebody_until_another_day() -> None:
    slug = factories.added()
    staff.add("tb", "Tea", "tea@example.org")
    number = _wanted(slug, EvidenceTaskKind.COLLECT_VALUE, "vacatures")
    assert evidence_by_hand.assign(slug, number, "tb", by=HZ) == DAY
    assert evidence_by_hand.assign(slug, number, "tb", due_on=date(2026, 4, 9), by=HZ) == date(2026, 4, 9)
    assert [(line.owner, line.due_on) for line in lists_evidence.tasks(slug, owner="tb")] == [("tb", date(2026, 4, 9))]
    assert lists_evidence.tasks(slug, owner="hz") == []
    assert log_of(slug, language="en")[-1].sentence == (
        "HZ gave TB until 9 Apr 2026 to find out about vacatures: collect the figure."
    )


def test_a_task_is_settled_once_and_the_reason_is_kept() -> None:
    slug = factories.added()
    number = _wanted(slug, EvidenceTaskKind.CONFIRM_ZERO, "vacatures")
    assert evidence_by_hand.settle(slug, number, by=HZ, reason="De school bevestigde het.") == "vacatures"
    assert lists_evidence.tasks(slug) == []
    (line,) = lists_evidence.tasks(slug, everything=True)
    assert (line.state, line.settled_by, line.settled_at) == ("done", HZ, START)
    assert log_of(slug)[-1].details["reason"] == "De school bevestigde het."
    refusal = f"number {number} is done already; what is still to be found out: samenspel evidence list {slug}"
    assert seen.refused(NotAllowed, lambda: evidence_by_hand.settle(slug, number, by=HZ)) == refusal
    assert seen.refused(NotAllowed, lambda: evidence_by_hand.assign(slug, number, "hz", by=HZ)) == refusal


def test_without_a_reason_none_is_kept() -> None:
    slug = factories.added()
    number = _wanted(slug, EvidenceTaskKind.WAIT, "vacatures")
    evidence_by_hand.settle(slug, number, by=HZ)
    assert "reason" not in log_of(slug)[-1].details


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_a_number_that_is_not_there_is_refused(number: int) -> None:
    slug = factories.added()
    other = factories.added("zorg")
    _wanted(other, EvidenceTaskKind.WAIT, "vacatures")
    said = f"there is nothing to find out with number {number} in {slug}; see: samenspel evidence list {slug}"
    assert seen.refused(NotFound, lambda: evidence_by_hand.settle(slug, number, by=HZ)) == said


def test_the_task_of_another_alliance_is_not_settled_from_here() -> None:
    slug, other = factories.added(), factories.added("zorg")
    number = _wanted(other, EvidenceTaskKind.WAIT, "vacatures")
    seen.refused(NotFound, lambda: evidence_by_hand.settle(slug, number, by=HZ))
    assert [line.number for line in lists_evidence.tasks(other)] == [number]


def test_a_task_is_given_to_staff_only_and_not_for_a_day_that_is_over() -> None:
    slug = factories.added()
    number = _wanted(slug, EvidenceTaskKind.COLLECT_VALUE, "vacatures")
    assert seen.refused(BadInput, lambda: evidence_by_hand.assign(slug, number, "xx", by=HZ)) == (
        "'xx' is no member of staff; known: hz"
    )
    yesterday = date(2026, 3, 1)
    assert seen.refused(BadInput, lambda: evidence_by_hand.assign(slug, number, "hz", due_on=yesterday, by=HZ)) == (
        "something to find out cannot be due on 2026-03-01, which is before today"
    )
    assert [(line.owner, line.due_on) for line in lists_evidence.tasks(slug)] == [("hz", DAY)]


def test_a_reason_too_short_to_say_anything_is_refused_and_settles_nothing() -> None:
    slug = factories.added()
    number = _wanted(slug, EvidenceTaskKind.COLLECT_VALUE, "vacatures")
    seen.refused(BadInput, lambda: evidence_by_hand.settle(slug, number, by=HZ, reason="ok"))
    assert [line.state for line in lists_evidence.tasks(slug)] == ["open"]


def _to_find(slug: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    kinds = set(EvidenceTaskKind)
    return [(one.what, one.about, one.who, one.next) for one in open_matters(slug) if one.what in kinds]


def test_what_must_be_found_out_waits_for_its_owner_and_what_only_waits_comes_up_on_its_day(at_start: SetClock) -> None:
    slug = factories.added()
    _wanted(slug, EvidenceTaskKind.WAIT, "later", date(2026, 5, 1))
    _wanted(slug, EvidenceTaskKind.SET_TARGET, "vacatures")
    change = ("set_target", "vacatures", ("hz",), f"samenspel indicator change {slug} vacatures --by STAFF")
    assert _to_find(slug) == [change]
    at_start.move_to(START + timedelta(days=60))
    assert _to_find(slug) == [change, ("wait", "later", ("hz",), f"samenspel evaluation show {slug}")]


def test_what_was_left_to_find_out_lapses_when_the_alliance_goes_back() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.5)
    factories.went_back(slug)
    assert [(line.subject, line.state) for line in lists_evidence.tasks(slug, everything=True)] == [
        ("collaboration", "lapsed")
    ]


@pytest.mark.parametrize(
    ("kind", "subject", "measurement", "command"),
    [
        ("confirm_zero", "uren", 7, "measure confirm-zero zorg 7 --by STAFF"),
        ("confirm_zero", "uren", None, "measure list zorg uren"),
        ("collect_value", "uren", 7, "measure add zorg uren VALUE --by STAFF"),
        ("correct_value", "uren", 7, "measure list zorg uren"),
        ("settle_direction", "uren", None, "indicator confirm-direction zorg uren --by STAFF"),
        ("set_baseline", "uren", None, "indicator change zorg uren --by STAFF"),
        ("set_weights", "outcomes", None, "indicator list zorg"),
        ("enlarge_sample", "outputs", None, "indicator list zorg"),
        ("measure_link", "inputs", None, "commitment list zorg"),
        ("measure_link", "activities", None, "toc done zorg ACTIVITY --fidelity FIDELITY --by STAFF"),
        ("reach_quorum", "collaboration", None, "round list zorg"),
        ("explain_success", "outcomes", None, "evaluation show zorg"),
        ("stop_harm", "uren", None, "evaluation show zorg"),
        ("test_assumption", "a -> b", None, "toc judge zorg a b --evidence EVIDENCE --note TEXT --by STAFF"),
    ],
)
def test_each_thing_to_find_out_says_with_which_command(
    kind: str, subject: str, measurement: int | None, command: str
) -> None:
    assert next_command("zorg", EvidenceTaskKind(kind), subject, measurement) == f"samenspel {command}"


@pytest.mark.parametrize("kind", list(EvidenceTaskKind))
def test_every_command_to_find_something_out_is_one_that_there_is(kind: EvidenceTaskKind) -> None:
    for subject in ("vacatures", *LinkName, "a -> b"):
        noun, verb, slug = next_command("zorg", kind, subject, 7).removeprefix("samenspel ").split()[:3]
        assert (verb in app[noun], slug) == (True, "zorg")
