"""Is an alliance needed? The framework is scored, weighed, and answered with go or no-go (R41)."""

from models.actions import questions
from models.actions.endings import end
from models.actions.frame import Act, act
from models.actions.gate_facts import weighing
from models.actions.phases import Leave
from models.db import queries
from models.db.tables import Criterion
from models.method import actors, needs
from models.method.decisions import DecisionKind, Outcome
from models.method.errors import BadInput, ConditionsNotMet, NotAllowed
from models.method.events import EventType
from models.method.gates import PhaseOutcome
from models.method.labels import chosen
from models.method.lessons import check_text
from models.method.letters import DecisionOpen
from models.method.phases import Ending, Here, Phase
from models.method.said import Said


def score_need(slug: str, scores: dict[str, int], *, by: str) -> needs.Weighing:
    """Score criteria of the need framework, 0 to 5, and return what the framework now says (R41)."""
    with act(slug, by=by) as a:
        _only_in(a, Phase.EXPLORE, "the need is weighed")
        known = {c.key: c for c in queries.rows(a.session, Criterion, alliance_id=a.alliance.id)}
        for key, score in scores.items():
            if key not in known:
                raise BadInput(
                    "there is no criterion {key!r}; allowed: {known}", key=key, known=", ".join(known) or Said("none")
                )
            if not 0 <= score <= needs.TOP_SCORE:
                raise BadInput(
                    "criterion {key} cannot be scored {score}; allowed: 0 to {top}",
                    key=key,
                    score=score,
                    top=needs.TOP_SCORE,
                )
            if known[key].score == score:
                continue
            known[key].score, known[key].scored_by = score, by
            a.record(EventType.NEED_SCORED, key, score=score)
        return weighing(a.session, a.alliance)


def weigh_need(here: Here) -> needs.Weighing:
    """Record what the need framework says, once per outcome, and ask the facilitator for go or no-go (R41)."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        said = weighing(a.session, a.alliance)
        if said.share is not None and a.run.go_by is None:
            key = f"need-weighed:{here.cycle}:{said.share}"
            if a.record(EventType.NEED_WEIGHED, here.phase, key=key, share=said.share, go=said.go):
                proposed = "go" if said.go else "no-go"
                question = (
                    f"go of no-go ({proposed} voorgesteld, {said.share:.0%})",
                    f"go or no-go ({proposed} proposed, {said.share:.0%})",
                )
                told = chosen(question, a.alliance.language)
                letter = DecisionOpen(alliance=a.alliance.name, question=told, due=None, link=None)
                a.write(letter, staff=a.alliance.facilitator)
        return said


def go(slug: str, *, by: str, reason: str = "") -> None:
    """Decide that the alliance is needed, once; going against the framework needs a reason (R41)."""
    with act(slug, by=by) as a:
        go_within(a, reason=reason)
        questions.settle(a, DecisionKind.GATE, Outcome.GO, subject=a.run.phase, reason=reason)


def go_within(a: Act, *, reason: str) -> None:
    """Say go inside an action that is already open."""
    _only_in(a, Phase.EXPLORE, "go is said")
    if a.run.go_by is not None:
        return
    said = weighing(a.session, a.alliance)
    if said.unscored:
        raise ConditionsNotMet("the need framework is not scored yet: {criteria}", criteria=", ".join(said.unscored))
    if said.go is False:
        check_text(reason, "going against the need framework")
    a.run.go_by = a.by
    a.run.reason = reason or None
    a.record(EventType.GATE_WENT, a.run.phase, share=said.share, deviates=said.go is False)


def no_go(slug: str, *, by: str, reason: str) -> None:
    """Decide that no alliance is needed: it ends here, in phase 1 (R41)."""
    with act(slug, by=by) as a:
        _only_in(a, Phase.EXPLORE, "no-go is said")
        questions.settle(a, DecisionKind.GATE, Outcome.NO_GO, subject=a.run.phase, reason=reason)
        no_go_within(a, reason=reason)


def no_go_within(a: Act, *, reason: str) -> None:
    """Say no-go inside an action that is already open."""
    _only_in(a, Phase.EXPLORE, "no-go is said")
    end(a, Ending.NO_GO, Leave(PhaseOutcome.NO_GO, check_text(reason, "the reason for no-go")))


def _only_in(a: Act, phase: Phase, what: str) -> None:
    if a.run.phase is not phase:
        raise NotAllowed(
            "{what} in phase {phase}; {slug} is in {now}",
            what=Said(what),
            phase=phase,
            slug=a.alliance.slug,
            now=a.run.phase,
        )
