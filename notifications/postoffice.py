"""The post office: takes letters that are due, renders them, and puts each where the mail mode says."""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

from models.actions import mail_stops, post, reach
from models.actions.post import Claimed, Note, Pace
from models.db import migrate
from models.db.files import put_down
from models.db.session import database
from models.method import actors
from models.method.errors import MethodError
from models.method.mail import EmailStatus, StopKind
from models.method.posting import Outcome, Result
from models.method.requests import LetterState
from notifications import channels, smtp, verp
from notifications.message import message
from notifications.render import Rendered, render
from notifications.staff_alerts import alert
from samenspel import clock
from samenspel.crash import crash_point
from samenspel.settings import Settings

logger = logging.getLogger("samenspel.post")

#: Far longer than sending takes, so that a slow engine is never overtaken in the middle.
LEASE = timedelta(minutes=10)

#: So often it is tried whether the mail server takes our letters again.
PROBE_EVERY = timedelta(minutes=5)

#: What stops all letters, and why.
_STOPS = {
    Result.LOGIN_REFUSED: (StopKind.LOGIN, "the mail server refuses our login"),
    Result.CERTIFICATE: (StopKind.CERTIFICATE, "the mail server's certificate is not right"),
}

_NOT_ALLOWED = "written to a file: not on the allowlist"


