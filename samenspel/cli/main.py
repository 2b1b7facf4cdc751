"""``samenspel``: what is typed, carried out, and answered on standard output."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

from cyclopts import App, Group, Parameter

from models.method.errors import BadInput
from samenspel import __version__
from samenspel.cli.errors import EXIT_CODES, FAILURE, OK, report
from samenspel.cli.output import show
from samenspel.settings import settings

_HELP = """Runs alliances for societal tasks through a six-phase, cyclic method.

A command reads: samenspel NOUN VERB ALLIANCE [ITEM]. Data goes to standard output, talk to standard error. To begin:

  samenspel up --example
  samenspel alliance add onderwijs.yaml
  samenspel status onderwijs
  samenspel need score onderwijs urgentie=4 --by hz
  samenspel gate show onderwijs
"""

#: Every command that can be typed first, where it is found, and what help says of it without loading it.
COMMANDS: dict[str, tuple[str, str]] = {
    "up": (
        "samenspel.cli.up:up",
        "Start Prefect server and engine, and stay until Ctrl-C.\n\nExample: samenspel up --example",
    ),
    "status": (
        "samenspel.cli.status:status",
        "Show how one alliance stands, or all of them.\n\nExample: samenspel status onderwijs",
    ),
    "log": (
        "samenspel.cli.status:log",
        "List everything that happened to an alliance.\n\nExample: samenspel log onderwijs --since 2026-11-01",
    ),
    "alliance": ("samenspel.cli.alliance:app", "Add, show, pause and resume alliances; agree on mission and story."),
    "need": ("samenspel.cli.need:app", "Score and show the framework that says whether an alliance is needed."),
    "gate": ("samenspel.cli.gate:app", "Show, pass, hold and release the gate of a phase; go, no-go, stop."),
    "deliverable": ("samenspel.cli.deliverable:app", "Submit, accept, return and waive what a phase delivers."),
    "stakeholder": ("samenspel.cli.stakeholder:app", "Add stakeholders and record how far the talks are."),
    "commitment": ("samenspel.cli.commitment:app", "Promise, confirm, deliver and withdraw contributions."),
    "body": ("samenspel.cli.body:app", "Give seats in the sponsor group and the project team."),
    "measure": ("samenspel.cli.measure:app", "Record measured figures of the indicators."),
    "evaluation": ("samenspel.cli.evaluation:app", "Open and show evaluation rounds."),
    "decision": ("samenspel.cli.decision:app", "List, show and answer what people have to decide."),
    "cycle": ("samenspel.cli.cycle:app", "Show the cycles that an alliance walked."),
    "lesson": ("samenspel.cli.lesson:app", "Record and list lessons learned."),
    "fault": ("samenspel.cli.fault:app", "Record and list system faults."),
    "handover": ("samenspel.cli.handover:app", "Secure the impact: route, items, acceptance, sharing."),
    "staff": ("samenspel.cli.staff:app", "List and add members of staff."),
}

#: Commands that work on the application database only after bringing it up to date themselves.
MIGRATES = frozenset({"up"})

app = App(
    name="samenspel",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=EXIT_CODES,
    help_flags=["--help", "-h"],
    version=lambda: f"samenspel {__version__} (Prefect {version('prefect')})",
    version_flags=["--version"],
    default_parameter=Parameter(negative=(), show_default=False),
)
for _place, (_name, (_path, _help)) in enumerate(COMMANDS.items()):
    if _path.endswith(":app"):
        app.command(_path, name=_name, help=_help, sort_key=_place)
    else:
        # A lone function would take over the group of the options that go with every command.
        own = Group.create_default_parameters()
        app.command(_path, name=_name, help=_help, sort_key=_place, group_parameters=own)
app.meta.group_parameters = Group("With every command", sort_key=99)


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    json: Annotated[bool, Parameter(help="Answer in JSON, also when something goes wrong.")] = False,
    debug: Annotated[bool, Parameter(help="Show where in the program an error came from.")] = False,  # noqa: ARG001 -- read by run(), also when parsing fails
) -> None:
    """Carry out one command and print its answer."""
    command, bound, _ = app.parse_args(tokens, exit_on_error=False, print_error=False)
    if command.__module__.startswith("samenspel.cli.") and tokens[0] not in MIGRATES:
        _check_database()
    answer = command(*bound.args, **bound.kwargs)
    if answer is not None:
        show(answer, as_json=json)


def run(arguments: Sequence[str]) -> int:
    """Carry out what was typed and return the exit code; every error ends here."""
    as_json, debug = (_typed(flag, arguments) for flag in ("--json", "--debug"))
    app.help_formatter = "default" if sys.stdout.isatty() else "plain"
    try:
        _check_text(arguments)
        command, bound, _ = app.meta.parse_args(list(arguments), exit_on_error=False, print_error=False)
        command(*bound.args, **bound.kwargs)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads, as `head` does, has seen enough.
        return FAILURE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- the one place where errors become exit codes
        return report(error, as_json=as_json, debug=debug)
    return OK


def main() -> None:
    """Be the program ``samenspel``."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign gets a question mark and no crash.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # What could not be written must not be tried, and complained about, once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _typed(flag: str, arguments: Sequence[str]) -> bool:
    """Say whether a flag stands before ``--``; read by hand, because it also counts when the rest cannot be read."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return flag in before


def _check_text(arguments: Sequence[str]) -> None:
    for place, argument in enumerate(arguments, start=1):
        if not argument.isascii() and argument != argument.encode(errors="ignore").decode():
            raise BadInput(f"argument {place} is not UTF-8 text")


def _check_database() -> None:
    """Raise SchemaProblem unless there is a database with the schema of this version; make none by looking."""
    from models.db import migrate
    from models.db.session import database

    chosen = settings()
    if chosen.database_url is None and not (chosen.base / "samenspel.db").exists():
        raise migrate.SchemaProblem(f"there is no application database in {chosen.base}; start with: samenspel up")
    migrate.check(database())
