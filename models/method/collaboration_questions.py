"""The questions on the collaboration: statements per theme and two open questions, in Dutch and in English (R87)."""

from enum import StrEnum

from models.method.evaluation.words import Frozen


class Theme(StrEnum):
    """What a good collaboration is made of (R7, R20-R25, R78)."""

    OPEN_MIND = "open_mind"
    OPEN_HEART = "open_heart"
    OPEN_WILL = "open_will"
    AGREEMENTS = "agreements"
    ROLES = "roles"
    SUPPORT = "support"


class Question(Frozen):
    """One thing that people are asked; without a ``theme`` it is an open question, answered in words.

    A statement that is ``reversed`` is worse the more somebody agrees. What is ``sensitive`` is shown of larger groups
    only.
    """

    key: str
    nl: str
    en: str
    theme: Theme | None = None
    reversed: bool = False
    sensitive: bool = False


#: From "not at all" to "entirely"; the distance between two answers next to each other is 1.
LOWEST, HIGHEST = 1, 5

_T = Theme
QUESTIONS: tuple[Question, ...] = (
    Question(
        key="open_mind_1",
        theme=_T.OPEN_MIND,
        nl="Wij stellen de gezamenlijke opgave boven het belang van onze eigen organisaties.",
        en="We put the joint task above the interests of our own organisations.",
    ),
    Question(
        key="open_mind_2",
        theme=_T.OPEN_MIND,
        reversed=True,
        nl="Als het erop aankomt, houdt ieder vast aan de eigen werkwijze en structuren.",
        en="When it matters, everybody holds on to their own ways of working and structures.",
    ),
    Question(
        key="open_heart_1",
        theme=_T.OPEN_HEART,
        nl="Wij luisteren werkelijk naar elkaar, ook als wij het oneens zijn.",
        en="We really listen to each other, also when we disagree.",
    ),
    Question(
        key="open_heart_2",
        theme=_T.OPEN_HEART,
        nl="Onze gesprekken zijn een dialoog en geen debat.",
        en="Our conversations are a dialogue and not a debate.",
    ),
    Question(
        key="open_heart_3",
        theme=_T.OPEN_HEART,
        nl="De stem van de mensen om wie het gaat, telt mee in wat wij besluiten.",
        en="The voice of the people it is all about counts in what we decide.",
    ),
    Question(
        key="open_will_1",
        theme=_T.OPEN_WILL,
        nl="De partijen in deze alliantie durven elkaar te vertrouwen.",
        en="The parties in this alliance dare to trust each other.",
    ),
    Question(
        key="open_will_2",
        theme=_T.OPEN_WILL,
        nl="Wij delen kennis en middelen, ook als nog niet duidelijk is wat het onszelf oplevert.",
        en="We share knowledge and resources, also when it is not clear yet what we gain from it ourselves.",
    ),
    Question(
        key="agreements_1",
        theme=_T.AGREEMENTS,
        nl="Het is duidelijk wat iedere partij bijdraagt, en wanneer.",
        en="It is clear what every party contributes, and when.",
    ),
    Question(
        key="agreements_2",
        theme=_T.AGREEMENTS,
        nl="Wij kunnen op elkaar rekenen: wat is afgesproken, gebeurt ook.",
        en="We can count on each other: what was agreed is done.",
    ),
    Question(
        key="agreements_3",
        theme=_T.AGREEMENTS,
        reversed=True,
        nl="Als een afspraak niet wordt nagekomen, blijft dat onbesproken.",
        en="When an agreement is not kept, nobody talks about it.",
    ),
    Question(
        key="roles_1",
        theme=_T.ROLES,
        nl="De rollen zijn helder verdeeld: ik weet wie waarover gaat.",
        en="The roles are clearly divided: I know who decides on what.",
    ),
    Question(
        key="roles_2",
        theme=_T.ROLES,
        reversed=True,
        nl="Er blijft werk liggen omdat niet duidelijk is wie het doet.",
        en="Work is left undone because it is not clear who does it.",
    ),
    Question(
        key="support_1",
        theme=_T.SUPPORT,
        nl="Mijn eigen organisatie of achterban staat achter onze deelname aan de alliantie.",
        en="My own organisation or the people I speak for support our part in the alliance.",
    ),
    Question(
        key="support_2",
        theme=_T.SUPPORT,
        nl="In mijn eigen organisatie of achterban is er tijd en ruimte voor wat wij hier hebben afgesproken.",
        en="In my own organisation, or among the people I speak for, there is time and room for what we agreed here.",
    ),
    Question(
        key="good",
        nl="Wat gaat er goed in de samenwerking en moet zo blijven?",
        en="What goes well in the collaboration and should stay as it is?",
    ),
    Question(
        key="better",
        nl="Wat moet er beter in de samenwerking?",
        en="What must become better in the collaboration?",
    ),
)

#: What is proposed for the improvement plan when a theme is weak, in Dutch and in English.
PROPOSALS: dict[Theme, tuple[str, str]] = {
    _T.OPEN_MIND: (
        "Bespreken wat de gezamenlijke opgave vraagt, en wat ieder daarvoor loslaat.",
        "Talk about what the joint task asks, and what everybody lets go of for it.",
    ),
    _T.OPEN_HEART: (
        "Afspreken hoe wij naar elkaar en naar de doelgroep luisteren, en dat in elk overleg doen.",
        "Agree how we listen to each other and to the target group, and do so in every meeting.",
    ),
    _T.OPEN_WILL: (
        "Bespreken wat er nodig is om elkaar te vertrouwen en kennis en middelen te delen.",
        "Talk about what it takes to trust each other and to share knowledge and resources.",
    ),
    _T.AGREEMENTS: (
        "De afspraken over ieders bijdrage opnieuw vastleggen, en hoe wij elkaar erop aanspreken.",
        "Record anew what everybody contributes, and how we hold each other to it.",
    ),
    _T.ROLES: (
        "De verdeling van rollen en taken samen nalopen en vastleggen.",
        "Go through the division of roles and tasks together and record it.",
    ),
    _T.SUPPORT: (
        "Per partner nagaan wat er nodig is voor draagvlak, tijd en ruimte in de eigen organisatie.",
        "Find out with each partner what it takes to have support, time and room in its own organisation.",
    ),
}
