"""What people decide after a round, and what such an answer must carry (R31, R32, R57)."""

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


class Outcome(StrEnum):
    """What can be decided when a round did not show enough impact."""

    GO_BACK = "go_back"
    SECURE_ANYWAY = "secure_anyway"
    MEASURE_AGAIN = "measure_again"
    STOP = "stop"


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


#: Where each outcome can be decided: stopping is possible at any time, the rest follows from an evaluation.
ALLOWED_IN: dict[Outcome, frozenset[Phase]] = {
    Outcome.GO_BACK: frozenset(BACK_FROM),
    Outcome.SECURE_ANYWAY: frozenset({Phase.EVALUATE}),
    Outcome.MEASURE_AGAIN: frozenset({Phase.EVALUATE}),
    Outcome.STOP: frozenset(Phase),
}


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


def check_answer(answer: DecisionAnswer, *, phase: Phase, lessons: int) -> Phase | None:
    """Return the phase to go back to, or ``None`` for the other outcomes; raise what is wrong in the open ``phase``.

    Going back rests on at least one lesson (R32): one of the ``lessons`` recorded in
    this cycle, or the one in the answer.
    """
    if phase not in ALLOWED_IN[answer.outcome]:
        allowed = ", ".join(p for p in Phase if p in ALLOWED_IN[answer.outcome])
        raise NotAllowed(f"{answer.outcome} cannot be decided in phase {phase}; allowed in: {allowed}")
    if answer.lesson:
        check_text(answer.lesson, "a lesson")
    target = answer.go_back_to.phase
    if answer.outcome is not Outcome.GO_BACK:
        if target is not None:
            raise BadInput(f"go_back_to is {target} but the outcome is {answer.outcome}; choose not_applicable")
        return None
    if target is None:
        allowed = ", ".join(p for p in Phase if p in BACK_FROM[Phase.EVALUATE])
        raise BadInput(f"go_back needs the phase to go back to; allowed: {allowed}")
    if lessons == 0 and not answer.lesson:
        raise BadInput("going back rests on at least one lesson learned: fill in the lesson")
    return target
