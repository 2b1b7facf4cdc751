"""``samenspel``: what is typed, carried out, and answered on standard output."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated, Literal

from cyclopts import App, Group, Parameter

from models.method.errors import BadInput
from samenspel import __version__
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.errors import EXIT_CODES, FAILURE, OK, report
from samenspel.cli.language import Language, lang, languages, speak, tr
from samenspel.cli.output import show

_HELP = """Runs alliances for societal tasks through a six-phase, cyclic method.

A command reads: samenspel NOUN VERB ALLIANCE [ITEM]. Data goes to standard output, talk to standard error. To begin:

  samenspel up --example
  samenspel alliance add onderwijs.yaml
  samenspel status onderwijs
  samenspel framework score onderwijs urgentie=4 --by hz
  samenspel gate show onderwijs
"""

#: Every command that can be typed first, where it is found, and what help says of it without loading it.
COMMANDS: dict[str, tuple[str, str]] = {
    "up": (
        "samenspel.cli.up:up",
        "Start Prefect server and engine, and stay until Ctrl-C.\n\nExample: samenspel up --example",
    ),
    "demo": (
        "samenspel.cli.demo:demo",
        "Let an example alliance live its whole life in a minute and a half.\n\nExample: samenspel demo --keep",
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
    "commitment": (
        "samenspel.cli.commitment:app",
        "Promise, confirm, deliver, close and transfer contributions.",
    ),
    "delivery": ("samenspel.cli.delivery:app", "List what came in, and take back what was recorded by mistake."),
    "body": ("samenspel.cli.body:app", "Give and take seats in the sponsor group and the project team."),
    "toc": ("samenspel.cli.toc:app", "Show and change the theory of change."),
    "indicator": ("samenspel.cli.indicator:app", "Show and change the figures that show the impact."),
    "measure": ("samenspel.cli.measure:app", "Record, import, list and take back measured figures."),
    "evaluation": ("samenspel.cli.evaluation:app", "Show the impact and say when it is evaluated."),
    "round": ("samenspel.cli.round:app", "Prepare, open, answer, close and share rounds on impact and collaboration."),
    "evidence": (
        "samenspel.cli.evidence:app",
        "See what must be found out before an evaluation can say more; give it to somebody, settle it.",
    ),
    "decision": ("samenspel.cli.decision:app", "List, show, answer and take back what people decide."),
    "cycle": (
        "samenspel.cli.cycle:app",
        "Show and compare cycles; plan what a next one takes along.",
    ),
    "lesson": ("samenspel.cli.lesson:app", "Record what was learned, have it checked, find it again and use it."),
    "fault": (
        "samenspel.cli.fault:app",
        "Record system faults, give them back to their owner, and follow what comes of them.",
    ),
    "recommendation": ("samenspel.cli.recommendation:app", "Record recommendations and what comes of them."),
    "improvement": (
        "samenspel.cli.improvement:app",
        "Plan how the collaboration gets better: who does what, and by when.",
    ),
    "request": (
        "samenspel.cli.request:app",
        "List what was asked of whom; ask again, give another day, take back, record an answer.",
    ),
    "remind": (
        "samenspel.cli.remind:remind",
        "Take the reminders that are due, or see what would go out.\n\nExample: samenspel remind --dry-run",
    ),
    "ladder": ("samenspel.cli.ladder:app", "Show and choose the steps by which requests are followed up."),
    "foundation": ("samenspel.cli.foundation:app", "Show and choose on which days nobody is written to."),
    "letter": ("samenspel.cli.letter:app", "Review, list, find and hold letters; pause and resume the mail."),
    "bounces": ("samenspel.cli.bounces:app", "Take in mail that came back, and list what came of it."),
    "announcement": (
        "samenspel.cli.announcement:app",
        "Plan what the alliance tells its partners and the world, and tell it.",
    ),
    "channel": (
        "samenspel.cli.channel:app",
        "Add, list, try and remove the channels for short messages to staff and contacts.",
    ),
    "handover": ("samenspel.cli.handover:app", "Secure the impact: route, items, acceptance, agreement, sharing."),
    "after-care": ("samenspel.cli.after_care:app", "See whether a secured impact holds, and begin again if not."),
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
WITHOUT_DATABASE = frozenset({"up", "demo", "doctor", "schema", "alliance new", "letter preview"})

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
    lang: Annotated[Language | None, Parameter(help="Language of the answer; else SAMENSPEL_LANGUAGE.")] = None,  # noqa: ARG001 -- read by run(), also for help and when parsing fails
    debug: Annotated[bool, Parameter(help="Show where in the program an error came from.")] = False,  # noqa: ARG001 -- read by run(), also when parsing fails
) -> int:
    """Carry out one command and print its answer; return the exit code."""
    command, bound, _ = app.parse_args(tokens, exit_on_error=False, print_error=False)
    if command.__module__.startswith("samenspel.cli.") and WITHOUT_DATABASE.isdisjoint(
        (tokens[0], " ".join(tokens[:2]))
    ):
        _check_database()
    answer = command(*bound.args, **bound.kwargs)
    if answer is None:
        return OK
    show(answer, as_json=json)
    if isinstance(answer, Sheet) and answer.afterwards is not None:
        sys.stdout.flush()
        answer.afterwards()
    return answer.exit_code if isinstance(answer, Listing) else OK


def run(arguments: Sequence[str]) -> int:
    """Carry out what was typed and return the exit code; every error ends here."""
    as_json, debug = (_typed(flag, arguments) for flag in ("--json", "--debug"))
    speak(_language(arguments))
    _prepare_help()
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
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # Whoever starts the program may have closed it, as `<&-` does: then nobody answers and nobody reads.
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
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


def _language(arguments: Sequence[str]) -> Language | None:
    """Return the language that was asked for; any other is refused when the rest is read."""
    last: Language | None = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        named = " ".join(arguments[place : place + 2]) if argument == "--lang" else argument.replace("=", " ", 1)
        last = next((one for one in languages() if named == f"--lang {one}"), last)
    return last


def _prepare_help() -> None:
    """Let help be drawn for who reads it: with frames on a terminal, in the language asked for."""
    drawing: Literal["default", "plain"] = "default" if sys.stdout.isatty() else "plain"
    if lang() == "en":
        app.help_formatter = drawing
    else:
        # The texts are English themselves, and only another language waits for what turns them.
        from samenspel.cli.help import translated

        app.help_formatter = translated(drawing)
    app.help_epilogue = tr(EXIT_CODES)


def _check_text(arguments: Sequence[str]) -> None:
    for place, argument in enumerate(arguments, start=1):
        if not argument.isascii() and argument != argument.encode(errors="ignore").decode():
            raise BadInput("argument {place} is not UTF-8 text", place=place)


def _check_database() -> None:
    """Raise SchemaProblem unless there is a database with the schema of this version; make none by looking."""
    from models.db import migrate
    from models.db.session import database
    from samenspel.settings import settings

    chosen = settings()
    if chosen.database_url is None and not (chosen.base / "samenspel.db").exists():
        raise migrate.SchemaProblem(
            "there is no application database in {home}; start with: samenspel up", home=chosen.base
        )
    migrate.check(database())
