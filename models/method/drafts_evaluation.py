"""First drafts of what an evaluation delivers: results, the tested theory, advice and the plan (R58-R61, R103).

Organisations and figures only, no persons, in the language of the alliance. People change and submit them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.method import labels
from models.method.collaboration_questions import Theme
from models.method.drafts import Point, table
from models.method.evaluation.results import IndicatorResult, Link
from models.method.evaluation.words import Verdict
from models.method.evidence import EvidenceTaskKind
from models.method.in_words import InWords
from models.method.indicators import Evidence, Level
from models.method.labels import chosen, label


class Road(NamedTuple):
    """An indicator as a draft shows it: its road, what the rules say of it, and how that was calculated."""

    title: str
    baseline: float | None
    target: float | None
    result: IndicatorResult
    arithmetic: str


class Past(NamedTuple):
    """A round that is over, in a line."""

    number: int
    cycle: int
    on: date | None
    verdict: Verdict | None
    attainment: float | None


class Step(NamedTuple):
    """A node of the theory of change, and what was seen of it: a title and a verdict, or how it was carried out."""

    level: Level
    text: str
    seen: tuple[tuple[str, Verdict], ...] = ()
    fidelity: int | None = None


class Arrow(NamedTuple):
    """An assumption of the theory of change, and what the evidence says of it."""

    source: str
    target: str
    assumption: str
    evidence: Evidence
    note: str = ""


class ToFind(NamedTuple):
    """Something that is still to be found out, whose task it is by staff code, and until when."""

    kind: EvidenceTaskKind
    subject: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Said:
    """What an evaluation said: the verdict, the sentence that explains it, and the links of the chain."""

    verdict: Verdict
    sentence: str
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the partners said of the collaboration; means are within 0..1, and a theme too few spoke of has none."""

    answered: int
    asked: int
    verdict: Verdict
    themes: tuple[tuple[Theme, float | None], ...]


def results_overview(
    alliance: str, roads: Sequence[Road], said: Said, history: Sequence[Past], language: str = "nl"
) -> str:
    """Draft the overview of results: each figure with its road, the calculation, the chain and the rounds (R59)."""
    t = InWords(language)
    rows = [
        (
            road.title,
            t.figure(road.baseline),
            t.figure(road.target),
            t.figure(road.result.value),
            t.day(road.result.measured_on),
            t.share(road.result.attainment),
            t.share(road.result.expected),
            t.judged(road.result.verdict),
            label(road.result.reason, language),
        )
        for road in roads
    ]
    sums = "\n".join(f"- {road.title}: `{road.arithmetic}`" for road in roads)
    return _text(
        _title(t, "results_overview", alliance),
        f"{t('Voorstel van de evaluatie', 'What the evaluation proposes')}: **{label(said.verdict, language)}**",
        said.sentence,
        _table(t, _FIGURES, rows),
        f"## {t('Berekening', 'Calculation')}\n\n{sums}",
        f"## {t('De resultaatketen', 'The results chain')}\n\n{_chain(said.chain, t)}",
        f"## {t('Rondes', 'Rounds')}\n\n{_history(history, t)}",
    )


def theory_tested(
    alliance: str, steps: Sequence[Step], arrows: Sequence[Arrow], said: Said, language: str = "nl"
) -> str:
    """Draft the tested theory of change: what was seen of each node, and what the evidence says of each link (R58)."""
    t = InWords(language)
    nodes = [(label(step.level, language), step.text, _seen(step, t)) for step in steps]
    links = [
        (f"{one.source} → {one.target}", one.assumption, label(one.evidence, language), one.note) for one in arrows
    ]
    lacking = t("Er zijn geen aannames vastgelegd.", "No assumptions were recorded.")
    return _text(
        _title(t, "tested_toc", alliance),
        said.sentence,
        f"## {t('Stappen', 'Nodes')}\n\n{_table(t, _NODES, nodes)}",
        f"## {t('Aannames', 'Assumptions')}\n\n{_table(t, _LINKS, links) if links else lacking}",
        f"## {t('Weerlegd', 'Refuted')}\n\n{_refuted(arrows, t)}" if links else "",
    )


def recommendations(
    alliance: str, points: Sequence[Point], said: Said | None, find: Sequence[ToFind], language: str = "nl"
) -> str:
    """Draft the recommendations: what is asked of whom, what the evaluation proposes, what is to be found out (R60)."""
    t = InWords(language)
    asked = _table(t, _ADVICE, [_cells(point, t) for point in points])
    wanted = [(label(one.kind, language), _about(one.subject, t), one.owner, t.day(one.due)) for one in find]
    return _text(
        _title(t, "recommendations", alliance),
        asked if points else "",
        f"## {t('Wat de evaluatie voorstelt', 'What the evaluation proposes')}\n\n{said.sentence}" if said else "",
        f"## {t('Nog uit te zoeken', 'Still to be found out')}\n\n{_table(t, _TASKS, wanted)}" if wanted else "",
    )


