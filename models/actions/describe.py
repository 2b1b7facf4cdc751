"""An alliance's description as it stands now: what its file would say."""

from models.actions.sections import profile
from models.actions.sections.bodies import PROJECT_TEAM, SPONSOR_GROUP
from models.actions.sections.impact import INDICATORS
from models.actions.sections.parties import EXPECTATIONS, NEEDS, RELATIONS, STAKEHOLDERS
from models.actions.sections.people import CONTACTS, ORGANISATIONS, STAFF
from models.actions.sections.section import Section
from models.actions.sections.theory import CRITERIA, LINKS, NODES
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance
from models.method.definition import AllianceDefinition
from models.method.definition_impact import TheoryOfChange
from models.method.definition_parts import Bodies, NeedFramework

#: Every list of the description, in the order in which its parts refer to one another.
SECTIONS: dict[str, Section] = {
    "staff": STAFF,
    "organisations": ORGANISATIONS,
    "contacts": CONTACTS,
    "stakeholders": STAKEHOLDERS,
    "relations": RELATIONS,
    "expectations": EXPECTATIONS,
    "needs": NEEDS,
    "bodies.sponsor_group": SPONSOR_GROUP,
    "bodies.project_team": PROJECT_TEAM,
    "need_framework.criteria": CRITERIA,
    "theory_of_change.nodes": NODES,
    "theory_of_change.links": LINKS,
    "indicators": INDICATORS,
}


def described(slug: str) -> AllianceDefinition:
    """Return the description of an alliance as it stands now; :class:`NotFound` when there is none of this slug."""
    with database().read() as session:
        return describe(session, queries.find_alliance(session, slug))


def describe(session: Session, alliance: Alliance) -> AllianceDefinition:
    """Return the description of an alliance within a session; history is apart."""
    lists = {name: section.now(session, alliance) for name, section in SECTIONS.items()}
    return AllianceDefinition(
        **profile.now(session, alliance),
        **{name: parts for name, parts in lists.items() if "." not in name},
        bodies=Bodies(sponsor_group=lists["bodies.sponsor_group"], project_team=lists["bodies.project_team"]),
        need_framework=NeedFramework(criteria=lists["need_framework.criteria"], threshold=alliance.need_threshold),
        theory_of_change=TheoryOfChange(nodes=lists["theory_of_change.nodes"], links=lists["theory_of_change.links"]),
    )
