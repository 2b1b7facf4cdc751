"""What a decision rests on, as a page in Prefect shows it: figures, organisations and codes, never a person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.actions.decision_basis import PastRound
from models.actions.lists_evidence import EvidenceLine
from models.actions.lists_impact import DecisionView
from models.method import labels
from models.method.decision_effects import Change
from models.method.deliverables import DELIVERABLES
from models.method.drafts import table
from models.method.evaluation.words import Verdict
from models.method.in_words import InWords
from models.method.labels import word


def sections(decisions: Iterable[DecisionView], language: str = "nl") -> str:
    """Write a section per decision about an evaluation: why, the evidence, what each answer changes, the rounds."""
    return "\n\n".join(_section(one, InWords(language)) for one in decisions if one.evidence and one.round)


def to_find_out(lines: Iterable[EvidenceLine], language: str = "nl") -> str:
    """Write what must be found out as a table, with whose task it is and until when."""
    t = InWords(language)
    names = _names(t)
    rows = [
        (
            word("EvidenceTaskKind", one.kind, language),
            names.get(one.subject, one.subject),
            one.owner,
            t.day(one.due_on),
        )
        for one in lines
    ]
    return table((t("Wat", "What"), t("Waarover", "About"), t("Wie", "Who"), t("Uiterlijk", "Due")), rows)


def _names(t: InWords) -> dict[str, str]:
    """Return the names of deliverables, of the links of the chain and of the collaboration, by their codes."""
    names = {code: labels.deliverable(code, t.language) for code in DELIVERABLES}
    for kind in ("RoundPurpose", "LinkName"):
        names |= {code: labels.chosen(both, t.language) for code, both in labels.WORDS[kind].items()}
    return names


def _section(decision: DecisionView, t: InWords) -> str:
    held: Mapping[str, Any] = decision.evidence or {}
    verdict = word("Verdict", decision.verdict or "", t.language)
    parts = [
        f"## {t('Besluit', 'Decision')} {decision.id}: {decision.alliance}, {t('ronde', 'round')} {decision.round}",
        _because(held, verdict, t),
        _chain(held.get("chain", ()), t),
        _figures(held.get("indicators", ()), t),
        _changed((held.get("changes") or {}).get(t.language, ()), t),
        _effects(decision.changes, t),
        _rounds(decision.history, t),
    ]
    return "\n\n".join(part for part in parts if part)


def _because(held: Mapping[str, Any], verdict: str, t: InWords) -> str:
    why = f": {word('Reason', held['reason'], t.language)}" if held.get("reason") else ""
    sentence = (held.get("sentence") or {}).get(t.language, "")
    stop = held.get("stop_offered")
    offered = f"{word('StopOffered', stop, t.language).capitalize()}." if stop else ""
    return "\n\n".join(part for part in (f"**{verdict}**{why}.", sentence, offered) if part)


def _chain(chain: Sequence[Mapping[str, Any]], t: InWords) -> str:
    rows = [
        (
            word("LinkName", one["name"], t.language),
            word("LinkState", one["state"], t.language),
            t.share((one.get("together") or {}).get("score")),
        )
        for one in chain
    ]
    return table((t("Schakel", "Link"), t("Stand", "State"), t("Score", "Score")), rows) if rows else ""


def _figures(figures: Sequence[Mapping[str, Any]], t: InWords) -> str:
    head = (
        *(t("Indicator", "Indicator"), t("Nulmeting", "Baseline"), t("Doel", "Target"), t("Gemeten", "Measured")),
        *(t("Behaald", "Reached"), t("Nu verwacht", "Due by now"), t("Oordeel", "Verdict"), t("Waarom", "Why")),
    )
    rows = [
        (
            one["title"],
            *(t.figure(one.get(name)) for name in ("baseline", "target", "value")),
            *(t.share(one.get(name)) for name in ("attainment", "expected")),
            t.judged(Verdict(one["verdict"])) if one.get("verdict") else "",
            "; ".join(_why(one, t)),
        )
        for one in figures
    ]
    return table(head, rows) if rows else ""


def _why(one: Mapping[str, Any], t: InWords) -> list[str]:
    reason = [word("Reason", one["reason"], t.language)] if one.get("reason") else []
    return [*reason, *(word("Mark", mark, t.language) for mark in one.get("marks", ()))]


def _changed(changes: Sequence[str], t: InWords) -> str:
    lines = "\n".join(f"- {one}" for one in changes)
    return f"{t('Gewijzigd sinds de ronde openging:', 'Changed since the round opened:')}\n\n{lines}" if lines else ""


def _effects(changes: Iterable[Change], t: InWords) -> str:
    names = _names(t)
    rows = [
        (
            word("Outcome", one.outcome, t.language),
            word("Effect", one.effect, t.language),
            ", ".join(names.get(code, code) for code in one.about),
        )
        for one in changes
    ]
    head = (t("Keuze", "Answer"), t("Gevolg", "Effect"), t("Waarover", "About"))
    return table(head, rows) if rows else ""


def _rounds(history: Iterable[PastRound], t: InWords) -> str:
    rows = [
        (
            str(one.round),
            str(one.cycle),
            word("Verdict", one.verdict, t.language) if one.verdict else "",
            t.share(one.attainment),
            _decided(one, t),
        )
        for one in history
    ]
    head = (t("Ronde", "Round"), t("Cyclus", "Cycle"), t("Oordeel", "Verdict"), t("Behaald", "Reached"))
    return table((*head, t("Besloten", "Decided")), rows) if rows else ""


def _decided(one: PastRound, t: InWords) -> str:
    if one.outcome is None:
        return ""
    back = word("GoBackTo", one.go_back_to, t.language) if one.go_back_to not in (None, "not_applicable") else ""
    return f"{word('Outcome', one.outcome, t.language)} {back}".rstrip()
