"""A mail that came back, read for what can be believed of it; nothing that is in it makes the reader fail."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.policy import Compat32

from models.actions import bounces
from models.actions.bounces import Ingested
from models.method.bounces import BounceNote, CameBack, Form, Report
from notifications import verp
from samenspel import clock
from samenspel.settings import Settings

#: A larger mail is not read at all, and of any other only the beginning: what a report says stands there.
LARGEST = 10 * 1024 * 1024
_READ = 128 * 1024

#: More parts, and so a deeper nesting, than any report has.
_MOST_PARTS = 50

#: So much of a text is looked at; what a mail system says comes before the letter that it returns.
_TEXT_READ = 8_000

_REPORTS = {
    "message/delivery-status": Form.DELIVERY,
    "message/global-delivery-status": Form.DELIVERY,
    "message/feedback-report": Form.FEEDBACK,
    # A receipt says that somebody, or something, saw the letter.
    "message/disposition-notification": Form.AUTOMATIC,
}

#: Who writes that a letter did not arrive, where it is not built as a report.
_SYSTEMS = re.compile(r"mailer-daemon|postmaster|mail delivery (sub)?system|mail administrator", re.IGNORECASE)
_LATE = re.compile(r"\b(delayed|delay|vertraagd|vertraging)\b", re.IGNORECASE)
_RETURNED_BELOW = re.compile(r"^-{2,} ?(below|this is a copy|original|oorspronkelijk|included)", re.I | re.M)

#: How automatic replies begin that do not say in a header that they are.
_AWAY = re.compile(
    r"(automatisch antwoord|automatic reply|auto(matic)?[ -]?reply|out of( the)? office|afwezig|niet aanwezig)",
    re.IGNORECASE,
)
_AWAY_HEADERS = frozenset({"x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from"})

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'=]{1,64}@[^\s<>()\[\],;:\"']{1,255}")

#: Each empty line of a report would begin another address.
_MANY_LINES = re.compile(rb"(?:\r?\n){3,}")

Fields = list[tuple[str, str]]


class _Short(Compat32):
    """Keep the beginning of every header, so that none can be so long that reading it takes for ever."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value as they stand there, shortened."""
        name, value = super().header_source_parse(sourcelines[:20])
        return name[:100], value[:2_000]


_POLICY = _Short()


def ingest(settings: Settings, raw: bytes) -> Ingested:
    """Take in one mail that came back, and return what came of it; the same mail once more changes nothing."""
    return bounces.ingest(read(settings, raw, clock.now()))


def read(settings: Settings, raw: bytes, now: datetime) -> CameBack:
    """Return what can be believed of a mail; it reads any bytes at all, and says so when they mean nothing."""
    sha256 = hashlib.sha256(raw).hexdigest()
    problem = _problem(raw)
    if problem is not None:
        return CameBack(sha256, problem=problem)
    try:
        content = _MANY_LINES.sub(b"\n\n", raw[:_READ])
        return _Mail(settings, message_from_bytes(content, policy=_POLICY)).told(sha256, now)
    except Exception:  # noqa: BLE001 -- what the standard library makes of odd bytes is not known beforehand
        return CameBack(sha256, problem=BounceNote.UNREADABLE)


def _problem(raw: bytes) -> BounceNote | None:
    if not raw.strip():
        return BounceNote.EMPTY
    if len(raw) > LARGEST:
        return BounceNote.TOO_LARGE
    many = raw[:_READ].lower().count(b"content-type:") > _MOST_PARTS
    return BounceNote.TOO_MANY_PARTS if many else None


