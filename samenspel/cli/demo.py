"""``samenspel demo``: a whole life in a minute and a half."""

import sys
from contextlib import ExitStack
from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.language import lang, tr
from samenspel.cli.output import printable
from samenspel.cli.rows import LifeOutcome

#: What people see of a life, beside its cycles.
SHOWN = ("alliance", "ended", "began", "until", "partners", "lessons", "letters", "events", "runs", "seconds")


def demo(
    *,
    keep: Annotated[bool, Parameter(help="Leave the Prefect server open to look around, until Ctrl-C.")] = False,
) -> Sheet[LifeOutcome]:
    """Let an example alliance live its whole life on a simulated clock, in real runs on a Prefect server of its own.

    It explores, forms, co-creates, implements, evaluates short of impact, walks part of it again, and hands over. What
    happens is told as it happens. Your own data and mail are not touched.

    Example: samenspel demo --keep
    """
    from deployments.demo.performance import performed
    from deployments.demo.scripts import ONDERWIJS
    from deployments.prefect_env import credentials

    _say(tr("A Prefect server starts in a scratch directory; that takes about ten seconds."))
    with ExitStack() as stack:
        played = stack.enter_context(performed(ONDERWIJS, language=lang(), keep=keep, say=_say))
        record = played.outcome
        cycles = Listing(record.cycles, ("number", "phases", "verdict", "attainment"))
        _say("")
        if not keep:
            return Sheet(record, SHOWN, {"cycles": cycles})
        open_until_told = stack.pop_all()

    def stay() -> None:
        with open_until_told:
            _say("\n" + tr("The server stays open until Ctrl-C."))
            _say(f"  {record.server}/v2/runs?tags=alliance%3A{record.alliance}")
            _say(f"  {record.server}/v2/artifacts/key/alliance-{record.alliance}")
            _say(f"  {tr('log in with')} {credentials(played.settings.base)}")
            _say(f"  SAMENSPEL_HOME={record.home} samenspel log {record.alliance}")
            played.stay()

    return Sheet(record, (*SHOWN, "server", "home"), {"cycles": cycles}, afterwards=stay)


def _say(text: str) -> None:
    print(printable(text), file=sys.stderr, flush=True)
