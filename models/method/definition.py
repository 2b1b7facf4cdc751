"""What an alliance is before anything has happened in it: the content of its file."""

from pydantic import Field

from models.method.definition_impact import Indicator, TheoryOfChange
from models.method.definition_parts import (
    Bodies,
    Contact,
    Evaluation,
    Expectation,
    FileSettings,
    Language,
    Need,
    NeedFramework,
    Organisation,
    Part,
    Relation,
    StaffMember,
    Stakeholder,
    Task,
    shares,
)
from models.method.definition_types import Day, Flag, Key, Line, OptionalText, Slug


class AllianceDefinition(Part):
    """An alliance as its file describes it; what the sections say of each other is checked by ``problems``."""

    slug: Slug
    name: Line
    language: Language = "nl"
    illustrative: Flag = False
    task: Task
    mission: OptionalText = ""
    story: OptionalText = ""
    facilitator: Key
    staff: tuple[StaffMember, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    relations: tuple[Relation, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    needs: tuple[Need, ...] = ()
    bodies: Bodies = Field(default_factory=Bodies)
    need_framework: NeedFramework = Field(default_factory=NeedFramework)
    theory_of_change: TheoryOfChange = Field(default_factory=TheoryOfChange)
    indicators: tuple[Indicator, ...] = ()
    evaluation: Evaluation = Field(default_factory=Evaluation)
    quiet_days: tuple[Day, ...] = ()
    settings: FileSettings = Field(default_factory=FileSettings)

    @property
    def indicator_shares(self) -> dict[str, float]:
        """How much each indicator counts, together 1."""
        return shares({indicator.key: indicator.weight for indicator in self.indicators})
