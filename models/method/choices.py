"""What the method leaves open: our default for each choice, and how an alliance overrides it."""

from pydantic import BaseModel, ConfigDict, Field

from models.method.phases import Phase

#: The share of the road from which impact is sufficient, and of the need framework from which an alliance is needed.
THRESHOLD = 0.80
NEED_THRESHOLD = 0.60

#: After so many days in a phase its gate is due; a date never moves a phase, it only says so.
PHASE_DAYS: dict[Phase, int] = {
    Phase.EXPLORE: 84,
    Phase.FORM_ALLIANCE: 84,
    Phase.CO_CREATE: 112,
    Phase.IMPLEMENT: 365,
    Phase.EVALUATE: 84,
    Phase.SECURE_IMPACT: 112,
}


class AllianceSettings(BaseModel):
    """The choices of one alliance; what it does not choose has the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phase_days: dict[Phase, int] = Field(default_factory=dict, description="Days until the gate of a phase is due.")
    round_days: int = Field(default=28, ge=1, le=365, description="Days in which a round collects its figures.")
    answer_days: int = Field(default=14, ge=1, le=365, description="Days in which we hope for an answer to a request.")
    decision_days: int = Field(default=14, ge=1, le=365, description="Days in which a decision should be answered.")

    rest_days: int = Field(default=28, ge=1, le=365, description="Days after a part came in until we ask for the rest.")

    def days_in(self, phase: Phase) -> int:
        """Return after how many days the gate of ``phase`` is due."""
        return self.phase_days.get(phase, PHASE_DAYS[phase])
