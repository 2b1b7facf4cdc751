"""``samenspel channel``: where short messages go, to staff when something stops and to contacts who chose that."""

import sys
from dataclasses import dataclass
from getpass import getpass
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput, NotAllowed, Refusal
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.language import tr
from samenspel.cli.options import noun
from samenspel.cli.output import filled
from samenspel.settings import settings

app = noun("channel", "Add, list, try and remove the channels for short messages to staff and contacts.")

Name = Annotated[str, Parameter(help="The channel, by its name.")]


class NotTaken(Refusal):
    """A channel did not take a message; its log says more, without the address."""


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel: what kind it is, whether staff are told by it, and how many contacts are.

    A ``schema`` that is empty is an address that cannot be used any more.
    """

    name: str
    schema: str | None
    staff: bool
    contacts: int


@app.command(name="list")
def list_() -> Listing[ChannelLine]:
    """List the channels with who is told by each; addresses are secret and not shown.

    Example: samenspel channel list
    """
    from models.actions import contact_channels
    from notifications import channels

    users, chosen = contact_channels.users(), settings()
    rows = [
        ChannelLine(name, schema, name in chosen.staff_channels, users[name])
        for name, schema in channels.schemas(chosen).items()
    ]
    empty = "There are no channels yet; add one with: samenspel channel add NAME"
    return Listing(rows, ("name", "schema", "staff", "contacts"), empty)


@app.command
def add(name: Annotated[str, Parameter(help="A short name: a letter, then letters, digits and hyphens.")], /) -> Done:
    """Add a channel; its address, as Apprise writes it, is asked for unseen or read from standard input.

    Example: samenspel channel add staff-chat
    """
    from notifications import channels

    channels.check_free(settings(), name)
    schema = channels.add(settings(), name, _address())
    return Done("{channel} leads to {schema}.", {"channel": name, "schema": schema}, f"samenspel channel test {name}")


@app.command
def remove(name: Name, /, *, dry_run: DryRun = False, yes: Yes = False) -> Done:
    """Remove a channel with its address; contacts who chose it are told by the mail alone.

    Example: samenspel channel remove staff-chat
    """
    from models.actions import contact_channels
    from notifications import channels

    channels.check_known(settings(), [name])
    if name in settings().staff_channels:
        raise NotAllowed("staff are told by {name}; take it out of SAMENSPEL_STAFF_CHANNELS first", name=name)
    changed = {"channel": name, "contacts": contact_channels.users()[name], "dry_run": dry_run}
    if dry_run:
        return Done("{channel} would be removed; it was chosen by {contacts} contacts. Nothing was changed.", changed)
    confirm(filled("Remove {channel}, chosen by {contacts} contacts?", changed), yes=yes)
    channels.remove(settings(), name)
    contact_channels.forget(name)
    return Done("{channel} is removed.", changed, "samenspel channel list")


@app.command
def test(name: Name, /) -> Done:
    """Send a test message by a channel and say whether it was taken; exit code 1 when it was not.

    Example: samenspel channel test staff-chat
    """
    from notifications import alert_words, channels

    channels.check_known(settings(), [name])
    title, body = alert_words.trial(settings().language)
    if not channels.tell(settings(), name, title, body):
        raise NotTaken("channel {name} did not take the message", name=name)
    return Done("{channel} took the message; see whether it arrived.", {"channel": name})


def _address() -> str:
    if sys.stdin.isatty() and sys.stderr.isatty():
        return getpass(f"{tr('Address, not shown:')} ", stream=sys.stderr)
    given = sys.stdin.readline().strip()
    if not given:
        raise BadInput("no address was given; it is asked for on a terminal, and else read from standard input")
    return given
