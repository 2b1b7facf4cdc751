"""The lives of the three example alliances, whose files stand in ``examples/``; everything in them is invented."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from deployments.demo.script import Newcomer, Pledge, Script, Turn, Walk
from deployments.up import CannotStart
from models.method.collaboration_questions import Theme
from models.method.commitments import ContributionKind, Unit
from models.method.decisions import GoBackTo
from models.method.definition import AllianceDefinition
from models.method.definition_parts import Basis, Contact, Organisation, Stakeholder
from models.method.parties import BasisKind, Role, Sector
from samenspel.alliance_file import read_definition

#: The files of the example alliances, beside the packages.
FILES = Path(__file__).parents[2] / "examples"

#: The Monday on which the examples were written, ten o'clock in Amsterdam; what they date is near it.
WRITTEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def definition_of(script: Script) -> AllianceDefinition:
    """Return the file of a script's alliance; :class:`CannotStart` where the examples were not installed."""
    file = FILES / f"{script.slug}.yaml"
    if not file.exists():
        raise CannotStart("This installation has no examples.")
    return read_definition(file)


LANDLORD = Newcomer(
    organisation=Organisation(
        key="woonstichting-de-brink",
        name="Woonstichting De Brink",
        sector=Sector.OTHER,
        mailbox="wonen@de-brink.example",
    ),
    contact=Contact(
        key="carlijn-de-groot",
        organisation="woonstichting-de-brink",
        name="Carlijn de Groot",
        email="c.degroot@de-brink.example",
        basis=Basis(
            kind=BasisKind.INTRODUCED,
            source="voorgesteld door Farida el Amrani, die haar vooraf heeft gevraagd",
            date=date(2026, 10, 29),
        ),
    ),
    stakeholder=Stakeholder(
        organisation="woonstichting-de-brink",
        contact="carlijn-de-groot",
        roles=(Role.PARTNER, Role.SYSTEM_OWNER),
        influence=4,
        interest=3,
    ),
    reason="Starters vertrekken omdat zij geen woning vinden; wie verhuurt, hoort aan tafel.",
)

#: The teacher shortage: the first solution falls short, a landlord joins, and the second try is enough.
ONDERWIJS = Script(
    slug="onderwijs",
    scores={"impact": 5, "urgentie": 4, "systeem": 4, "doelgroep": 4, "lange-adem": 3},
    mission="Ieder kind in Weteringen heeft elke schooldag een bevoegde leraar voor de groep, die wil blijven.",
    pledges=(
        Pledge("schoolbestuur-delta", "startbegeleiding"),
        Pledge("pabo-rijnoever", "overstaproute"),
        Pledge("fonds-morgen", "startkapitaal"),
        Pledge("kade-techniek", "gastdocenten"),
        Pledge("kenniscentrum-arbeid", "onderzoek"),
        Pledge("gemeente-weteringen", "netwerk"),
        Pledge(
            "woonstichting-de-brink",
            kind=ContributionKind.CAPITAL,
            text="Woningen waarvoor startende leraren voorrang krijgen.",
            quantity=36,
            unit=Unit.PIECES,
            parts=2,
            cycle=2,
        ),
    ),
    walks=(
        Walk(
            halfway={"dagen-zonder-leraar": 10.1, "vertrek-starters": 26, "zij-instromers": 6, "werk-te-doen": 5.9},
            figures={"dagen-zonder-leraar": 9.7, "vertrek-starters": 24, "zij-instromers": 14, "werk-te-doen": 6.3},
            mood={Theme.ROLES: 2},
            returned={"action_plan": "De dekking van het tweede schooljaar ontbreekt nog."},
            fault=(
                "De bekostiging van begeleiding loopt per schooljaar, terwijl een starter drie jaar nodig heeft.",
                "Bekostiging van het basisonderwijs",
            ),
            turn=Turn(
                to=GoBackTo.CO_CREATE,
                reason="De begeleiding werkt, maar starters vertrekken om een andere reden dan wij dachten.",
                lesson=(
                    "Vraag vertrekkende starters eerst naar woonruimte: die noemen zij vaker dan een te zware start, "
                    "en begeleiding alleen houdt hen dan niet vast."
                ),
                targets={"vertrek-starters": 17.0},
                newcomer=LANDLORD,
            ),
        ),
        Walk(
            figures={"dagen-zonder-leraar": 5.6, "vertrek-starters": 17.5, "zij-instromers": 27, "werk-te-doen": 6.9},
        ),
    ),
    slow=frozenset({"kade-techniek"}),
    receiver="schoolbestuur-delta",
    handed_over=(
        "De coördinatie van de startbegeleiding, met de vaste begeleiders.",
        "De afspraken met werkgevers, pabo en woonstichting over overstap en voorrang.",
    ),
)

