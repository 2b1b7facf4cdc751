"""The first draft of the results: each figure with its road, the calculation, the chain, the rounds (R59, R103)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.method.drafts_page import Said, chain_of, page, table_of, title
from models.method.evaluation.results import IndicatorResult
from models.method.evaluation.words import Verdict
from models.method.in_words import InWords
from models.method.labels import label

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
_ROUNDS = (("Ronde", "Round"), ("Cyclus", "Cycle"), ("Op", "On"), ("Oordeel", "Verdict"), ("Behaald", "Reached"))


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
    return page(
        title(t, "results_overview", alliance),
        f"{t('Voorstel van de evaluatie', 'What the evaluation proposes')}: **{label(said.verdict, language)}**",
        said.sentence,
        table_of(t, _FIGURES, rows),
        f"## {t('Berekening', 'Calculation')}\n\n{sums}",
        f"## {t('De resultaatketen', 'The results chain')}\n\n{chain_of(t, said.chain)}",
        f"## {t('Rondes', 'Rounds')}\n\n{_history(history, t)}",
    )


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
    return table_of(t, _ROUNDS, rows)
