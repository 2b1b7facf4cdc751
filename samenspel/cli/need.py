"""``samenspel need``: the knowledge, capital and skill that the solution needs (R52)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.commitments import ContributionKind, Unit
from samenspel.cli.amounts import KEPT, Amount, TypedUnit, counted
from samenspel.cli.answers import Done, Listing
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import changed, part, something, taking

if TYPE_CHECKING:
    from models.actions.lists_parties import CommitmentLine
    from models.method.definition_parts import Need

app = noun("need", "List and change the contributions that the solution needs.")

Key = Annotated[str, Parameter(help="The need, by its key.")]

#: Commitments that are or were meant, and that the need may count on.
COUNTED = frozenset({"promised", "confirmed", "fulfilled"})


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What the solution needs, and what was promised and delivered of it; money is counted in cents."""

    key: str
    kind: ContributionKind
    quantity: int
    promised: int
    delivered: int
    unit: Unit
    description: str


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[ContributionLine]:
    """List what the solution needs, beside what was promised and delivered; in JSON, money is counted in cents.

    Example: samenspel need list onderwijs
    """
    from models.actions import lists_parties
    from models.actions.describe import described

    commitments = lists_parties.commitments(slug)
    rows = [_line(one, [made for made in commitments if made.need == one.key]) for one in described(slug).needs]
    return Listing(
        rows,
        ("key", "kind", "needed", "promised", "delivered", "description"),
        "{alliance} needs nothing yet.",
        computed={
            "needed": lambda line: Amount(line.quantity, line.unit),
            "promised": lambda line: Amount(line.promised, line.unit),
            "delivered": lambda line: Amount(line.delivered, line.unit),
        },
        words={"alliance": slug},
    )


def _line(need: "Need", made: "list[CommitmentLine]") -> ContributionLine:
    quantity, unit = need.quantity_in_unit
    promised = sum(one.quantity for one in made if one.status in COUNTED)
    delivered = sum(one.delivered for one in made)
    return ContributionLine(need.key, need.kind, quantity, promised, delivered, unit, need.description)


@app.command
def add(
    slug: Slug,
    key: Annotated[str, Parameter(help="A short key for it: lower-case letters, digits, hyphens.")],
    kind: Annotated[ContributionKind, Parameter(help="What is needed.")],
    quantity: Annotated[str, Parameter(help="How much: 25000 or 25000.50 in euros, whole hours or pieces.")],
    unit: Annotated[TypedUnit, Parameter(help="What it is counted in.")],
    /,
    *,
    text: Annotated[str, Parameter(help="What it is for.")],
    by: By,
) -> Done:
    """Add something that the solution needs.

    Example: samenspel need add onderwijs gastdocenten time 120 hours --text "Gastlessen door vakmensen." --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Need
    from models.method.edits import adding

    values = {"key": key, "kind": kind, "description": text, "quantity": _typed(quantity, unit), "unit": unit.value}
    need = part(Need, values)
    found = revise(slug, adding("needs", need), by=actor(by))
    needed = Amount(*need.quantity_in_unit)
    told = {"alliance": slug, "need": key, "kind": kind, "quantity": needed.count, "unit": needed.unit, "by": by}
    said = "{alliance} needs {amount} ({need})."
    return done(found, said, told, f"samenspel need list {slug}", words={"amount": needed})


@app.command
def change(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    kind: Annotated[ContributionKind | None, Parameter(help="What is needed.")] = None,
    quantity: Annotated[str | None, Parameter(help="How much, in its unit.")] = None,
    unit: Annotated[TypedUnit | None, Parameter(help="What it is counted in, until something is promised.")] = None,
    text: Annotated[str | None, Parameter(help="What it is for.")] = None,
) -> Done:
    """Change what the solution needs.

    Example: samenspel need change onderwijs gastdocenten --quantity 160 --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import changing

    something(kind=kind, quantity=quantity, unit=unit, text=text)
    found = revise(slug, changing("needs", key, _changing(kind, quantity, unit, text)), by=actor(by))
    return done(found, "{what}.", {"alliance": slug, "need": key, "by": by}, f"samenspel need list {slug}")


def _changing(
    kind: ContributionKind | None, quantity: str | None, unit: TypedUnit | None, text: str | None
) -> "Callable[[Need], Need]":
    def change(need: "Need") -> "Need":
        counted_in = unit or TypedUnit(need.unit)
        values: dict[str, Any] = {"kind": kind, "description": text, "unit": counted_in.value}
        return changed(need, {**values, "quantity": _typed(quantity, counted_in) if quantity else None})

    return change


def _typed(quantity: str, unit: TypedUnit) -> Decimal:
    count = counted(quantity, KEPT[unit])
    return Decimal(count) / 100 if unit is TypedUnit.EURO else Decimal(count)


@app.command
def remove(slug: Slug, key: Key, /, *, by: By, dry_run: DryRun = False, yes: Yes = False) -> Done | Listing[ChangeLine]:
    """Remove a need that nobody made a commitment for.

    Example: samenspel need remove onderwijs gastdocenten --by hz
    """
    return with_consent(
        taking("needs", key),
        "Remove need {need} from {alliance}?",
        "{need} is removed from {alliance}.",
        {"alliance": slug, "need": key, "by": by},
        f"samenspel need list {slug}",
        dry_run=dry_run,
        yes=yes,
    )
