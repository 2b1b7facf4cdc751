"""One sample of every letter, with data as an alliance for more teachers would have it."""

from datetime import date

from models.method.letters import (
    AfterCare,
    AllianceEnded,
    CommitmentAsked,
    CommitmentEnded,
    DecisionOpen,
    DeliverableAsked,
    DeliveryAsked,
    DispatchParked,
    FaultFollowedUp,
    FaultRatingAsked,
    FaultReturned,
    FaultSilent,
    Found,
    GateDue,
    HandoverAsked,
    Invitation,
    Item,
    Letter,
    MeasurementAsked,
    NoFurtherReminders,
    PhaseOpened,
    PointDue,
    Reminder,
    Thanks,
)

ALLIANCE = "Onderwijs Alliantie"


def items(*texts: str, due: date | None = date(2026, 11, 23)) -> tuple[Item, ...]:
    """Return one item per text, numbered from 1."""
    return tuple(Item(request=n, text=text, due=due) for n, text in enumerate(texts, start=1))


def samples() -> dict[str, Letter]:
    """Return a sample of every letter, by kind."""
    letters: tuple[Letter, ...] = (
        Invitation(
            alliance=ALLIANCE,
            task="het lerarentekort in het basisonderwijs",
            sender="De Maatschappelijke Alliantie",
            items=items("een gesprek over uw kijk op deze opgave en uw mogelijke rol"),
        ),
        CommitmentAsked(alliance=ALLIANCE, items=items("12 gastlessen in het schooljaar 2026-2027", "€ 25.000")),
        MeasurementAsked(
            alliance=ALLIANCE, round=2, items=items("onvervulde vacatures (fte)", "zij-instromers na één jaar (%)")
        ),
        DeliverableAsked(
            alliance=ALLIANCE, phase_label="Implementatie", items=items("geïmplementeerd programma", "Proof of Value")
        ),
        DeliveryAsked(alliance=ALLIANCE, items=items("12 gastlessen in het schooljaar 2026-2027", due=None)),
        HandoverAsked(alliance=ALLIANCE, items=items("beheer van het programma", "de contracten met de scholen")),
        Reminder(
            alliance=ALLIANCE,
            items=(*items("bevestig: 12 gastlessen"), Item(request=7, text="onvervulde vacatures (fte)", due=None)),
        ),
        NoFurtherReminders(alliance=ALLIANCE, items=items("bevestig: 12 gastlessen", due=None)),
        DecisionOpen(
            alliance=ALLIANCE,
            question="evaluatieronde 2 is onvoldoende: terug naar Co-creatie?",
            due=date(2026, 12, 7),
            link="http://127.0.0.1:4200/v2/deployments/deployment/1/run?parameters=%7B%22d%22%3A1%7D&a=b",
        ),
        GateDue(
            alliance=ALLIANCE,
            phase_label="Verkennen",
            missing=("situatieanalyse", "overzicht van het stakeholdersveld"),
        ),
        PhaseOpened(
            alliance=ALLIANCE,
            phase_label="Co-creatie",
            cycle=2,
            what=("ontwerp van een oplossing", "Plan van Aanpak met een sponsorgroep en projectteam"),
        ),
        Thanks(alliance=ALLIANCE, contribution="12 gastlessen in het schooljaar 2026-2027"),
        CommitmentEnded(
            alliance=ALLIANCE, contribution="12 gastlessen in het schooljaar 2026-2027", receiver="Hogeschool Voorbeeld"
        ),
        AllianceEnded(
            alliance=ALLIANCE,
            ending_label="geborgd",
            receiver="Hogeschool Voorbeeld",
            brought=("tijd: 80 uur (begeleiding van zij-instromers)", "kapitaal: € 25.000,00 (de pilot)"),
            released=("tijd: 20 uur (begeleiding van zij-instromers)",),
            insights=("Begin met de scholen die het tekort het hardst voelen.",),
        ),
        AfterCare(alliance=ALLIANCE, months=12, receiver="Hogeschool Voorbeeld"),
        FaultReturned(
            alliance=ALLIANCE,
            sender="De Maatschappelijke Alliantie",
            fault=12,
            system="het bevoegdhedenstelsel in het onderwijs",
            found=(
                Found(
                    text="Een bevoegdheid geldt voor één onderwijssector.",
                    evidence="drie evaluatierondes; 41 afgebroken trajecten",
                ),
                Found(text="Vakmensen uit de zorg mogen niet voor de klas.", evidence="gesprekken met twaalf scholen"),
            ),
            mechanism="De wet kent bevoegdheden per sector en geen overstap.",
            workaround="Scholen vragen per persoon ontheffing.",
            scale_label="landelijk",
            alliances=3,
            affected=420,
            ask="Laat een bevoegdheid gelden in elke onderwijssector.",
            due=date(2026, 12, 21),
        ),
        FaultFollowedUp(
            alliance=ALLIANCE,
            fault=12,
            system="het bevoegdhedenstelsel in het onderwijs",
            text="Een bevoegdheid geldt voor één onderwijssector.",
            ask="Laat een bevoegdheid gelden in elke onderwijssector.",
            alliances=3,
            returned_on=date(2026, 11, 23),
            received=True,
            last=True,
            due=date(2027, 6, 21),
        ),
        FaultSilent(
            alliance=ALLIANCE,
            fault=12,
            system="het bevoegdhedenstelsel in het onderwijs",
            organisation="Ministerie Voorbeeld",
            returned_on=date(2026, 11, 23),
        ),
        FaultRatingAsked(
            alliance=ALLIANCE,
            fault=12,
            system="het bevoegdhedenstelsel in het onderwijs",
            organisation="Ministerie Voorbeeld",
            ask="Laat een bevoegdheid gelden in elke onderwijssector.",
            answered_on=date(2026, 12, 14),
        ),
        PointDue(
            alliance=ALLIANCE,
            what="verbeterpunt i1",
            text="Elke maand samen de cijfers lezen.",
            due=date(2026, 11, 23),
        ),
        DispatchParked(alliance=ALLIANCE, reason="incident SP-4f1c after 3 tries"),
    )
    return {letter.kind: letter for letter in letters}
