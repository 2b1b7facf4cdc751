"""How a cycle looks: drawn while it is live, and kept as it was when it closes (R33-R35)."""

from models.actions import kept_rounds
from models.actions.frame import Act
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Cycle, Indicator, Round, Stakeholder, TocNode
from models.method.parties import StakeholderStatus
from models.method.pictures import Objective, Picture
from models.method.rounds import OF_IMPACT, OVER
from models.method.said import Said


def keep(a: Act) -> Cycle:
    """Keep the picture of the live cycle as it is now, unless it was kept before, and return the cycle."""
    live = queries.one(a.session, Cycle, Said("live cycle"), alliance_id=a.alliance.id, closed_at=None)
    if live.picture is None:
        live.picture = draw(a.session, a.alliance, live).model_dump(mode="json")
    return live


def draw(session: Session, alliance: Alliance, cycle: Cycle) -> Picture:
    """Return the picture of a cycle: as it was kept when it closed, else as things stand."""
    if cycle.picture is not None:
        return Picture.model_validate(cycle.picture)
    committed = queries.rows(session, Stakeholder, alliance_id=alliance.id, status=StakeholderStatus.COMMITTED)
    named = queries.organisations(session, {row.organisation_id for row in committed})
    last = queries.last(
        session, Round, order="number", alliance_id=alliance.id, cycle=cycle.number, state=OVER, purpose=OF_IMPACT
    )
    values = kept_rounds.values(last, alliance) if last is not None else {}
    return Picture(
        objectives=tuple(
            Objective(
                key=row.key,
                title=row.title,
                unit=row.unit,
                baseline=row.baseline_value,
                target=row.target_value,
                target_on=row.target_on,
                value=values.get(row.key),
            )
            for row in queries.rows(session, Indicator, alliance_id=alliance.id)
        ),
        nodes={row.key: row.text for row in queries.rows(session, TocNode, alliance_id=alliance.id)},
        partners=tuple(sorted(named[row.organisation_id].key for row in committed)),
        solution=cycle.solution,
    )
