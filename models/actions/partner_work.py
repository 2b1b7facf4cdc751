"""What the partners are asked for: their signature, and what a phase delivers once they lead (R46, R90, R97)."""

from models.actions.body_contacts import contact_of
from models.actions.frame import act
from models.actions.phases import partner_contacts
from models.db import queries
from models.db.tables import Deliverable
from models.method import actors, letters
from models.method.deliverables import SETTLED, DeliverableStatus, deliverable_type, of_phase
from models.method.parties import Body
from models.method.phases import LEAD, Here, Side
from models.method.requests import RequestKind

#: What every partner signs.
AGREEMENT = "cooperation_agreement"


def ask_for_deliverables(here: Here) -> int:
    """Ask the project team for what the phase still owes; return how many requests went out.

    While the foundation leads nobody is asked by letter: its own staff see what is missing at the gate.
    """
    if LEAD[here.phase] is not Side.PARTNERS:
        return 0
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        contact = contact_of(a, Body.PROJECT_TEAM)
        if contact is None:
            return 0
        owed = {
            d.code: d.submitted_at if d.status is DeliverableStatus.RETURNED else None
            for d in queries.rows(a.session, Deliverable, alliance_id=a.alliance.id, cycle=here.cycle)
            if d.status not in SETTLED and d.status is not DeliverableStatus.SUBMITTED
        }
        return sum(
            a.ask(
                RequestKind.DELIVERABLE,
                d.code,
                contact,
                d.label,
                letter=lambda items: letters.DeliverableAsked(
                    alliance=a.alliance.name, phase_label=here.phase.label, items=items
                ),
                due_at=a.in_days(a.settings.days_in(here.phase)),
                again_after=owed[d.code],
            )
            for d in of_phase(here.phase)
            if d.code in owed
        )


def ask_for_signatures(here: Here) -> int:
    """Ask every partner to sign the cooperation agreement once it was submitted; return how many requests went out.

    Its acceptance settles them; other content asks anew.
    """
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        agreement = queries.first(a.session, Deliverable, alliance_id=a.alliance.id, cycle=here.cycle, code=AGREEMENT)
        if agreement is None or agreement.status is not DeliverableStatus.SUBMITTED:
            return 0
        return sum(
            a.ask(
                RequestKind.SIGNATURE,
                AGREEMENT,
                contact,
                deliverable_type(AGREEMENT).label,
                letter=lambda items: letters.SignatureAsked(alliance=a.alliance.name, items=items),
                due_at=a.in_days(a.settings.answer_days),
                again_after=agreement.submitted_at,
            )
            for contact in partner_contacts(a)
        )
