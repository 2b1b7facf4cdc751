"""The first draft of the tested theory of change: what was seen of each node and of each link (R58, R103)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.method.drafts_page import Said, page, table_of, title
from models.method.evaluation.words import Verdict
from models.method.in_words import InWords
from models.method.indicators import Evidence, Level
from models.method.labels import label

_NODES = (("Niveau", "Level"), ("Stap", "Node"), ("Gezien", "Seen"))
_LINKS = (("Verband", "Link"), ("Aanname", "Assumption"), ("Bewijs", "Evidence"), ("Toelichting", "Note"))


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
    return page(
        title(t, "tested_toc", alliance),
        said.sentence,
        f"## {t('Stappen', 'Nodes')}\n\n{table_of(t, _NODES, nodes)}",
        f"## {t('Aannames', 'Assumptions')}\n\n{table_of(t, _LINKS, links) if links else lacking}",
        f"## {t('Weerlegd', 'Refuted')}\n\n{_refuted(arrows, t)}" if links else "",
    )


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
