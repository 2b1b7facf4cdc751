"""temporary"""

from datetime import date as Date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.method.choices import NEED_THRESHOLD, THRESHOLD, AllianceSettings
from models.method.commitments import ContributionKind, Unit
from models.method.indicators import *
from models.method.parties import BasisKind, Role, Sector


class M(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Task(M):
    title: str
    description: str = ""
    urgency: str = ""


class StaffMember(M):
    code: str
    name: str
    email: str
    role: str = ""


class Org(M):
    key: str
    name: str
    sector: Sector
    mailbox: str | None = None


class Basis(M):
    kind: BasisKind
    source: str = ""
    date: Date | None = None


class ContactD(M):
    key: str
    organisation: str
    name: str
    email: str
    language: str = "nl"
    basis: Basis


class StakeholderD(M):
    organisation: str
    contact: str | None = None
    roles: tuple[Role, ...] = ()
    influence: int = 3
    interest: int = 3


class ExpectationD(M):
    from_: str = Field(alias="from")
    to: str
    text: str


class NeedD(M):
    key: str
    kind: ContributionKind
    description: str
    quantity: float
    unit: str

    @property
    def quantity_in_unit(self) -> tuple[int, Unit]:
        return (int(self.quantity * 100), Unit.CENTS) if self.unit == "euro" else (int(self.quantity), Unit(self.unit))


class Member(M):
    organisation: str | None = None
    staff: str | None = None
    contact: str | None = None
    chair: bool = False


class Bodies(M):
    sponsor_group: tuple[Member, ...] = ()
    project_team: tuple[Member, ...] = ()


class Crit(M):
    key: str
    text: str
    weight: float


class NeedFramework(M):
    criteria: tuple[Crit, ...] = ()
    threshold: float = NEED_THRESHOLD


class Node(M):
    key: str
    level: Level
    text: str


class Link(M):
    from_: str = Field(alias="from")
    to: str
    assumption: str = ""


class Toc(M):
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()


class Point(M):
    value: float
    date: Date | None = None


class Meas(M):
    value: float
    date: Date
    source: str = ""


class Ind(M):
    key: str
    node: str | None = None
    title: str
    measure: Measure
    unit: str = ""
    direction: Direction
    accumulation: Accumulation
    weight: float = 1.0
    critical: bool = False
    guard: bool = False
    baseline: Point
    target: Point
    milestones: tuple[Point, ...] = ()
    measurements: tuple[Meas, ...] = ()


class Evaluation(M):
    rrule: str | None = None
    timezone: str = "Europe/Amsterdam"
    threshold: float = THRESHOLD


class AllianceDefinition(M):
    slug: str
    name: str
    language: Literal["nl", "en"] = "nl"
    illustrative: bool = False
    task: Task
    mission: str = ""
    story: str = ""
    facilitator: str
    staff: tuple[StaffMember, ...] = ()
    organisations: tuple[Org, ...] = ()
    contacts: tuple[ContactD, ...] = ()
    stakeholders: tuple[StakeholderD, ...] = ()
    expectations: tuple[ExpectationD, ...] = ()
    needs: tuple[NeedD, ...] = ()
    bodies: Bodies = Bodies()
    need_framework: NeedFramework = NeedFramework()
    theory_of_change: Toc = Toc()
    indicators: tuple[Ind, ...] = ()
    evaluation: Evaluation = Evaluation()
    quiet_days: tuple[Date, ...] = ()
    settings: AllianceSettings = AllianceSettings()
