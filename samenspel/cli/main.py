"""``samenspel``: what is typed, carried out, and answered on standard output."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

from cyclopts import App, Group, Parameter

from models.method.errors import BadInput
from samenspel import __version__
from samenspel.cli.answers import Listing
from samenspel.cli.errors import EXIT_CODES, FAILURE, OK, report
from samenspel.cli.language import Language, speak
from samenspel.cli.output import show

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
    "open": (
        "samenspel.cli.agenda:open_",
        "List what waits for somebody now, most urgent first.\n\nExample: samenspel open",
    ),
    "upcoming": (
        "samenspel.cli.agenda:upcoming",
        "List the dates that come next.\n\nExample: samenspel upcoming --days 30",
    ),
    "log": (
        "samenspel.cli.status:log",
        "List everything that happened to an alliance.\n\nExample: samenspel log onderwijs --since 2026-11-01",
    ),
    "alliance": ("samenspel.cli.alliance:app", "Add, change, show, export, pause, archive and remove alliances."),
    "framework": (
        "samenspel.cli.framework:app",
        "Score and show the framework: is an alliance needed?",
    ),
    "gate": ("samenspel.cli.gate:app", "Show, pass, hold and release the gate of a phase; go, no-go, stop."),
    "deliverable": ("samenspel.cli.deliverable:app", "Submit, accept, return and waive what a phase delivers."),
    "stakeholder": ("samenspel.cli.stakeholder:app", "Add and change stakeholders; record how far the talks are."),
    "relation": ("samenspel.cli.relation:app", "Record what organisations are to each other."),
    "contact": ("samenspel.cli.contact:app", "Add, change, import and succeed the people we may write to."),
    "need": ("samenspel.cli.need:app", "List and change the contributions that the solution needs."),
    "expectation": ("samenspel.cli.expectation:app", "Record what parties expect of each other."),
    "commitment": ("samenspel.cli.commitment:app", "Promise, confirm, deliver and withdraw contributions."),
    "delivery": ("samenspel.cli.delivery:app", "List what came in, and take back what was recorded by mistake."),
    "body": ("samenspel.cli.body:app", "Give and take seats in the sponsor group and the project team."),
    "toc": ("samenspel.cli.toc:app", "Show and change the theory of change."),
    "indicator": ("samenspel.cli.indicator:app", "Show and change the figures that show the impact."),
    "measure": ("samenspel.cli.measure:app", "Record, list and take back measured figures."),
    "evaluation": ("samenspel.cli.evaluation:app", "Show the impact and say when it is evaluated."),
    "round": ("samenspel.cli.round:app", "Open, list and show evaluation rounds."),
    "decision": ("samenspel.cli.decision:app", "List, show and answer what people have to decide."),
    "cycle": ("samenspel.cli.cycle:app", "Show the cycles that an alliance walked."),
    "lesson": ("samenspel.cli.lesson:app", "Record and list lessons learned."),
    "fault": ("samenspel.cli.fault:app", "Record and list system faults."),
    "recommendation": ("samenspel.cli.recommendation:app", "Record recommendations and what comes of them."),
    "request": ("samenspel.cli.request:app", "List what was asked of whom; take a request back, record an answer."),
    "letter": ("samenspel.cli.letter:app", "List, show, hold, release and discard letters."),
    "handover": ("samenspel.cli.handover:app", "Secure the impact: route, items, acceptance, sharing."),
    "staff": ("samenspel.cli.staff:app", "List and add members of staff."),
    "schema": (
        "samenspel.cli.schema:schema",
        "Print the JSON Schema of an alliance's file or of a command's answer.\n\nExample: samenspel schema alliance",
    ),
    "doctor": (
        "samenspel.cli.doctor:doctor",
        "Look at this installation and say what is wrong.\n\nExample: samenspel doctor",
    ),
}

#: Commands that need no application database, or bring it up to date themselves.
WITHOUT_DATABASE = frozenset({"up", "doctor", "schema"})

app = App(
    name="samenspel",
    help=_HELP,
    help_format="plaintext",
    help_epilogue=EXIT_CODES,
    help_flags=["--help", "-h"],
    version=lambda: _version(),
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
app.register_install_completion_command(
    help="Let the shell complete commands: bash, zsh, fish or powershell.", group="With every command"
)


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    json: Annotated[bool, Parameter(help="Answer in JSON, also when something goes wrong.")] = False,
    lang: Annotated[Language | None, Parameter(help="Language of the answer; else SAMENSPEL_LANGUAGE.")] = None,
    debug: Annotated[bool, Parameter(help="Show where in the program an error came from.")] = False,  # noqa: ARG001 -- read by run(), also when parsing fails
) -> int:
    """Carry out one command and print its answer; return the exit code."""
    speak(lang)
    command, bound, _ = app.parse_args(tokens, exit_on_error=False, print_error=False)
    if command.__module__.startswith("samenspel.cli.") and tokens[0] not in WITHOUT_DATABASE:
        _check_database()
    answer = command(*bound.args, **bound.kwargs)
    if answer is None:
        return OK
    show(answer, as_json=json)
    return answer.exit_code if isinstance(answer, Listing) else OK


def run(arguments: Sequence[str]) -> int:
    """Carry out what was typed and return the exit code; every error ends here."""
    as_json, debug = (_typed(flag, arguments) for flag in ("--json", "--debug"))
    app.help_formatter = "default" if sys.stdout.isatty() else "plain"
    try:
        _check_text(arguments)
        command, bound, _ = app.meta.parse_args(list(arguments), exit_on_error=False, print_error=False)
        code = command(*bound.args, **bound.kwargs)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads, as `head` does, has seen enough.
        return FAILURE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- the one place where errors become exit codes
        return report(error, as_json=as_json, debug=debug)
    return int(code or OK)


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


def _version() -> str:
    from importlib.metadata import version

    return f"samenspel {__version__} (Prefect {version('prefect')})"


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
    from samenspel.settings import settings

    chosen = settings()
    if chosen.database_url is None and not (chosen.base / "samenspel.db").exists():
        raise migrate.SchemaProblem(f"there is no application database in {chosen.base}; start with: samenspel up")
    migrate.check(database())
