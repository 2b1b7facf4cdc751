"""What ``samenspel up`` does, apart from its help, which must not wait for these imports."""

import importlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deployments.demo.scripts import EXAMPLES
from deployments.prefect_env import apply_client_environment, credentials
from deployments.up import Running, only_one, wait_for_engine
from models.actions import alliances
from models.db import migrate
from models.db.session import database
from models.method.said import Said
from samenspel.cli.language import tr
from samenspel.cli.output import filled, readable
from samenspel.settings import Settings, settings

#: What is said when everything is up, by mail mode.
_UP = {
    "file": Said("Samenspel is up. No mail leaves this machine: letters are files in {outbox}."),
    "allowlist": Said("Samenspel is up. Letters leave for those on the allowlist; all others are files in {outbox}."),
    "live": Said("Samenspel is up. Letters leave for everybody."),
}

#: So many alliances are named when everything is up; all of them stand in the portfolio.
NAMED = 5


def run(*, example: bool) -> None:
    """Start everything and stay until Ctrl-C; raise what is in the way."""
    chosen = settings()
    with only_one(chosen.base):
        running = Running(chosen, _say)
        try:
            with running.until_told():
                decide = _start(running, chosen, example=example)
                print(_welcome(chosen, decide), flush=True)
                running.watch()
        except KeyboardInterrupt:
            _say(tr("Stopped."))


def _start(running: Running, chosen: Settings, *, example: bool) -> str:
    with _step(tr("application database")):
        migrate.upgrade(database())
    running.begin()
    if example:
        with _step(tr("three example alliances, with what lies behind them")):
            _load_examples(chosen)
    with _step(tr("Prefect server (the first start takes about ten seconds)")):
        running.start("server")
    with _step(tr("engine")):
        engine = running.start("engine")
        return wait_for_engine(chosen, engine)


def _load_examples(chosen: Settings) -> None:
    if {one.script.slug for one in EXAMPLES} <= {one.slug for one in alliances.names()}:
        return
    # Their flows bring Prefect along, which takes seconds and reads its environment when it is imported.
    apply_client_environment(chosen)
    importlib.import_module("deployments.demo.examples").load(chosen)


def _welcome(chosen: Settings, decide: str) -> str:
    user, _, password = credentials(chosen.base).partition(":")
    shown = [one.slug for one in alliances.names(archived=False)][:NAMED]
    links = [
        ("Prefect", chosen.ui_url),
        (tr("log in with"), f"{user}:{password}"),
        (tr("all alliances"), f"{chosen.ui_url}/v2/artifacts/key/portfolio"),
        *((slug, f"{chosen.ui_url}/v2/artifacts/key/alliance-{slug}") for slug in shown),
        (tr("open decisions"), f"{chosen.ui_url}/v2/artifacts/key/open-decisions"),
        (tr("decide by hand"), f"{chosen.ui_url}/v2/deployments/deployment/{decide}/run"),
    ]
    places = {"outbox": _short(chosen.base / "outbox"), "home": _short(chosen.base), "first": shown[0] if shown else ""}
    lines = [
        "",
        filled(_UP[chosen.mail_mode], places),
        "",
        *(f"  {name:<18} {link}" for name, link in links),
        "",
        filled(
            "Next, in another terminal:  .venv/bin/samenspel open, and then: .venv/bin/samenspel status {first}"
            if shown
            else "Next, in another terminal:  .venv/bin/samenspel alliance add FILE",
            places,
        ),
        filled("Stop with Ctrl-C. Start over by removing {home}.", places),
    ]
    return "\n".join(lines)


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


@contextmanager
def _step(what: str) -> Iterator[None]:
    live = sys.stderr.isatty()
    if live:
        print(f"  … {what}", end="", file=sys.stderr, flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"{chr(13) if live else ''}  ✗ {what}", file=sys.stderr, flush=True)
        raise
    seconds = time.monotonic() - begun
    print(f"{chr(13) if live else ''}  ✓ {what} ({seconds:.1f} s)", file=sys.stderr, flush=True)


def _say(text: str) -> None:
    print(readable(text), file=sys.stderr, flush=True)
