"""What the method leaves open: our default for each choice, and how an alliance overrides it."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.method.phases import Phase
from models.method.said import Said

#: The share of the road from which impact is sufficient, and of the need framework from which an alliance is needed.
THRESHOLD = 0.80
NEED_THRESHOLD = 0.60

#: Reminders reach people when their working day begins.
MORNING = time(9, 0)

#: After so many days in a phase its gate is due; a date never moves a phase, it only says so.
PHASE_DAYS: dict[Phase, int] = {
    Phase.EXPLORE: 84,
    Phase.FORM_ALLIANCE: 84,
    Phase.CO_CREATE: 112,
    Phase.IMPLEMENT: 365,
    Phase.EVALUATE: 84,
    Phase.SECURE_IMPACT: 112,
}


#: More reminders than this are rude, and so is a day on which nobody could have answered (R25).
MOST_REMINDERS = 5
MOST_REMINDER_DAYS = 60


def _reminder_days(value: tuple[int, ...]) -> tuple[int, ...]:
    if len(value) > MOST_REMINDERS or not all(1 <= days <= MOST_REMINDER_DAYS for days in value):
        raise ValueError(
            Said(
                "[{days}] is not allowed; allowed: at most {most} reminders, "
                "each 1 to {longest} working days after the one before",
                days=", ".join(map(str, value)),
                most=MOST_REMINDERS,
                longest=MOST_REMINDER_DAYS,
            )
        )
    return value


ReminderDays = Annotated[tuple[int, ...], AfterValidator(_reminder_days)]


class AllianceSettings(BaseModel):
    """The choices of one alliance; what it does not choose has the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phase_days: dict[Phase, int] = Field(default_factory=dict, description="Days until the gate of a phase is due.")
    round_days: int = Field(default=28, ge=1, le=365, description="Days in which a round collects its figures.")
    answer_days: int = Field(default=14, ge=1, le=365, description="Days in which we hope for an answer to a request.")
    decision_days: int = Field(default=14, ge=1, le=365, description="Days in which a decision should be answered.")
    send_at: time = Field(default=MORNING, description="Time of the day in Amsterdam at which reminders go out.")
    reminder_days: ReminderDays = Field(
        default=(3, 5), description="Working days until the first reminder, and until each next one."
    )
    hand_back_days: int = Field(
        default=3, ge=1, le=60, description="Working days after the last reminder until a person takes over."
    )
    retract_minutes: int = Field(
        default=15, ge=0, le=1440, description="Minutes that letters wait after going back, so that it can be undone."
    )
    rest_days: int = Field(default=28, ge=1, le=365, description="Days after a part came in until we ask for the rest.")

    def days_in(self, phase: Phase) -> int:
        """Return after how many days the gate of ``phase`` is due."""
        return self.phase_days.get(phase, PHASE_DAYS[phase])
