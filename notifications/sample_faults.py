"""Samples of the letters about system faults."""

from datetime import date

from models.method.letters import FaultFollowedUp, FaultRatingAsked, FaultReturned, FaultSilent, Found, Letter
from notifications.sample_facts import ALLIANCE

ABOUT_FAULTS: tuple[Letter, ...] = (
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
)
