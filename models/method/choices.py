"""What the method leaves open: our default for each choice, and how an alliance overrides it."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.method.ladders import LadderName, ladder, rung
from models.method.phases import Phase

#: The share of the road from which impact is sufficient, and of the need framework from which an alliance is needed.
THRESHOLD = 0.80
NEED_THRESHOLD = 0.60

#: Reminders reach people when their working day begins.
MORNING = time(9, 0)
#: ... and not when it is long over.
EVENING = time(20, 0)

#: After so many days in a phase its gate is due; a date never moves a phase, it only says so.
PHASE_DAYS: dict[Phase, int] = {
    Phase.EXPLORE: 84,
    Phase.FORM_ALLIANCE: 84,
    Phase.CO_CREATE: 112,
    Phase.IMPLEMENT: 365,
    Phase.EVALUATE: 84,
    Phase.SECURE_IMPACT: 112,
}


def _in_words(text: str) -> str:
    return str(rung(text))


def _climbable(steps: tuple[str, ...]) -> tuple[str, ...]:
    ladder(steps)
    return steps


#: The steps of a ladder, each in the words in which it is kept.
Steps = Annotated[tuple[Annotated[str, AfterValidator(_in_words)], ...], AfterValidator(_climbable)]


class AllianceSettings(BaseModel):
    """The choices of one alliance; what it does not choose has the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phase_days: dict[Phase, int] = Field(default_factory=dict, description="Days until the gate of a phase is due.")
    round_days: int = Field(default=28, ge=1, le=365, description="Days in which a round collects its figures.")
    answer_days: int = Field(default=14, ge=1, le=365, description="Days in which we hope for an answer to a request.")
    decision_days: int = Field(default=14, ge=1, le=365, description="Days in which a decision should be answered.")
    send_at: time = Field(default=MORNING, description="Time of the day in Amsterdam at which reminders go out.")
    ladders: dict[LadderName, Steps] = Field(
        default_factory=dict, description="Steps by which a kind of request is followed up, where not the ordinary."
    )
    review_letters: bool = Field(
        default=True, description="Whether the first letter to a person, and letters that escalate, wait for a review."
    )
    retract_minutes: int = Field(
        default=15, ge=0, le=1440, description="Minutes that letters wait after going back, so that it can be undone."
    )
    rest_days: int = Field(default=28, ge=1, le=365, description="Days after a part came in until we ask for the rest.")
    reflection: bool = Field(
        default=True, description="Whether the partners are asked in phase 5, once a cycle, how they work together."
    )

    def days_in(self, phase: Phase) -> int:
        """Return after how many days the gate of ``phase`` is due."""
        return self.phase_days.get(phase, PHASE_DAYS[phase])


class FoundationSettings(BaseModel):
    """What the foundation chose for every alliance; what an alliance chooses itself goes before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ladders: dict[LadderName, Steps] = Field(
        default_factory=dict, description="Steps by which requests are followed up."
    )
    quiet_days: frozenset[date] = Field(default=frozenset(), description="Days on which nobody is written to.")
    good_friday_off: bool = Field(default=True, description="Whether Good Friday is a day off.")
    liberation_day_off: bool = Field(
        default=False, description="Whether 5 May is a day off each year, not only in the fifth."
    )
