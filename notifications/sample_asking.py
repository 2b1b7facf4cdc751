"""Samples of the letters about what is asked of partners."""

from models.method.letters import (
    CommitmentAsked,
    DeliverableAsked,
    DeliveryAsked,
    Escalation,
    Group,
    HandoverAsked,
    Invitation,
    Item,
    Letter,
    MeasurementAsked,
    OpenItems,
    ReConfirmationAsked,
    Reminder,
    SignatureAsked,
)
from models.method.requests import RequestKind
from notifications.sample_facts import ALLIANCE, TWO_KINDS, items

ASKING: tuple[Letter, ...] = (
    Invitation(
        alliance=ALLIANCE,
        task="het lerarentekort in het basisonderwijs",
        sender="De Maatschappelijke Alliantie",
        items=items("een gesprek over uw kijk op deze opgave en uw mogelijke rol"),
    ),
    CommitmentAsked(alliance=ALLIANCE, items=items("12 gastlessen in het schooljaar 2026-2027", "€ 25.000")),
    ReConfirmationAsked(alliance=ALLIANCE, items=items("12 gastlessen in het schooljaar 2026-2027")),
    SignatureAsked(alliance=ALLIANCE, items=items("samenwerkingsovereenkomst")),
    MeasurementAsked(
        alliance=ALLIANCE, round=2, items=items("onvervulde vacatures (fte)", "zij-instromers na één jaar (%)")
    ),
    DeliverableAsked(
        alliance=ALLIANCE, phase_label="Implementatie", items=items("geïmplementeerd programma", "Proof of Value")
    ),
    DeliveryAsked(alliance=ALLIANCE, items=items("12 gastlessen in het schooljaar 2026-2027", due=None)),
    HandoverAsked(alliance=ALLIANCE, items=items("beheer van het programma", "de contracten met de scholen")),
    Reminder(alliance=ALLIANCE, items=TWO_KINDS),
    Escalation(alliance=ALLIANCE, items=TWO_KINDS),
    OpenItems(
        alliance=f"{ALLIANCE}, Zorg Alliantie",
        groups=(
            Group(alliance=ALLIANCE, items=TWO_KINDS),
            Group(
                alliance="Zorg Alliantie",
                items=(Item(request=9, text="ontwerp van een oplossing", due=None, kind=RequestKind.DELIVERABLE),),
            ),
        ),
        reminder=False,
    ),
)
