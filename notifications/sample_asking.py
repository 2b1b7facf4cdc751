"""Samples of the letters about what is asked of partners."""

from models.method.letters import (
    AskedTheme,
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
    RoundInvitation,
    SignatureAsked,
    Statement,
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
    RoundInvitation(
        alliance=ALLIANCE,
        round=3,
        least=3,
        themes=(
            AskedTheme(
                theme_label="heldere afspraken",
                statements=(Statement(number=1, text="Het is duidelijk wat iedere partij bijdraagt, en wanneer."),),
            ),
        ),
        open_questions=(Statement(number=2, text="Wat moet er beter in de samenwerking?"),),
        items=items("uw kijk op de samenwerking"),
    ),
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
