"""What operations read in Prefect, as Markdown: organisations, codes and figures, never a person."""

import json
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from deployments import decision_text
from models.actions.comparing import Comparison
from models.actions.overview import DecisionLine, Overview
from models.method.decisions import DecisionKind, GoBackTo
from models.method.drafts import table
from models.method.labels import remark, word
from models.method.phases import Phase
from models.method.working_days import AMSTERDAM


def moment(at: datetime | None) -> str:
    """Write a moment in Dutch local time."""
    return f"{at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}" if at else "—"


def ring(overview: Overview) -> str:
    """Draw the six phases as a Mermaid ring, the open one marked."""
    lines = ["```mermaid", "flowchart LR"]
    lines += [f'    p{p.number}["{p.number} {p.label}"]' for p in Phase]
    lines += [f"    p{n} --> p{n + 1}" for n in range(1, 6)]
    lines += ["    p5 -. terug .-> p1"]
    if overview.phase is not None:
        lines.append(f"    style p{Phase(overview.phase).number} fill:#0b5c4b,color:#ffffff,stroke-width:3px")
    return "\n".join([*lines, "```"])


def alliance(
    overview: Overview, cycles: Comparison | None = None, *, ui_url: str, decide_id: str, evaluated: bool = False
) -> str:
    """Write the page of one alliance; ``cycles`` are put side by side once there are several.

    Of an alliance that was ``evaluated``, it leads to the page that says what came of it.
    """
    standing = (
        f"Fase **{overview.phase_label}**, cyclus **{overview.cycle}**, {overview.days_in_phase} dagen in deze fase. "
        f"Regie: {word('Side', overview.lead or '')}."
        if overview.phase
        else f"Afgerond: **{word('Ending', overview.ending or '')}**, in cyclus {overview.cycle}."
    )
    parts = [f"# {overview.name}", "*Illustratief voorbeeld.*" if overview.illustrative else "", standing]
    if overview.parked_reason:
        parts.append(
            f"> **Stilgezet:** {overview.parked_reason}. Hervat met `samenspel alliance resume {overview.slug}`."
        )
    parts.append(ring(overview))
    waits = "\n".join(f"- {w}" for w in overview.waits_labels) or "Niets."
    parts.append(f"## Waar de poort op wacht\n\n{waits}")
    if overview.remarks:
        parts.append("## Aandachtspunten\n\n" + "\n".join(f"- {remark(r)}" for r in overview.remarks))
    if overview.decisions:
        parts.append("## Open besluiten\n\n" + decision_table(overview.decisions, ui_url=ui_url, decide_id=decide_id))
    if overview.evidence:
        parts.append("## Nog uit te zoeken\n\n" + decision_text.to_find_out(overview.evidence))
    if cycles is not None:
        parts.append("## Cycli naast elkaar\n\n" + cycle_tables(cycles))
    rows = [(Phase(d.phase).label, d.label, word("DeliverableStatus", d.status)) for d in overview.deliverables]
    parts.append("## Op te leveren\n\n" + table(("Fase", "Product", "Status"), rows))
    counts = ", ".join(f"{n} {word('CommitmentStatus', one)}" for one, n in sorted(overview.commitments.items()))
    parts.append(f"## Toezeggingen\n\n{counts or 'nog geen'}")
    asked = [
        (word("RequestKind", r.kind), r.subject, r.of, moment(r.asked_at), moment(r.due_at)) for r in overview.requests
    ]
    if asked:
        parts.append(
            "## Open verzoeken\n\n" + table(("Soort", "Waarover", "Organisatie", "Gevraagd", "Uiterlijk"), asked)
        )
    dates = [
        (moment(d.at), word(type(d.what).__name__, d.what), d.of.label if isinstance(d.of, Phase) else d.of)
        for d in overview.next_dates
    ]
    if dates:
        parts.append("## Eerstvolgende momenten\n\n" + table(("Wanneer", "Wat", "Waarover"), dates))
    events = [(str(e.seq), moment(e.at), e.sentence) for e in reversed(overview.events)]
    parts.append("## Laatste gebeurtenissen\n\n" + table(("Nr", "Wanneer", "Wat"), events))
    if evaluated:
        parts.append(f"[De laatste evaluatie]({ui_url}/v2/artifacts/key/evaluation-{overview.slug})")
    parts.append(f"[Alle runs van deze alliantie]({ui_url}/v2/runs?tags=alliance:{overview.slug})")
    return "\n\n".join(part for part in parts if part) + "\n"


