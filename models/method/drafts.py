"""First drafts of the deliverables that follow from what is known, so that nobody starts from an empty page.

Organisations and figures only, no persons; Dutch, in the booklet's terms (R103). People change and submit them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.method.commitments import CommitmentStatus, Unit


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as a draft shows it; ``influence`` and ``interest`` are 1 to 5."""

    name: str
    sector: str
    roles: tuple[str, ...]
    influence: int
    interest: int
    status: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A promise as a draft shows it; ``quantity`` counts cents, hours or pieces."""

    party: str
    kind: str
    description: str
    quantity: int
    unit: Unit
    status: CommitmentStatus
    need: str = ""


@dataclass(frozen=True, slots=True)
class Required:
    """A need as a draft shows it."""

    key: str
    description: str
    quantity: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a party, or the foundation where none is named, is to do; as a draft shows it."""

    text: str
    party: str | None
    due: date | None
    state: StrEnum


def amount(quantity: int, unit: Unit) -> str:
    """Write a quantity as people read it: ``€ 12.500,00``, ``40 uur``, ``3 stuks``."""
    if unit is Unit.CENTS:
        whole, cents = divmod(quantity, 100)
        return f"€ {whole:,}".replace(",", ".") + f",{cents:02d}"
    return f"{quantity} {'uur' if unit is Unit.HOURS else 'stuks'}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table; a bar in a cell is kept as text."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in [list(head), ["---"] * len(head), *cells]]
    return "\n".join(lines)


def stakeholder_overview(alliance: str, parties: Sequence[Party]) -> str:
    """Draft the overview of the stakeholder field, most influence first (R43)."""
    ranked = sorted(parties, key=lambda p: (-p.influence, -p.interest, p.name))
    rows = [(p.name, p.sector, ", ".join(p.roles), str(p.influence), str(p.interest), p.status) for p in ranked]
    head = ("Organisatie", "Sector", "Rollen", "Invloed", "Belang", "Status")
    return f"# Overzicht van het stakeholdersveld — {alliance}\n\n{table(head, rows)}\n"


def parties_connected(alliance: str, parties: Sequence[Party]) -> str:
    """Draft the list of parties with their status (R45)."""
    rows = [(p.name, p.sector, p.status) for p in sorted(parties, key=lambda p: p.name)]
    return f"# Relevante partijen verbonden — {alliance}\n\n{table(('Organisatie', 'Sector', 'Status'), rows)}\n"


def cooperation_agreement(
    alliance: str,
    mission: str,
    contributions: Sequence[Contribution],
    expectations: Sequence[tuple[str, str, str]],
) -> str:
    """Draft the cooperation agreement: mission, contributions, and what is expected of whom (R46, R8).

    ``expectations`` are (who gives, who receives, what).
    """
    brought = table(
        ("Partij", "Soort", "Bijdrage", "Omvang", "Status"),
        [(c.party, c.kind, c.description, amount(c.quantity, c.unit), c.status) for c in contributions],
    )
    expected = table(("Van", "Aan", "Verwachting"), expectations)
    return (
        f"# Samenwerkingsovereenkomst — {alliance}\n\n## Gezamenlijke missie\n\n{mission or 'Nog vast te stellen.'}\n\n"
        f"## Rollen en bijdragen\n\n{brought}\n\n## Wat wij van elkaar verwachten\n\n{expected}\n\n"
        "Vrijwillig maar niet vrijblijvend: partijen kunnen op elkaars bijdrage rekenen.\n"
    )


def resource_overview(alliance: str, needs: Sequence[Required], contributions: Sequence[Contribution]) -> str:
    """Draft what is needed beside what is promised and what is still lacking (R52)."""

    def row(need: Required) -> tuple[str, ...]:
        promised = sum(c.quantity for c in contributions if c.need == need.key and c.unit is need.unit)
        lacking = max(need.quantity - promised, 0)
        return (need.description, *(amount(q, need.unit) for q in (need.quantity, promised, lacking)))

    head = ("Behoefte", "Nodig", "Toegezegd", "Nog te vinden")
    return f"# Benodigde kapitaal, kennis en kunde — {alliance}\n\n{table(head, [row(n) for n in needs])}\n"


def lessons_and_faults(
    alliance: str, lessons: Sequence[str], faults: Sequence[tuple[str, str]], untaught: Sequence[int] = ()
) -> str:
    """Draft the lessons learned and the system faults (R62); ``faults`` are (system, what is wrong).

    Rounds that taught nothing yet (``untaught``) are named, so that somebody looks at them once more.
    """
    learned = "\n".join(f"- {lesson}" for lesson in lessons) or "Nog geen lessen vastgelegd."
    if untaught:
        learned += f"\n\nNog zonder les: ronde {', '.join(map(str, untaught))}."
    found = "\n".join(f"- **{system}**: {what}" for system, what in faults) or "Nog geen systeemfouten vastgelegd."
    return f"# Lessons learned en systeemfouten — {alliance}\n\n## Lessen\n\n{learned}\n\n## Systeemfouten\n\n{found}\n"
