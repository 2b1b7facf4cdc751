"""Look at one installation from all sides at once: every check gives a finding, and none can hold up the rest."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from threading import Thread

from deployments.doctor_findings import Check, Finding, Seen, State, Trouble, problem
from models.method.said import Said
from samenspel.settings import Settings

#: Where the checks are, by subject. What a check needs stands before it.
SUBJECTS = ("installation", "home", "server", "prefect", "engine", "mail")

#: Seconds after which a check that has not answered counts as one that never will.
PATIENCE_SECONDS = 7.0

_MANUAL = "see what docs/doctor.md says of this check"

Answers = Mapping[str, Future[Finding]]


def examine(
    chosen: Settings, *, checks: Sequence[Check] | None = None, seconds: float = PATIENCE_SECONDS
) -> list[Finding]:
    """Carry out every check side by side and return what each found; within ``seconds``, whatever hangs."""
    wanted = every_check() if checks is None else checks
    answers: Answers = {check.name: Future() for check in wanted}
    until = time.monotonic() + seconds
    for check in wanted:
        # Of its own and not from a pool: Python waits for the threads of a pool when it ends, also for one that hangs.
        Thread(target=_carry_out, args=(check, chosen, answers), name=f"check {check.name}", daemon=True).start()
    found: dict[str, Finding] = {}
    for check in wanted:
        try:
            found[check.name] = answers[check.name].result(max(0.0, until - time.monotonic()))
        except TimeoutError:
            needed = [found[name] for name in check.needs if name in found]
            found[check.name] = _skipped(check, needed) or _finding(
                check, problem("no answer within {seconds} seconds", _MANUAL, seconds=f"{seconds:g}")
            )
    return list(found.values())


def every_check() -> list[Check]:
    """Return all checks; a subject that cannot be loaded gives one check in its place that says so."""
    checks: list[Check] = []
    for subject in SUBJECTS:
        # One after the other, because libraries that import each other in circles do not load in two threads at once.
        try:
            checks += import_module(f"deployments.doctor_{subject}").CHECKS
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with the installation has to become a finding
            checks.append(Check(subject, partial(_cannot_load, type(error).__name__)))
    return checks


def _cannot_load(kind: str, _chosen: Settings) -> Seen:
    return problem("its checks cannot be loaded ({kind})", "install exactly what requirements.lock names", kind=kind)


def _carry_out(check: Check, chosen: Settings, answers: Answers) -> None:
    needed = [answers[name].result() for name in check.needs if name in answers]
    answers[check.name].set_result(_skipped(check, needed) or _finding(check, _look(check, chosen)))


def _look(check: Check, chosen: Settings) -> Seen:
    try:
        return check.look(chosen)
    except Trouble as trouble:
        return problem(trouble.said, _MANUAL)
    except Exception as error:  # noqa: BLE001 -- a check never raises; only the kind is told, the text may hold secrets
        return problem("the check itself failed ({kind})", _MANUAL, kind=type(error).__name__)


def _skipped(check: Check, needed: Sequence[Finding]) -> Finding | None:
    """Return why a check cannot be carried out, naming the one finding from which all else follows; else ``None``."""
    for one in needed:
        if one.state is State.PROBLEM:
            return Finding(check.name, State.SKIPPED, Said("because of: {check}", check=one.check), "")
        if one.state is State.SKIPPED:
            return Finding(check.name, State.SKIPPED, one.seen, "")
    absent = [name for name in check.needs if name not in {one.check for one in needed}]
    why = Said("there is no check: {check}", check=absent[0]) if absent else None
    return Finding(check.name, State.SKIPPED, why, "") if why else None


def _finding(check: Check, seen: Seen) -> Finding:
    return Finding(check.name, seen.state, seen.seen, seen.todo)