#: Loneliness: the youngest of the three, small, and on its way.
EENZAAMHEID = Script(
    slug="eenzaamheid",
    scores={"samen": 4, "gedeeld": 4, "ouderen": 3},
    mission="Wie in Kleine Zavel alleen is, zit elke week met iemand aan tafel.",
    pledges=(
        Pledge("wijkzorg-de-zavel", text="Wijkverpleegkundigen die ouderen persoonlijk uitnodigen.", quantity=120),
        Pledge("bewonersgroep", text="Bewoners die koken en ouderen thuis ophalen.", quantity=300),
    ),
    walks=(Walk(),),
    slow=frozenset({"bewonersgroep"}),
)

#: Homeless youth: the largest of the three, enough impact at the first try, and handed over.
DAKLOOSHEID = Script(
    slug="dakloosheid",
    scores={"impact": 5, "systeem": 5, "urgentie": 4, "doelgroep": 4, "ruimte": 4, "lange-adem": 4},
    mission="Geen jongere in de regio Lindewaard is langer dan dertig dagen zonder een plek om thuis te komen.",
    pledges=(
        Pledge("fonds-voordeur", "kamers"),
        Pledge("stichting-nachtlicht", "sleutelteam"),
        Pledge("tweede-sleutel", "ervaringskennis"),
        Pledge("inkomensdienst", "maatwerk"),
        Pledge("brightwater", "leerwerkplekken"),
        Pledge("woonstichting-zomerdijk", "panden"),
        Pledge("hogeschool-wilgenborg", "meting"),
    ),
    walks=(
        Walk(
            figures={
                "dakloze-jongeren": 148,
                "woont-na-een-jaar": 77,
                "kamers": 58,
                "nieuwe-plannen": 11,
                "groeiende-schulden": 410,
                "school-of-werk": 57,
                "ervaren-regie": 3.8,
                "aansluiting": 2.6,
                "stem-van-jongeren": "beslist mee",
                "wachttijd-anderen": 8.4,
                "jongeren-per-begeleider": 11,
            },
            fault=(
                "Een jongere zonder adres krijgt geen inkomen, en zonder inkomen geen adres.",
                "Inschrijving en bijstand",
            ),
        ),
    ),
    slow=frozenset({"gemeente-broekerveen"}),
    receiver="woonstichting-zomerdijk",
    handed_over=(
        "De kamers zonder voorwaarden vooraf, met de huurcontracten.",
        "Het sleutelteam, met de ervaringsdeskundigen.",
        "De maandelijkse leertafel, met de afspraken over wie wat oplost.",
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """An example alliance: its life, and how many weeks of it lie behind it when it is added."""

    script: Script
    weeks: int


#: In co-creation, waiting for a decision after an evaluation that fell short, and secured.
EXAMPLES: tuple[Example, ...] = (
    Example(EENZAAMHEID, 15),
    Example(replace(ONDERWIJS, walks=(replace(ONDERWIJS.walks[0], turn=None),)), 45),
    Example(DAKLOOSHEID, 56),
)
