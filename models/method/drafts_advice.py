"""First drafts of what follows from an evaluation: recommendations, and the plan for the collaboration (R60, R61).

Organisations and figures only, no persons, in the language of the alliance (R103). People change and submit them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.method import labels
from models.method.collaboration_questions import Theme
from models.method.drafts import Point
from models.method.drafts_page import Said, page, table_of, title
from models.method.evaluation.words import Verdict
from models.method.evidence import EvidenceTaskKind
from models.method.in_words import InWords
from models.method.labels import chosen, label

_ADVICE = (("Aanbeveling", "Recommendation"), ("Aan", "To"), ("Uiterlijk", "Due"), ("Stand", "State"))
_PLAN = (("Verbeterpunt", "Point"), ("Wie", "Who"), ("Uiterlijk", "Due"), ("Stand", "State"))
_TASKS = (("Wat", "What"), ("Waarover", "About"), ("Wie", "Who"), ("Uiterlijk", "Due"))
_THEMES = (("Thema", "Theme"), ("Gemiddelde", "Mean"))


class ToFind(NamedTuple):
    """Something that is still to be found out, whose task it is by staff code, and until when."""

    kind: EvidenceTaskKind
    subject: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Heard:
    """What the partners said of the collaboration; means are within 0..1, and a theme too few spoke of has none."""

    answered: int
    asked: int
    verdict: Verdict
    themes: tuple[tuple[Theme, float | None], ...]


def recommendations(
    alliance: str, points: Sequence[Point], said: Said | None, find: Sequence[ToFind], language: str = "nl"
) -> str:
    """Draft the recommendations: what is asked of whom, what the evaluation proposes, what is to be found out (R60)."""
    t = InWords(language)
    asked = table_of(t, _ADVICE, [_cells(point, t) for point in points])
    wanted = [(label(one.kind, language), _about(one.subject, t), one.owner, t.day(one.due)) for one in find]
    return page(
        title(t, "recommendations", alliance),
        asked if points else "",
        f"## {t('Wat de evaluatie voorstelt', 'What the evaluation proposes')}\n\n{said.sentence}" if said else "",
        f"## {t('Nog uit te zoeken', 'Still to be found out')}\n\n{table_of(t, _TASKS, wanted)}" if wanted else "",
    )


def collaboration_plan(alliance: str, points: Sequence[Point], heard: Heard | None, language: str = "nl") -> str:
    """Draft insight and plan for the collaboration: what the partners said of it, and who does better what (R61)."""
    t = InWords(language)
    plan = table_of(t, _PLAN, [_cells(point, t) for point in points])
    none = t("Nog geen verbeterpunten.", "No points of improvement yet.")
    return page(
        title(t, "collaboration_plan", alliance),
        f"## {t('Inzicht in de samenwerking', 'Insight into the collaboration')}\n\n{_insight(heard, t)}",
        f"## {t('Verbeterplan', 'Improvement plan')}\n\n{plan if points else none}",
    )


def _insight(heard: Heard | None, t: InWords) -> str:
    if heard is None:
        return t("Nog te beschrijven.", "Still to be described.")
    who = t("{answered} van {asked} organisaties antwoordden", "{answered} of {asked} organisations answered")
    verdict = t.judged(heard.verdict)
    themes = [
        (label(theme, t.language), t("te weinig antwoorden", "too few answers") if mean is None else t.share(mean))
        for theme, mean in heard.themes
    ]
    said = who.format(answered=heard.answered, asked=heard.asked)
    return f"{said}: **{verdict}**.\n\n{table_of(t, _THEMES, themes)}"


def _cells(point: Point, t: InWords) -> tuple[str, ...]:
    party = point.party or t("stichting", "foundation")
    return (point.text, party, t.day(point.due), label(point.state, t.language))


def _about(subject: str, t: InWords) -> str:
    """Return what a task is about: a link of the chain in words, everything else by its key."""
    names: Mapping[str, tuple[str, str]] = {**labels.WORDS["RoundPurpose"], **labels.WORDS["LinkName"]}
    return chosen(names[subject], t.language) if subject in names else subject
