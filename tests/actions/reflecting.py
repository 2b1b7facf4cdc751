"""An alliance of seven parties in which the partners are asked how they work together, and what they answer."""

from collections.abc import Mapping
from typing import Any

from models.actions import answering, lists_collaboration, stakeholders
from models.actions.answering import Given
from models.method.collaboration_questions import HIGHEST, LOWEST, QUESTIONS
from models.method.parties import StakeholderStatus
from models.method.phases import Phase
from tests import factories
from tests.factories import HZ, PLANTED_NAME
from tests.walks import walked_once

#: Who joined beside the partners of every test.
MORE = ("pabo", "school", "bond")

#: Whom the alliance asks first: partners, and the parents it is all about.
ASKED = ("gemeente", "ouders", "fonds", *MORE)


@walked_once
def with_partners(slug: str = "onderwijs", **settings: Any) -> str:
    """Bring an alliance of six partners and a target group to phase 5, where the reflection begins."""
    small = factories.described(slug).model_dump(by_alias=True, mode="json")
    organisations = [{"key": f"{slug}-{who}", "name": who.title(), "sector": "knowledge"} for who in MORE]
    (first, *_) = small["contacts"]
    contacts = [
        {
            **first,
            "key": f"{slug}-{who}-1",
            "organisation": f"{slug}-{who}",
            "name": PLANTED_NAME,
            "email": f"{who}@example.org",
            "language": "en" if who == "bond" else "nl",
        }
        for who in MORE
    ]
    factories.added(
        slug,
        organisations=[*small["organisations"], *organisations],
        contacts=[*small["contacts"], *contacts],
        settings={"review_letters": False, **settings},
    )
    for who in MORE:
        stakeholders.move(slug, f"{slug}-{who}", StakeholderStatus.COMMITTED, by=HZ)
    for phase in (Phase.EXPLORE, Phase.FORM_ALLIANCE, Phase.CO_CREATE, Phase.IMPLEMENT):
        factories.LEAVE[phase](slug)
    return slug


def answers(mean: float = 4, **themes: float) -> dict[str, str]:
    """Answer every statement, so that each theme has this mean, or the one named for it."""
    told = {}
    for one in QUESTIONS:
        if one.theme is not None:
            figure = themes.get(one.theme.value, mean)
            told[one.key] = f"{LOWEST + HIGHEST - figure if one.reversed else figure:g}"
    return told


def answer(slug: str, who: str, *, number: int = 2, given: Mapping[str, str] | None = None, **more: Any) -> None:
    """Record the answers of one organisation, and let the engine do what follows."""
    told = Given(f"{slug}-{who}-1", answers() if given is None else given, **more)
    answering.answer(slug, number, told, by=HZ)
    factories.drain()


def all_answer(slug: str, *, number: int = 2, **themes: float) -> None:
    """Let everybody who is asked answer the same."""
    for line in lists_collaboration.respondents(slug, number):
        if line.state == "invited":
            answering.answer(slug, number, Given(line.contact, answers(**themes)), by=HZ)
    factories.drain()
