"""The questions that wait for people, what each can be answered with, and what an answer must carry (R31, R32, R57)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from models.method.errors import BadInput, NotAllowed
from models.method.lessons import check_text
from models.method.phases import BACK_FROM, Phase


class DecisionState(StrEnum):
    """Whether a decision still waits."""

    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class DecisionKind(StrEnum):
    """What a question that waits for people is about."""

    VERDICT = "verdict"
    GATE = "gate"
    HANDOVER = "handover"
    FAULT = "fault"


class Outcome(StrEnum):
    """What can be decided."""

    GO_BACK = "go_back"
    SECURE_ANYWAY = "secure_anyway"
    MEASURE_AGAIN = "measure_again"
    STOP = "stop"
    GO = "go"
    NO_GO = "no_go"
    PASS_WITH_MISSING = "pass_with_missing"  # noqa: S105 -- the linter takes it for a password
    WAIT = "wait"
    OWN_ORGANISATION = "own_organisation"
    EXISTING_ORGANISATION = "existing_organisation"
    FOLLOW_UP = "follow_up"
    CLOSE = "close"


class GoBackTo(StrEnum):
    """The phase a new cycle starts at; ``not_applicable`` for every outcome but going back."""

    NOT_APPLICABLE = "not_applicable"
    EXPLORE = "explore"
    FORM_ALLIANCE = "form_alliance"
    CO_CREATE = "co_create"
    IMPLEMENT = "implement"

    @property
    def phase(self) -> Phase | None:
        """The phase meant, or ``None`` when this does not apply."""
        return None if self is GoBackTo.NOT_APPLICABLE else Phase(self.value)


_O = Outcome
#: What each kind of question can be answered with.
OPTIONS: dict[DecisionKind, tuple[Outcome, ...]] = {
    DecisionKind.VERDICT: (_O.GO_BACK, _O.SECURE_ANYWAY, _O.MEASURE_AGAIN, _O.STOP),
    DecisionKind.GATE: (_O.GO, _O.NO_GO, _O.PASS_WITH_MISSING, _O.WAIT, _O.STOP),
    DecisionKind.HANDOVER: (_O.OWN_ORGANISATION, _O.EXISTING_ORGANISATION, _O.STOP),
    DecisionKind.FAULT: (_O.FOLLOW_UP, _O.CLOSE),
}

#: The kind of question that an answer of one's own accord belongs to; a fault has to be asked about.
OF_OWN_ACCORD: dict[Outcome, DecisionKind] = {
    outcome: kind
    for kind in (DecisionKind.HANDOVER, DecisionKind.GATE, DecisionKind.VERDICT)
    for outcome in OPTIONS[kind]
}

#: Where each outcome can be decided: some follow from the phase, some are possible at any time.
ALLOWED_IN: dict[Outcome, frozenset[Phase]] = {
    _O.GO_BACK: frozenset(BACK_FROM),
    _O.SECURE_ANYWAY: frozenset({Phase.EVALUATE}),
    _O.MEASURE_AGAIN: frozenset({Phase.EVALUATE}),
    _O.STOP: frozenset(Phase),
    _O.GO: frozenset({Phase.EXPLORE}),
    _O.NO_GO: frozenset({Phase.EXPLORE}),
    _O.PASS_WITH_MISSING: frozenset(Phase),
    _O.WAIT: frozenset(Phase),
    _O.OWN_ORGANISATION: frozenset({Phase.SECURE_IMPACT}),
    _O.EXISTING_ORGANISATION: frozenset({Phase.SECURE_IMPACT}),
    _O.FOLLOW_UP: frozenset(Phase),
    _O.CLOSE: frozenset(Phase),
}


def options(kind: DecisionKind, phase: Phase | None) -> tuple[Outcome, ...]:
    """Return what a question of this kind can be answered with in ``phase``, ``None`` once the alliance has ended."""
    return tuple(one for one in OPTIONS[kind] if phase is None or phase in ALLOWED_IN[one])


class DecisionAnswer(BaseModel):
    """The answer to a decision, the same in the form, on the command line and later on the board.

    Outcome, phase, reason and who decided have no default: an empty form cannot decide anything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    outcome: Outcome = Field(
        title="Besluit", description="Wat besluit de sponsorgroep?", json_schema_extra={"position": 0}
    )
    go_back_to: GoBackTo = Field(
        title="Terug naar fase",
        description="Alleen bij go_back; anders not_applicable.",
        json_schema_extra={"position": 1},
    )
    reason: str = Field(
        min_length=10,
        max_length=2000,
        title="Reden",
        description="Ten minste 10 tekens. Noem geen namen van personen.",
        json_schema_extra={"position": 2},
    )
    decided_by: str = Field(
        pattern=r"^[a-z][a-z0-9-]{0,30}$",
        title="Vastgelegd door",
        description="Uw medewerkerscode.",
        json_schema_extra={"position": 3},
    )
    lesson: str = Field(
        default="",
        max_length=2000,
        title="Geleerde les",
        description="Nodig bij go_back als er in deze cyclus nog geen les is vastgelegd. Geen namen.",
        json_schema_extra={"position": 4},
    )


def check_answer(answer: DecisionAnswer, *, kind: DecisionKind, phase: Phase, lessons: int) -> Phase | None:
    """Return the phase to go back to, or ``None`` for the other outcomes; raise what is wrong in the open ``phase``.

    Going back rests on at least one lesson (R32): one of the ``lessons`` recorded in this cycle or named by the plan,
    or the one in the answer.
    """
    if answer.outcome not in OPTIONS[kind]:
        allowed = ", ".join(options(kind, phase))
        raise BadInput(
            "{outcome} does not answer a question of the kind {kind}; allowed: {allowed}",
            outcome=answer.outcome,
            kind=kind,
            allowed=allowed,
        )
    if phase not in ALLOWED_IN[answer.outcome]:
        allowed = ", ".join(p for p in Phase if p in ALLOWED_IN[answer.outcome])
        raise NotAllowed(
            "{outcome} cannot be decided in phase {phase}; allowed in: {allowed}",
            outcome=answer.outcome,
            phase=phase,
            allowed=allowed,
        )
    if answer.lesson:
        check_text(answer.lesson, "a lesson")
    target = answer.go_back_to.phase
    if answer.outcome is not Outcome.GO_BACK:
        if target is not None:
            raise BadInput(
                "go_back_to is {target} but the outcome is {outcome}; choose not_applicable",
                target=target,
                outcome=answer.outcome,
            )
        return None
    if target is None:
        allowed = ", ".join(p for p in Phase if p in BACK_FROM[Phase.EVALUATE])
        raise BadInput("go_back needs the phase to go back to; allowed: {allowed}", allowed=allowed)
    if lessons == 0 and not answer.lesson:
        raise BadInput("going back rests on at least one lesson learned: fill in the lesson")
    return target