def send_due(settings: Settings, *, owner: str, limit: int = 50, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send up to ``limit`` letters that are due; return how many left.

    Once ``stopping`` says so the letter under way is finished, and no other is begun. Raises
    :class:`models.db.migrate.SchemaProblem` when the database is not, or no longer, of this version.
    """
    pace = None if settings.mail_mode == "file" else Pace(settings.mail_per_minute, settings.mail_per_domain_minute)
    sent = 0
    kept: list[tuple[int, LetterState]] = []
    migrate.check(database())
    _probe(settings)
    for _ in range(limit):
        if stopping():
            break
        # Another version may have changed the schema since the last letter.
        migrate.check(database())
        claimed = post.claim_letter(owner, lease=LEASE, pace=pace)
        if claimed is None:
            break
        state = _send(claimed, settings)
        sent += state is LetterState.SENT
        if state in {LetterState.HELD, LetterState.FAILED}:
            kept.append((claimed.id, state))
    if kept:
        told = ", ".join(f"{number} ({state})" for number, state in kept)
        alert(settings, "Letters wait for a person", f"These letters did not leave: {told}.")
    return sent


def _send(claimed: Claimed, settings: Settings) -> LetterState | None:
    """Send one letter; return its state, or ``None`` when it is no longer ours."""
    if isinstance(claimed.content, Note):
        return _tell(claimed, claimed.content, settings)
    try:
        rendered = render(claimed.content, language=claimed.language, recipient_name=claimed.name)
        mail = message(
            rendered,
            sender=settings.mail_from,
            to_name=claimed.name,
            to_address=claimed.address,
            key=claimed.key,
            date=claimed.dated,
        )
    except Exception as problem:  # noqa: BLE001 -- a letter that cannot be written stops itself, not its neighbours
        # Only the kind of problem is told: its text could hold a name or an address.
        logger.error("letter %d cannot be written: %s", claimed.id, type(problem).__name__)
        return post.mark_unwritable(claimed, type(problem).__name__)
    crash_point("letter_claimed")
    if is_allowed(settings, claimed.address):
        return _hand_over(claimed, rendered, mail, settings)
    kept_back = _put_in_outbox(settings, f"{_stem(claimed.key)}.eml", mail.as_bytes())
    if kept_back is not None:
        return post.mark_outcome(claimed, kept_back)
    crash_point("letter_out")
    return _sent(claimed, rendered, note=_special(settings))


def _tell(claimed: Claimed, note: Note, settings: Settings) -> LetterState | None:
    """Tell by another channel that there is a letter; where no letters leave, this does not either."""
    special: str | None = None
    if claimed.channel is not None and is_allowed(settings, claimed.address):
        if not post.mark_data(claimed):
            return None
        told = channels.tell(settings, claimed.channel, note.title, note.body)
        problem = None if told else Outcome(Result.UNCERTAIN)
    else:
        text = f"{claimed.channel}\n\n{note.title}\n\n{note.body}\n"
        problem, special = _put_in_outbox(settings, f"{_stem(claimed.key)}.txt", text.encode()), _special(settings)
    if problem is not None:
        return post.mark_outcome(claimed, problem)
    return _state(post.mark_sent(claimed, subject=note.title, text=note.body, note=special))


def is_allowed(settings: Settings, address: str) -> bool:
    """Say whether a letter to this address leaves this machine in the present mail mode."""
    if settings.mail_mode == "allowlist":
        address = address.lower()
        return bool({address, f"@{address.rpartition('@')[2]}"} & {one.lower() for one in settings.mail_allow})
    return settings.mail_mode == "live"


def _put_in_outbox(settings: Settings, name: str, content: bytes) -> Outcome | None:
    """Put a letter down as a file; return what kept it from being one."""
    try:
        put_down(settings.base / "outbox" / name, content)
    except OSError as problem:
        return Outcome(Result.RELAY_AWAY, reply=f"{type(problem).__name__}: {problem.strerror}")
    return None


def _special(settings: Settings) -> str | None:
    return _NOT_ALLOWED if settings.mail_mode == "allowlist" else None


def _hand_over(claimed: Claimed, rendered: Rendered, mail: EmailMessage, settings: Settings) -> LetterState | None:
    """Hand a letter to the mail server, and deal with its answer."""

    def before_data() -> bool:
        mine = post.mark_data(claimed)
        crash_point("letter_data")
        return mine

    outcome = smtp.send(
        settings,
        mail,
        sender=verp.sender(settings, claimed.id, clock.now()),
        recipient=mail["To"].addresses[0].addr_spec,
        before_data=before_data,
    )
    crash_point("letter_out")
    if outcome is None:
        return None
    if outcome.result is Result.SENT:
        return _sent(claimed, rendered, answer=outcome)
    logger.warning("letter %d did not leave: %s (%s)", claimed.id, outcome.result, outcome.code)
    if outcome.result in _STOPS:
        _stop(outcome.result, settings)
    if outcome.result is Result.NO_SUCH_ADDRESS and claimed.contact is not None:
        _unreachable(claimed.contact)
    return post.mark_outcome(claimed, outcome)


def _sent(
    claimed: Claimed, rendered: Rendered, *, answer: Outcome | None = None, note: str | None = None
) -> LetterState | None:
    ours = post.mark_sent(
        claimed,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=rendered.language,
        answer=answer,
        note=note,
    )
    return _state(ours)


def _state(ours: bool) -> LetterState | None:
    return LetterState.SENT if ours else None


def _stop(result: Result, settings: Settings) -> None:
    """Stop all letters before this one is free again, so that none is tried in vain; tell staff once."""
    kind, reason = _STOPS[result]
    if mail_stops.stop_all_mail(kind, reason, clock.now() + PROBE_EVERY):
        alert(settings, "No letters leave", f"All letters are stopped: {reason}. They go again when that is put right.")


def _unreachable(contact: str) -> None:
    # First the person, then the letter: if we die in between, the letter is put aside as one to somebody unreachable.
    try:
        reach.set_status(
            contact, EmailStatus.UNREACHABLE, by=actors.CLOCK, reason="the mail server knows no such address"
        )
    except MethodError as refused:
        # Somebody else said so already, or the person asked not to be written to: that stays.
        logger.info("a contact stays as it is: %s", type(refused).__name__)


def _probe(settings: Settings) -> None:
    """Try whether the mail server takes our letters again, if that is due; let them go if so."""
    kind = mail_stops.take_probe(clock.now() + PROBE_EVERY)
    if kind is None:
        return
    problem = smtp.problem_at_the_door(settings) if settings.mail_mode != "file" else None
    if problem is None:
        mail_stops.lift_by_clock(kind)
        alert(settings, "Letters leave again", "The mail server takes our letters again.")


def _stem(key: str) -> str:
    """Return what the file of a letter is called: the same letter twice is the same file."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
