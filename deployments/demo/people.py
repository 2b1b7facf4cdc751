"""The people of a simulated alliance: partners who answer what they were asked, and makers who hand in their work.

Everything they do goes through the actions that people use; they see what staff and partners would see, and no more.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain

from deployments.demo import bureau
from deployments.demo.papers import paper
from deployments.demo.scene import Scene, Todo
from deployments.demo.script import AGAIN, ANSWER, SLOW_IN, WORK, Pledge
from models.actions import (
    answering,
    commitments,
    deliverables,
    handover,
    lists_alliance,
    lists_collaboration,
    lists_parties,
    measuring,
    stakeholders,
)
from models.actions.answering import Given
from models.actions.describe import described
from models.actions.history import log_of
from models.actions.requests import AskedLine
from models.method.collaboration import frozen, statements
from models.method.collaboration_questions import HIGHEST, LOWEST
from models.method.deliverables import DeliverableStatus
from models.method.events import EventType
from models.method.indicators import Accumulation
from models.method.matters import Matter
from models.method.parties import StakeholderStatus
from models.method.phases import LEAD, Phase, Side
from models.method.requests import RequestKind
from models.method.rounds import RespondentState
from models.method.working_days import EVERYBODY, local_day
from samenspel import clock

#: What a partner says of what goes well, from 1 to 5.
CONTENT = 4


def agenda(scene: Scene) -> list[Todo]:
    """Return everything that somebody in the alliance is going to do as things stand now."""
    wishes = chain(_answers(scene), _work(scene), _acceptances(scene), bureau.agenda(scene))
    return [Todo(_on_a_working_day(one.at), one.do) for one in wishes]


def _on_a_working_day(at: datetime) -> datetime:
    day = local_day(at)
    return at + (EVERYBODY.add(day, 0) - day)


def _answers(scene: Scene) -> Iterator[Todo]:
    for kind, answer in ANSWERS.items():
        for line in scene.asked_for(kind):
            slow = kind in SLOW_IN and line.organisation in scene.script.slow
            yield Todo(line.asked_at + ANSWER[kind] * (2 if slow else 1), partial(answer, scene, line))


def _talk(scene: Scene, line: AskedLine) -> None:
    stakeholders.move(scene.slug, line.organisation, StakeholderStatus.INTERESTED, by=scene.company.relations)


def _stand_by(scene: Scene, line: AskedLine) -> None:
    commitments.confirm(scene.slug, line.subject, by=scene.company.relations)


def _bring(scene: Scene, line: AskedLine) -> None:
    promised = lists_parties.commitment(scene.slug, line.subject)
    left = promised.quantity - promised.delivered
    part = -(-promised.quantity // _pledge(scene, line.organisation).parts)
    commitments.deliver(
        scene.slug,
        line.subject,
        min(part, left),
        by=scene.company.relations,
        on=local_day(clock.now()),
        evidence="opgave van de partner",
    )


def _pledge(scene: Scene, organisation: str) -> Pledge:
    return next(one for one in scene.script.pledges if one.organisation == organisation)


def _measure(scene: Scene, line: AskedLine) -> None:
    seen = scene.walk.figures if scene.phase is Phase.EVALUATE else scene.walk.halfway
    indicator = line.subject.partition(":")[2]
    measuring.measure(
        scene.slug,
        indicator,
        seen[indicator],
        by=scene.company.relations,
        on=local_day(clock.now()),
        since=_since(scene, indicator),
        source="meting van het projectteam",
    )


def _since(scene: Scene, indicator: str) -> date | None:
    """Return the first day of the period that a figure is about, of one that counts what happened in a period."""
    road = next(one for one in described(scene.slug).indicators if one.key == indicator)
    if road.accumulation is not Accumulation.FLOW:
        return None
    begins = [one.date + timedelta(days=1) for one in road.measurements]
    return max(begins, default=road.baseline.date)


def _reflect(scene: Scene, line: AskedLine) -> None:
    number = int(line.subject)
    for one in lists_collaboration.respondents(scene.slug, number):
        if one.organisation == line.organisation and one.state is RespondentState.INVITED:
            answering.answer(scene.slug, number, Given(one.contact, _mood(scene)), by=scene.company.relations)


def _mood(scene: Scene) -> dict[str, str]:
    """Return what a partner answers: it goes well, but for the themes that the script names."""
    told = {}
    for one in statements(frozen()):
        figure = scene.walk.mood.get(one.theme, CONTENT) if one.theme is not None else CONTENT
        told[one.key] = str(LOWEST + HIGHEST - figure if one.reversed else figure)
    return told


def _take_over(scene: Scene, line: AskedLine) -> None:
    handover.accept(scene.slug, line.subject, by=scene.company.relations)


#: How each kind of request is answered.
ANSWERS: dict[RequestKind, Callable[[Scene, AskedLine], None]] = {
    RequestKind.INVITATION: _talk,
    RequestKind.COMMITMENT: _stand_by,
    RequestKind.DELIVERY: _bring,
    RequestKind.MEASUREMENT: _measure,
    RequestKind.ROUND: _reflect,
    RequestKind.HANDOVER: _take_over,
}


def _work(scene: Scene) -> Iterator[Todo]:
    """Yield what the phase still has to hand in: its drafts as they are, the rest as it was written."""
    ready = scene.since + WORK[scene.phase]
    for row in lists_alliance.deliverables(scene.slug, scene.phase):
        if row.status in {DeliverableStatus.MISSING, DeliverableStatus.DRAFT}:
            yield Todo(ready, partial(_hand_in, scene, row.code, drafted=row.drafted_by_rule))
        elif row.status == DeliverableStatus.RETURNED:
            yield Todo(ready + AGAIN, partial(_hand_in, scene, row.code, drafted=False))


def _hand_in(scene: Scene, code: str, *, drafted: bool) -> None:
    again = _was_returned(scene, code)
    content = None if drafted else paper(scene.company.name, code, cycle=scene.cycle, version=2 if again else 1)
    deliverables.submit(scene.slug, code, by=scene.company.recorder(LEAD[scene.phase]), content=content)


def _acceptances(scene: Scene) -> Iterator[Todo]:
    for line in scene.waits(Matter.ACCEPTANCE):
        yield Todo(line.since, partial(_accept, scene, line.about, line.who))


def _accept(scene: Scene, code: str, sides: tuple[str, ...]) -> None:
    why = scene.walk.returned.get(code)
    if why is not None and not _was_returned(scene, code):
        deliverables.return_(scene.slug, code, by=scene.company.guide, reason=why)
        return
    for side in sorted(sides):
        deliverables.accept(scene.slug, code, Side(side), by=scene.company.recorder(side))


def _was_returned(scene: Scene, code: str) -> bool:
    returned = log_of(scene.slug, about=code, kind=EventType.DELIVERABLE_RETURNED)
    return any(one.cycle == scene.cycle for one in returned)
