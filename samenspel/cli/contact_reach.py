"""``samenspel contact opt-out``, ``opt-in`` and ``reachable``: whether somebody is written to at all, anywhere."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.mail import EmailStatus
from samenspel.cli.answers import Done
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.options import By, Reason, actor
from samenspel.cli.output import filled

if TYPE_CHECKING:
    from models.actions.reach import Reach

Key = Annotated[str, Parameter(help="The contact, by its key.")]


def opt_out(key: Key, /, *, by: By, reason: Reason, dry_run: DryRun = False, yes: Yes = False) -> Done:
    """Write to somebody no more, in no alliance; what was asked of them goes to a person of ours.

    Example: samenspel contact opt-out fonds-1 --reason "Wil telefonisch worden benaderd." --by hz --yes
    """
    from models.actions import reach

    who = actor(by)
    looked = _changed(reach.set_status(key, EmailStatus.OPTED_OUT, by=who, reason=reason, dry_run=True), by, dry_run)
    if dry_run:
        return Done("{contact} would be written to no more; nothing was changed.", looked)
    question = "Write to {contact} no more? {requests} requests go to a person, {letters} letters stay here."
    confirm(filled(question, looked), yes=yes)
    done = _changed(reach.set_status(key, EmailStatus.OPTED_OUT, by=who, reason=reason), by, dry_run)
    said = "{contact} is written to no more; {requests} requests go to a person, {letters} letters stay here."
    return Done(said, done, "samenspel open")


def opt_in(key: Key, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Record that somebody wants to be written to again; what was asked before is not asked anew by itself.

    Example: samenspel contact opt-in fonds-1 --reason "Vroeg zelf weer om e-mail." --by hz
    """
    from models.actions import reach

    found = reach.opt_in(key, by=actor(by), reason=reason, dry_run=dry_run)
    return _again(_changed(found, by, dry_run))


def reachable(key: Key, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Record that an address works again; what was asked before is not asked anew by itself.

    Example: samenspel contact reachable fonds-1 --reason "Het adres is hersteld." --by hz
    """
    from models.actions import reach

    found = reach.reachable(key, by=actor(by), reason=reason, dry_run=dry_run)
    return _again(_changed(found, by, dry_run))


def _again(changed: dict[str, object]) -> Done:
    if changed["dry_run"]:
        return Done("{contact} would be written to again; nothing was changed.", changed)
    return Done("{contact} is written to again; ask anew what is still needed.", changed, "samenspel open")


def _changed(found: "Reach", by: str, dry_run: bool) -> dict[str, object]:
    return {
        "contact": found.contact,
        "status": found.status,
        "alliances": found.alliances,
        "requests": found.requests,
        "letters": found.letters,
        "by": by,
        "dry_run": dry_run,
    }