def collaboration_plan(alliance: str, points: Sequence[Point], heard: Heard | None, language: str = "nl") -> str:
    """Draft insight and plan for the collaboration: what the partners said of it, and who does better what (R61)."""
    t = InWords(language)
    plan = _table(t, _PLAN, [_cells(point, t) for point in points])
    none = t("Nog geen verbeterpunten.", "No points of improvement yet.")
    return _text(
        _title(t, "collaboration_plan", alliance),
        f"## {t('Inzicht in de samenwerking', 'Insight into the collaboration')}\n\n{_insight(heard, t)}",
        f"## {t('Verbeterplan', 'Improvement plan')}\n\n{plan if points else none}",
    )


_FIGURES = (
    ("Indicator", "Indicator"),
    ("Nulmeting", "Baseline"),
    ("Doel", "Target"),
    ("Gemeten", "Measured"),
    ("Op", "On"),
    ("Behaald", "Reached"),
    ("Nu verwacht", "Due by now"),
    ("Oordeel", "Verdict"),
    ("Waarom", "Why"),
)
_NODES = (("Niveau", "Level"), ("Stap", "Node"), ("Gezien", "Seen"))
_LINKS = (("Verband", "Link"), ("Aanname", "Assumption"), ("Bewijs", "Evidence"), ("Toelichting", "Note"))
_ADVICE = (("Aanbeveling", "Recommendation"), ("Aan", "To"), ("Uiterlijk", "Due"), ("Stand", "State"))
_PLAN = (("Verbeterpunt", "Point"), ("Wie", "Who"), ("Uiterlijk", "Due"), ("Stand", "State"))
_TASKS = (("Wat", "What"), ("Waarover", "About"), ("Wie", "Who"), ("Uiterlijk", "Due"))
_CHAIN = (("Schakel", "Link"), ("Stand", "State"), ("Score", "Score"))
_ROUNDS = (("Ronde", "Round"), ("Cyclus", "Cycle"), ("Op", "On"), ("Oordeel", "Verdict"), ("Behaald", "Reached"))
_THEMES = (("Thema", "Theme"), ("Gemiddelde", "Mean"))


def _chain(chain: Iterable[Link], t: InWords) -> str:
    rows = [
        (
            label(link.name, t.language),
            label(link.state, t.language),
            t.share(link.together.score if link.together else None),
        )
        for link in chain
    ]
    return _table(t, _CHAIN, rows)


def _history(history: Iterable[Past], t: InWords) -> str:
    rows = [
        (
            str(one.number),
            str(one.cycle),
            t.day(one.on),
            label(one.verdict, t.language) if one.verdict else "",
            t.share(one.attainment),
        )
        for one in history
    ]
    return _table(t, _ROUNDS, rows)


def _seen(step: Step, t: InWords) -> str:
    said = [f"{title}: {t.judged(verdict)}" for title, verdict in step.seen]
    if step.fidelity is not None:
        as_agreed = t("uitgevoerd als afgesproken: {n} van 4", "carried out as agreed: {n} of 4")
        said.append(as_agreed.format(n=step.fidelity))
    return "; ".join(said) or t("nog niet gemeten", "not measured yet")


def _refuted(arrows: Iterable[Arrow], t: InWords) -> str:
    fell = [one for one in arrows if one.evidence is Evidence.REFUTED]
    lines = "\n".join(f"- {one.source} → {one.target}: {one.assumption}" for one in fell)
    return lines or t("Geen aanname is weerlegd.", "No assumption was refuted.")


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
    return f"{said}: **{verdict}**.\n\n{_table(t, _THEMES, themes)}"


def _cells(point: Point, t: InWords) -> tuple[str, ...]:
    party = point.party or t("stichting", "foundation")
    return (point.text, party, t.day(point.due), label(point.state, t.language))


def _about(subject: str, t: InWords) -> str:
    """Return what a task is about: a link of the chain in words, everything else by its key."""
    names: Mapping[str, tuple[str, str]] = {**labels.WORDS["RoundPurpose"], **labels.WORDS["LinkName"]}
    return chosen(names[subject], t.language) if subject in names else subject


def _title(t: InWords, code: str, alliance: str) -> str:
    name = labels.deliverable(code, t.language)
    return f"# {name[:1].upper()}{name[1:]} — {alliance}"


def _table(t: InWords, heads: Iterable[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    return table([chosen(one, t.language) for one in heads], rows)


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