def portfolio(overviews: Sequence[Overview], *, ui_url: str) -> str:
    """Write one line per alliance."""
    rows = [
        (
            f"[{o.name}]({ui_url}/v2/artifacts/key/alliance-{o.slug})",
            o.phase_label or f"afgerond ({word('Ending', o.ending or '')})",
            str(o.cycle),
            str(o.days_in_phase) if o.days_in_phase is not None else "—",
            str(len(o.waits_for)),
            str(len(o.requests)),
            str(len(o.decisions)),
            o.parked_reason or word("AllianceStatus", o.status),
        )
        for o in overviews
    ]
    head = ("Alliantie", "Fase", "Cyclus", "Dagen", "Poort wacht op", "Open verzoeken", "Open besluiten", "Status")
    return f"# Alle allianties\n\n{table(head, rows)}\n"


def open_decisions(lines: Sequence[DecisionLine], basis: str = "", *, ui_url: str, decide_id: str) -> str:
    """Write every question that waits, each with a link to its form, and below them what they rest on."""
    if not lines:
        return "# Open besluiten\n\nEr wacht geen besluit.\n"
    parts = ("# Open besluiten", decision_table(lines, ui_url=ui_url, decide_id=decide_id), basis)
    return "\n\n".join(part for part in parts if part) + "\n"


def decision_table(lines: Sequence[DecisionLine], *, ui_url: str, decide_id: str) -> str:
    """Write open decisions as a table, each with what it can be answered with."""
    rows = [
        (
            f"[{d.id} beantwoorden]({decide_link(d.id, ui_url=ui_url, decide_id=decide_id)})",
            d.alliance,
            f"{word('DecisionKind', d.kind)} {_about(d)}".rstrip(),
            f"{d.attainment:.0%}" if d.attainment is not None else "—",
            _proposal(d),
            ", ".join(f"`{outcome}`" for outcome in d.options),
            moment(d.due_at),
        )
        for d in lines
    ]
    return table(("Besluit", "Alliantie", "Waarover", "Behaald", "Voorstel", "Mogelijk", "Uiterlijk"), rows)


def _about(line: DecisionLine) -> str:
    if line.verdict:
        return f"({word('Verdict', line.verdict)})"
    return Phase(line.subject).label if line.kind == DecisionKind.GATE else line.subject


def _proposal(line: DecisionLine) -> str:
    back = "" if line.proposed_back == GoBackTo.NOT_APPLICABLE else f" → {line.proposed_back}"
    return f"`{line.proposed}`{back}"


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def cycle_tables(cycles: Comparison) -> str:
    """Write the cycles of an alliance side by side: how each was walked, and what each aimed at."""
    walked = [
        (
            str(c.number),
            " → ".join(str(Phase(phase).number) for phase in c.phases),
            c.solution or "—",
            word("Verdict", c.verdict) if c.verdict else "—",
            f"{c.attainment:.0%}" if c.attainment is not None else "—",
            ", ".join(c.joined) or "—",
            ", ".join(c.left) or "—",
        )
        for c in cycles.cycles
    ]
    aimed = [
        (str(o.cycle), o.title, f"{_figure(o.baseline)} → {_figure(o.target)} {o.unit}", _figure(o.value))
        for o in cycles.objectives
        if o.changed or o.cycle == 1
    ]
    learned = [(str(one.cycle), one.text) for one in cycles.lessons if one.rests_on]
    head = ("Cyclus", "Fasen", "Oplossing", "Oordeel", "Behaald", "Erbij", "Vertrokken")
    parts = [table(head, walked), table(("Cyclus", "Doel", "Van → naar", "Gemeten"), aimed)]
    if learned:
        parts.append(table(("Cyclus", "Les waarop een nieuwe cyclus berust"), learned))
    return "\n\n".join(parts)


def decide_link(decision: int | str, *, ui_url: str, decide_id: str) -> str:
    """Return the link that opens the form of ``decide`` with the decision filled in, and nothing that decides."""
    parameters = quote(json.dumps({"decision": str(decision)}))
    return f"{ui_url}/v2/deployments/deployment/{decide_id}/run?parameters={parameters}"
