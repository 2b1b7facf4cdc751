"""What ``samenspel up`` does, apart from its help, which must not wait for these imports."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from deployments.prefect_env import credentials
from deployments.up import CannotStart, Running, only_one, wait_for_engine
from models.actions import alliances
from models.db import migrate
from models.db.session import database
from models.method import actors
from samenspel.alliance_file import read_definition
from samenspel.settings import Settings, settings

#: The example alliances, beside the packages.
EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = "onderwijs"


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
            _say("Stopped.")


def _start(running: Running, chosen: Settings, *, example: bool) -> str:
    with _step("application database"):
        migrate.upgrade(database())
    if example:
        with _step(f"example alliance {EXAMPLE}"):
            _load_example()
    with _step("Prefect server (the first start takes about ten seconds)"):
        running.start("server")
    with _step("engine"):
        engine = running.start("engine")
        return wait_for_engine(chosen, engine)


def _load_example() -> None:
    if EXAMPLE in {one.slug for one in alliances.names()}:
        return
    file = EXAMPLES / f"{EXAMPLE}.yaml"
    if not file.exists():
        raise CannotStart("This installation has no examples; leave out --example.")
    definition = read_definition(file)
    alliances.add(definition, by=actors.staff(definition.facilitator))


def _welcome(chosen: Settings, decide: str) -> str:
    user, _, password = credentials(chosen.base).partition(":")
    first = next(iter(alliances.names()), None)
    lines = [
        "",
        f"Samenspel is up. No mail leaves this machine: letters are files in {_short(chosen.base / 'outbox')}.",
        "",
        f"  Prefect            {chosen.ui_url}",
        f"  log in with        {user}:{password}",
        f"  all alliances      {chosen.ui_url}/v2/artifacts/key/portfolio",
    ]
    if first is not None:
        lines += [
            f"  {first.slug:<18} {chosen.ui_url}/v2/artifacts/key/alliance-{first.slug}",
            f"  its runs           {chosen.ui_url}/v2/runs?tags={quote(f'alliance:{first.slug}')}",
        ]
    lines += [
        f"  open decisions     {chosen.ui_url}/v2/artifacts/key/open-decisions",
        f"  decide by hand     {chosen.ui_url}/v2/deployments/deployment/{decide}/run",
        "",
        f"Next, in another terminal:  .venv/bin/samenspel status {first.slug}"
        if first is not None
        else "Next, in another terminal:  .venv/bin/samenspel alliance add FILE",
        "Stop with Ctrl-C. Start over by removing " + _short(chosen.base) + ".",
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
    print(text, file=sys.stderr, flush=True)