class _Mail:
    """One mail, taken apart: its own headers and parts, what its reports say, and the letter that it returns."""

    def __init__(self, settings: Settings, mail: Message) -> None:
        self._settings = settings
        self._headers = _fields(mail)
        self._from_system = _SYSTEMS.search(self._first("from")) is not None or "x-failed-recipients" in self._names
        self._blocks: list[Fields] = []
        self._returned: Fields = []
        self._text = ""
        self._form = Form.OTHER
        for part in _own_parts(mail):
            self._take(part)

    def told(self, sha256: str, now: datetime) -> CameBack:
        """Return what it says, as far as that can be believed."""
        return CameBack(
            sha256,
            form=self._kind_of_mail(),
            letter=self._letter(now),
            reports=tuple(self._reports()),
            feedback=next((value for fields in self._blocks for name, value in fields if name == "feedback-type"), ""),
            ours=self._is_ours(),
            names=any(self._names_a_letter(value) for _, value in (*self._headers, *self._returned)),
        )

    def _take(self, part: Message) -> None:
        kind = part.get_content_type()
        if kind in _REPORTS:
            self._form = _REPORTS[kind] if self._form is Form.OTHER else self._form
            self._blocks += _blocks(part)
        elif kind == "message/rfc822":
            self._returned += _fields(_inside(part))
        elif kind == "text/rfc822-headers":
            self._returned += _fields(HeaderParser(policy=_POLICY).parsestr(_text(part)))
        elif kind.startswith("text/") and not self._text:
            self._text = _text(part)[:_TEXT_READ]

    def _kind_of_mail(self) -> Form:
        if self._form is not Form.OTHER:
            return self._form
        # A mail system calls its own reports automatic as well.
        if self._from_system:
            return Form.DELIVERY
        return Form.AUTOMATIC if self._is_automatic() else Form.OTHER

    def _is_automatic(self) -> bool:
        submitted = self._first("auto-submitted").lower()
        if submitted and not submitted.startswith("no"):
            return True
        if self._names & _AWAY_HEADERS or self._first("precedence").lower() == "auto_reply":
            return True
        return _AWAY.match(_decoded(self._first("subject"))) is not None

    def _letter(self, now: datetime) -> int | None:
        """Return the letter that an address of ours names, wherever it stands: only its signature counts."""
        places = [value for fields in (self._headers, *self._blocks, self._returned) for _, value in fields]
        found = (one for text in (*places, self._text) for one in _ADDRESS.findall(text))
        letters = (verp.letter_of(self._settings, address.rstrip("."), now) for address in found)
        return next((letter for letter in letters if letter is not None), None)

    def _reports(self) -> Iterator[Report]:
        about = [dict(reversed(fields)) for fields in self._blocks]
        told = [one for one in about if one.keys() & {"action", "status", "diagnostic-code"}]
        for one in told:
            action = one.get("action", "").split(" ", 1)[0].lower()
            yield Report(action, one.get("status", ""), one.get("diagnostic-code", ""))
        if not told and self._kind_of_mail() is Form.DELIVERY:
            late = _LATE.search(_decoded(self._first("subject")))
            yield Report("delayed" if late else "failed", diagnostic=_RETURNED_BELOW.split(self._text, maxsplit=1)[0])

    def _is_ours(self) -> bool:
        automatic = self._first("auto-submitted").lower().startswith("auto-generated")
        return automatic and self._names_a_letter(self._first("message-id"))

    def _names_a_letter(self, value: str) -> bool:
        domain = re.escape(self._settings.mail_from.rpartition("@")[2])
        return re.search(rf"<[0-9a-f]{{32}}@{domain}>", value, re.IGNORECASE) is not None

    @property
    def _names(self) -> set[str]:
        return {name for name, _ in self._headers}

    def _first(self, name: str) -> str:
        return next((value for known, value in self._headers if known == name), "")


def _own_parts(mail: Message) -> Iterator[Message]:
    """Yield the parts of a mail, and none of those of the letter that it returns."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = _messages(part)


def _messages(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _inside(part: Message) -> Message:
    return next(iter(_messages(part)), part)


def _fields(message: Message) -> Fields:
    return [(name.lower(), " ".join(str(value).split())) for name, value in message.raw_items()]


def _blocks(part: Message) -> Iterable[Fields]:
    """Return the groups of fields of a report: about the mail as a whole, and about each address."""
    for one in _messages(part):
        yield _fields(one)
        # Not every kind of report is taken apart by the library: what stands behind an empty line is left as text.
        for behind in re.split(r"\r?\n(?:[ \t]*\r?\n)+", _text(one)) if not one.is_multipart() else ():
            yield _fields(HeaderParser(policy=_POLICY).parsestr(behind.lstrip("\r\n")))


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _decoded(header: str) -> str:
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, ValueError):
        return header
