"""``samenspel remind``: take the reminders that are due, or see exactly what would go out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Text
from samenspel.cli.confirm import DryRun
from samenspel.cli.language import tr
from samenspel.cli.output import filled

if TYPE_CHECKING:
    from models.actions.reminders import Reminded


@dataclass(frozen=True, slots=True)
class Reminding:
    """A letter that would go out; ``to`` is an organisation's key, or a staff code when a person of ours takes over."""

    to: str
    name: str
    alliances: tuple[str, ...]
    waits_for_review: bool
    subject: str
    text: str


def remind(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None,
    /,
    *,
    dry_run: DryRun = False,
) -> Done | Text:
    """Take every step that is due now; with --dry-run show the letters that would go out, word for word.

    The engine does this by itself, each working day at nine, and once a minute for what was missed.

    Example: samenspel remind --dry-run
    """
    from models.actions import reminders

    if not dry_run:
        taken = reminders.take_due(slug)
        changed = {"alliance": slug, "taken": taken}
        return Done("Steps taken: {taken}.", changed, "samenspel letter review")
    letters = [_rendered(one) for one in reminders.rehearse(slug)]
    return Text("\n".join(_shown(letters)), {"alliance": slug, "letters": tuple(letters)})


def _rendered(one: "Reminded") -> Reminding:
    from notifications.render import render

    written = render(one.content, language=one.language, recipient_name=one.name)
    return Reminding(one.organisation, one.name, one.alliances, one.waits_for_review, written.subject, written.text)


def _shown(letters: Sequence[Reminding]) -> Iterator[str]:
    if not letters:
        yield tr("Nothing would go out now.") + "\n"
    for one in letters:
        to = f"{one.to} ({one.name})" if one.name else one.to
        waits = f" ({tr('waits for review first')})" if one.waits_for_review else ""
        yield filled("To {to}", {"to": to}) + f"{waits}\n{one.subject}\n\n{one.text}"
