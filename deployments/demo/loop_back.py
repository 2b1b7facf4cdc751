"""Walking part of the process again: what changes is planned with the decision, and carried out by it (R31-R35)."""

from deployments.demo.scene import Scene
from deployments.demo.script import Newcomer, Turn
from models.actions import decisions, plans, revise
from models.method.cycles import CarryOver, Partner, PartnerMove, Target
from models.method.decisions import DecisionAnswer, Outcome
from models.method.edits import Edit, adding, all_of


def go_back(scene: Scene, decision: str, turn: Turn) -> None:
    """Find the newcomer, plan what is adjusted and who joins, and decide to go back with a lesson."""
    by = scene.company.guide
    partners: dict[str, Partner] = {}
    if turn.newcomer is not None:
        revise.revise(scene.slug, _found(turn.newcomer), by=by)
        partners[turn.newcomer.organisation.key] = Partner(move=PartnerMove.JOINS, reason=turn.newcomer.reason)
    targets = {key: Target(value=value) for key, value in turn.targets.items()}
    plans.plan(scene.slug, CarryOver(targets=targets, partners=partners), by=by)
    given = DecisionAnswer(
        outcome=Outcome.GO_BACK,
        go_back_to=turn.to,
        reason=turn.reason,
        decided_by=scene.company.facilitator,
        lesson=turn.lesson,
    )
    decisions.answer(decision, given, via="demo")


def _found(newcomer: Newcomer) -> Edit:
    return all_of(
        adding("organisations", newcomer.organisation),
        adding("contacts", newcomer.contact),
        adding("stakeholders", newcomer.stakeholder),
    )
