"""What operations read in Prefect, as Markdown: organisations, codes and figures, never a person."""

import json
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from models.actions.overview import DecisionLine, Overview
from models.method.drafts import table
from models.method.labels import remark
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


def alliance(overview: Overview, *, ui_url: str, decide_id: str) -> str:
    """Write the page of one alliance."""
    standing = (
        f"Fase **{overview.phase_label}**, cyclus **{overview.cycle}**, {overview.days_in_phase} dagen in deze fase. "
        f"Regie: {overview.lead}."
        if overview.phase
        else f"Afgerond: **{overview.ending}**, na {overview.cycles} cycli."
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
    rows = [(Phase(d.phase).label, d.label, d.status) for d in overview.deliverables]
    parts.append("## Op te leveren\n\n" + table(("Fase", "Product", "Status"), rows))
    counts = ", ".join(f"{n} {status}" for status, n in sorted(overview.commitments.items())) or "nog geen"
    parts.append(f"## Toezeggingen\n\n{counts}")
    asked = [(r.kind, r.subject, r.of, moment(r.asked_at), moment(r.due_at)) for r in overview.requests]
    if asked:
        parts.append(
            "## Open verzoeken\n\n" + table(("Soort", "Waarover", "Organisatie", "Gevraagd", "Uiterlijk"), asked)
        )
    dates = [(moment(d.at), d.what, d.of) for d in overview.next_dates]
    if dates:
        parts.append("## Eerstvolgende momenten\n\n" + table(("Wanneer", "Wat", "Waarover"), dates))
    events = [(str(e.seq), moment(e.at), e.sentence) for e in reversed(overview.events)]
    parts.append("## Laatste gebeurtenissen\n\n" + table(("Nr", "Wanneer", "Wat"), events))
    parts.append(f"[Alle runs van deze alliantie]({ui_url}/v2/runs?tags=alliance:{overview.slug})")
    return "\n\n".join(part for part in parts if part) + "\n"


def portfolio(overviews: Sequence[Overview], *, ui_url: str) -> str:
    """Write one line per alliance."""
    rows = [
        (
            f"[{o.name}]({ui_url}/v2/artifacts/key/alliance-{o.slug})",
            o.phase_label or f"afgerond ({o.ending})",
            str(o.cycle),
            str(o.days_in_phase) if o.days_in_phase is not None else "—",
            str(len(o.waits_for)),
            str(len(o.requests)),
            str(len(o.decisions)),
            o.parked_reason or o.status,
        )
        for o in overviews
    ]
    head = ("Alliantie", "Fase", "Cyclus", "Dagen", "Poort wacht op", "Open verzoeken", "Open besluiten", "Status")
    return f"# Alle allianties\n\n{table(head, rows)}\n"


def open_decisions(lines: Sequence[DecisionLine], *, ui_url: str, decide_id: str) -> str:
    """Write every question that waits, each with a link to its form, filled in as far as it may be."""
    if not lines:
        return "# Open besluiten\n\nEr wacht geen besluit.\n"
    return f"# Open besluiten\n\n{decision_table(lines, ui_url=ui_url, decide_id=decide_id)}\n"


def decision_table(lines: Sequence[DecisionLine], *, ui_url: str, decide_id: str) -> str:
    """Write open decisions as a table."""
    rows = [
        (
            f"[{d.id} beantwoorden]({decide_link(d.id, ui_url=ui_url, decide_id=decide_id)})",
            d.alliance,
            d.verdict or "—",
            f"{d.attainment:.0%}" if d.attainment is not None else "—",
            f"{d.proposed} → {d.proposed_back}",
            moment(d.due_at),
        )
        for d in lines
    ]
    return table(("Besluit", "Alliantie", "Oordeel", "Behaald", "Voorstel", "Uiterlijk"), rows)


def decide_link(decision: int | str, *, ui_url: str, decide_id: str) -> str:
    """Return the link that opens the form of ``decide`` with the decision filled in, and nothing that decides."""
    parameters = quote(json.dumps({"decision": str(decision)}))
    return f"{ui_url}/v2/deployments/deployment/{decide_id}/run?parameters={parameters}"
