"""The sections of an alliance's file, each as a value."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationInfo, field_validator

from models.method.choices import MORNING, NEED_THRESHOLD, THRESHOLD, AllianceSettings, Steps
from models.method.commitments import ContributionKind, Unit
from models.method.definition_types import (
    Address,
    Clock,
    Day,
    Flag,
    Key,
    Line,
    LocalMoment,
    OneToFive,
    OptionalLine,
    OptionalText,
    Quantity,
    Share,
    Text,
    Weight,
)
from models.method.ladders import LadderName
from models.method.parties import BasisKind, RelationKind, Role, Sector
from models.method.phases import Phase
from models.method.recurrence import Recurrence, Zone
from models.method.rounds import RoundPurpose
from models.method.said import Said

Language = Literal["nl", "en"]


class Part(BaseModel):
    """A piece of the file: nothing unknown in it, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Task(Part):
    """The societal task and why it cannot wait (R2, R40)."""

    title: Line
    description: OptionalText = ""
    urgency: OptionalText = ""


class StaffMember(Part):
    """Somebody of the foundation; ``code`` is what the history names."""

    code: Key
    name: Line
    email: Address
    role: OptionalLine = ""


class Organisation(Part):
    """An organisation and the part of society it speaks for (R1, R19)."""

    key: Key
    name: Line
    sector: Sector
    mailbox: Address | None = None


class Basis(Part):
    """On which ground, from where and since when we may write to a person."""

    kind: BasisKind
    source: Line
    date: Day


class Contact(Part):
    """A person at an organisation."""

    key: Key
    organisation: Key
    name: Line
    email: Address
    language: Language = "nl"
    basis: Basis
    successor: Key | None = None


class Relation(Part):
    """What an organisation is to another, and how strongly, 1 to 5 (R43)."""

    from_: Key = Field(alias="from")
    to: Key
    kind: RelationKind
    strength: OneToFive = 3
    since: Day | None = None
    until: Day | None = None


class Stakeholder(Part):
    """What an organisation is to the task, and how much weight it has in it, 1 to 5 (R43)."""

    organisation: Key
    contact: Key | None = None
    roles: tuple[Role, ...] = ()
    influence: OneToFive = 3
    interest: OneToFive = 3


class Expectation(Part):
    """What one party will do for another; a party is an organisation, or ``foundation`` or ``partners`` (R8)."""

    from_: Key = Field(alias="from")
    to: Key
    text: Text


class Need(Part):
    """Knowledge, capital or skill that the solution needs (R52); money in euros, all else in whole hours or pieces."""

    key: Key
    kind: ContributionKind
    description: Text
    quantity: Quantity
    unit: Literal["euro", "hours", "pieces"]

    @field_validator("unit")
    @classmethod
    def _countable(cls, unit: str, info: ValidationInfo) -> str:
        quantity: Decimal = info.data.get("quantity", Decimal(1))
        step = Decimal("0.01") if unit == "euro" else Decimal(1)
        if quantity % step:
            raise ValueError(
                Said(
                    "{quantity} {unit} cannot be counted; allowed: whole cents, whole hours, whole pieces",
                    quantity=str(quantity),
                    unit=unit,
                )
            )
        return unit

    @property
    def quantity_in_unit(self) -> tuple[int, Unit]:
        """The quantity as it is kept: euro cents, hours or pieces."""
        if self.unit == "euro":
            return int(self.quantity * 100), Unit.CENTS
        return int(self.quantity), Unit(self.unit)


class Member(Part):
    """A seat in a body: of an organisation, through one of its contacts, or of a member of staff."""

    organisation: Key | None = None
    staff: Key | None = None
    contact: Key | None = None
    chair: Flag = False


class Bodies(Part):
    """Who sits in the sponsor group and in the project team (R51, R99, R100)."""

    sponsor_group: tuple[Member, ...] = ()
    project_team: tuple[Member, ...] = ()


class Criterion(Part):
    """One weighted question on whether an alliance is needed (R41)."""

    key: Key
    text: Text
    weight: Weight


class NeedFramework(Part):
    """The questions that end in go or no-go, and the share of the whole from which it is go."""

    criteria: tuple[Criterion, ...] = ()
    threshold: Share = NEED_THRESHOLD

    @property
    def shares(self) -> dict[str, float]:
        """How much each criterion counts, together 1."""
        return shares({criterion.key: criterion.weight for criterion in self.criteria})


class Recurring(Part):
    """When rounds of one purpose open by themselves; without a rule none do (R57)."""

    rrule: Recurrence | None = None
    timezone: Zone = "Europe/Amsterdam"
    starts: LocalMoment | None = None


class Evaluation(Recurring):
    """When the impact is measured again, and the share of the road from which it is sufficient (R57).

    Rounds in which the partners are asked how they work together, alone or with the impact, have times of their own.
    """

    threshold: Share = THRESHOLD
    collaboration: Recurring | None = None
    both: Recurring | None = None

    def of(self, purpose: RoundPurpose) -> Recurring:
        """Return when rounds of a purpose open."""
        if purpose is not RoundPurpose.IMPACT:
            return getattr(self, purpose) or Recurring()
        return Recurring.model_construct(rrule=self.rrule, timezone=self.timezone, starts=self.starts)

    def saying(self, purpose: RoundPurpose, recurring: Recurring) -> "Evaluation":
        """Return the same with other times for the rounds of a purpose."""
        if purpose is RoundPurpose.IMPACT:
            return self.model_copy(update={name: getattr(recurring, name) for name in Recurring.model_fields})
        return self.model_copy(update={purpose.value: None if recurring.rrule is None else recurring})

    @staticmethod
    def place(purpose: RoundPurpose) -> tuple[str, ...]:
        """Return where in the file it stands when the rounds of a purpose open."""
        return ("evaluation",) if purpose is RoundPurpose.IMPACT else ("evaluation", purpose.value)


class FileSettings(AllianceSettings):
    """The choices of one alliance as a file may state them: whole numbers of days only."""

    model_config = ConfigDict(strict=True)

    phase_days: dict[Annotated[Phase, Strict(False)], Annotated[int, Field(ge=1, le=3650)]] = Field(
        default_factory=dict, description=AllianceSettings.model_fields["phase_days"].description
    )
    ladders: dict[Annotated[LadderName, Strict(False)], Annotated[Steps, Strict(False)]] = Field(
        default_factory=dict, description=AllianceSettings.model_fields["ladders"].description
    )
    send_at: Clock = Field(default=MORNING, description=AllianceSettings.model_fields["send_at"].description)


def shares(weights: dict[str, float]) -> dict[str, float]:
    """Return the weights as parts of 1; without any weight there is nothing to divide and the answer is empty."""
    whole = sum(weights.values())
    return {key: weight / whole for key, weight in weights.items()} if whole else {}
