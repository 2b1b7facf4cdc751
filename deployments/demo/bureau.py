"""What the foundation's staff does in a simulated alliance without being asked by letter, phase by phase."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from deployments.demo.loop_back import go_back
from deployments.demo.scene import Scene, Todo
from deployments.demo.script import (
    AGREED,
    DECIDED,
    LOOKED,
    PROMISED,
    REVIEWED,
    ROUTED,
    SCORED,
    TALKED_OVER,
    WORK,
    Pledge,
)
from models.actions import (
    alliances,
    commitments,
    faults,
    handover,
    improvements,
    letter_review,
    lists_alliance,
    lists_impact,
    lists_learning,
    lists_parties,
    lists_rounds,
    need,
    round_states,
    rounds,
    settling,
    theory,
)
from models.actions.describe import described
from models.actions.history import log_of
from models.method.decisions import DecisionKind
from models.method.evaluation.links import AS_AGREED
from models.method.events import EventType
from models.method.handover import Route
from models.method.improvements import ImprovementState
from models.method.indicators import Level
from models.method.matters import Matter
from models.method.phases import Phase, Side
from models.method.rounds import RoundState
from models.method.working_days import local_day
from samenspel import clock


def agenda(scene: Scene) -> Iterator[Todo]:
    """Yield what staff is going to do as things stand now."""
    return chain.from_iterable(duty(scene) for duty in (_review, *DUTIES.get(scene.phase, ())))


def _review(scene: Scene) -> Iterator[Todo]:
    for line in scene.waits(Matter.LETTER_REVIEW):
        yield Todo(line.since + REVIEWED, partial(letter_review.approve_all, scene.slug, by=scene.company.relations))


def _weigh(scene: Scene) -> Iterator[Todo]:
    for line in scene.waits(Matter.GO):
        yield Todo(line.since, partial(need.go, scene.slug, by=scene.company.guide))
    if lists_impact.need(scene.slug).unscored:
        score = partial(need.score_need, scene.slug, dict(scene.script.scores), by=scene.company.guide)
        yield Todo(scene.since + SCORED, score)


def _promise(scene: Scene) -> Iterator[Todo]:
    known = {(line.organisation, line.need) for line in lists_parties.commitments(scene.slug)}
    for one in scene.script.pledges:
        if one.cycle == scene.cycle and (one.organisation, one.need) not in known:
            yield Todo(scene.since + PROMISED, partial(_record, scene, one))


def _record(scene: Scene, one: Pledge) -> None:
    kind, text, (quantity, unit) = one.kind, one.text, (one.quantity, one.unit)
    for wanted in described(scene.slug).needs:
        if wanted.key == one.need:
            kind, text, (quantity, unit) = wanted.kind, wanted.description, wanted.quantity_in_unit
    commitments.promise(
        scene.slug,
        one.organisation,
        kind,
        text,
        quantity,
        unit,
        by=scene.company.relations,
        starts_on=local_day(clock.now()),
        need=one.need,
    )


def _agree(scene: Scene) -> Iterator[Todo]:
    if lists_alliance.alliance(scene.slug).mission != scene.script.mission:
        agree = partial(alliances.agree_on, scene.slug, by=scene.company.guide, mission=scene.script.mission)
        yield Todo(scene.since + AGREED, agree)


def _look_back(scene: Scene) -> Iterator[Todo]:
    """Judge how far each activity was carried out as agreed: in these stories, wholly."""
    for one in theory.theory(scene.slug).nodes:
        if one.level is Level.ACTIVITY and one.fidelity is None:
            yield Todo(scene.since, partial(theory.done, scene.slug, one.key, AS_AGREED, by=scene.company.guide))


def _look_halfway(scene: Scene) -> Iterator[Todo]:
    if scene.walk.halfway and not any(one.cycle == scene.cycle for one in lists_rounds.rounds(scene.slug)):
        yield Todo(scene.since + LOOKED, partial(rounds.open_round, scene.slug, by=scene.company.guide))


def _learn(scene: Scene) -> Iterator[Todo]:
    known = log_of(scene.slug, kind=EventType.FAULT_RECORDED)
    if scene.walk.fault is not None and not any(one.cycle == scene.cycle for one in known):
        note = partial(faults.add_fault, scene.slug, *scene.walk.fault, by=scene.company.guide)
        yield Todo(scene.since + WORK[scene.phase], note)


def _reflect(scene: Scene) -> Iterator[Todo]:
    """Yield what becomes of the answers on the collaboration: talked over, shared, and what is to be done adopted."""
    for line in scene.waits(Matter.ROUND):
        yield Todo(line.since + TALKED_OVER, partial(_carry_on, scene, int(line.about)))
    for point in _proposed(scene):
        yield Todo(
            point.recorded_at + TALKED_OVER, partial(improvements.adopt, scene.slug, point.key, by=scene.company.guide)
        )


def _proposed(scene: Scene) -> list[improvements.ImprovementLine]:
    """Return what is proposed for the improvement plan."""
    known = improvements.improvements(scene.slug, unsettled=True)
    return [one for one in known if one.state == ImprovementState.PROPOSED]


def _carry_on(scene: Scene, number: int) -> None:
    state = lists_rounds.one_round(scene.slug, number).state
    go_on = round_states.review if state is RoundState.CLOSED else round_states.publish
    go_on(scene.slug, number, by=scene.company.guide)


def _decide(scene: Scene) -> Iterator[Todo]:
    turn = scene.walk.turn
    if turn is not None:
        for line in scene.waits(Matter.DECISION):
            if lists_impact.decision(int(line.about)).kind == DecisionKind.VERDICT:
                yield Todo(line.since + DECIDED, partial(go_back, scene, line.about, turn))


def _hand_over(scene: Scene) -> Iterator[Todo]:
    standing = lists_learning.handover(scene.slug)
    if standing.route is None:
        yield Todo(scene.since + ROUTED, partial(_choose_route, scene))
    elif standing.shared_at is None and all(item.accepted_at is not None for item in standing.items):
        yield Todo(scene.since + WORK[scene.phase], partial(_finish, scene, standing.commitments_open))


def _finish(scene: Scene, open_promises: tuple[str, ...]) -> None:
    """Close what is still open, let both sides say that the impact is secured, and share what was learned."""
    for key in open_promises:
        settling.close(scene.slug, key, by=scene.company.relations, reason="De bijdrage gaat op in de overdracht.")
    for side in Side:
        handover.agree(scene.slug, side, by=scene.company.recorder(side))
    handover.share(scene.slug, by=scene.company.guide)


def _choose_route(scene: Scene) -> None:
    by, receiver = scene.company.guide, scene.script.receiver
    handover.set_route(scene.slug, Route.EXISTING_ORGANISATION, by=by, receiver=receiver)
    for text in scene.script.handed_over:
        handover.add(scene.slug, text, receiver, by=by)


#: What staff looks after in each phase.
DUTIES: dict[Phase, tuple[Callable[[Scene], Iterator[Todo]], ...]] = {
    Phase.EXPLORE: (_weigh,),
    Phase.FORM_ALLIANCE: (_promise, _agree),
    Phase.CO_CREATE: (_promise,),
    Phase.IMPLEMENT: (_look_halfway,),
    Phase.EVALUATE: (_look_back, _learn, _reflect, _decide),
    Phase.SECURE_IMPACT: (_hand_over,),
}
