"""A note by another channel that a letter was sent, with no more in it than the subject of the letter."""

from datetime import datetime

from models.db import engine_queries, queries
from models.db.session import Session
from models.db.tables import Alliance, Contact, Letter
from models.method.requests import LetterState

#: The kind of such a note; it is no letter of the method, and has no template.
KIND = "channel_note"

#: A title and a text, by language; Dutch where there is no other.
_WORDS: dict[str, tuple[str, str]] = {
    "nl": ("Brief van {alliance}", "U hebt een brief van {alliance}: {subject}"),
    "en": ("Letter from {alliance}", "You have a letter from {alliance}: {subject}"),
}


def queue_notes(session: Session, letter: Letter, now: datetime) -> None:
    """Queue a note for each channel of the contact to whom ``letter`` was sent; a second time nothing is added.

    What went to staff, or to the mailbox of an organisation, is nobody's own letter and gives none.
    """
    if letter.contact_id is None or letter.channel is not None or letter.to_mailbox:
        return
    contact = queries.one(session, Contact, "contact", id=letter.contact_id)
    if not contact.channels:
        return
    alliance = queries.one(session, Alliance, "alliance", id=letter.alliance_id)
    title, text = _WORDS.get(contact.language, _WORDS["nl"])
    said = {"alliance": alliance.name, "subject": letter.subject or ""}
    for channel in contact.channels:
        key = f"{letter.key}:{channel}"
        if queries.first(session, Letter, key=key) is not None:
            continue
        session.add(
            Letter(
                alliance_id=letter.alliance_id,
                cycle=letter.cycle,
                key=key,
                kind=KIND,
                contact_id=letter.contact_id,
                channel=channel,
                context={"title": title.format(**said), "body": text.format(**said)},
                written_at=now,
                not_before=now,
            )
        )
    session.flush()


def take_back(session: Session, channel: str, contact: Contact) -> None:
    """Let no note leave any more to a contact by a channel that is not theirs now."""
    for one in queries.rows(session, Letter, contact_id=contact.id, channel=channel, state=LetterState.QUEUED):
        note = engine_queries.lock_letter(session, one.id)
        if note.state is LetterState.QUEUED:
            note.state, note.reason = LetterState.SUPERSEDED, "its channel was taken away"
