"""Who chose a channel is told there that a letter was sent: once per letter, and no more of it than its subject."""

import pytest

from models.actions import contact_channels, post
from models.actions.channel_notes import queue_notes
from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Letter
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db")

KEY = "onderwijs-gemeente-1"


@pytest.fixture
def slug(at_start: SetClock) -> str:
    """An alliance that has written to its stakeholders; the letters are still here."""
    return factories.added()


def notes(slug: str) -> list[Letter]:
    """Return the notes of an alliance."""
    return [row for row in seen.rows(Letter, slug) if row.channel is not None]


def letter_to(slug: str, key: str) -> Letter:
    """Return the one letter to a contact."""
    (contact,) = seen.everywhere(Contact, key=key)
    return seen.row(Letter, slug, contact_id=contact.id, channel=None)


def noted(number: int) -> None:
    """Queue the notes of a letter once more."""
    with database().write() as session:
        queue_notes(session, queries.one(session, Letter, "letter", id=number), clock.now())


def test_a_letter_that_left_gives_a_note_for_each_channel(slug: str) -> None:
    contact_channels.choose(KEY, ["sms", "chat"], by=HZ)
    the_rest_sent_but_notes(slug)
    letter = letter_to(slug, KEY)
    assert [(n.key, n.kind, n.channel, n.state.value, n.contact_id, n.cycle) for n in notes(slug)] == [
        (f"{letter.key}:chat", "channel_note", "chat", "queued", letter.contact_id, 1),
        (f"{letter.key}:sms", "channel_note", "sms", "queued", letter.contact_id, 1),
    ]


def test_a_note_says_who_wrote_and_about_what_and_nothing_else(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    the_rest_sent_but_notes(slug, subject="[Actie gevraagd] Uitnodiging", text="Geheime tekst met https://link.example")
    (note,) = notes(slug)
    assert note.context == {
        "title": "Brief van Alliantie onderwijs",
        "body": "U hebt een brief van Alliantie onderwijs: [Actie gevraagd] Uitnodiging",
    }


def test_a_note_is_in_the_language_of_the_reader(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=KEY).language = "en"
    the_rest_sent_but_notes(slug, subject="Invitation")
    (note,) = notes(slug)
    assert note.context == {
        "title": "Letter from Alliantie onderwijs",
        "body": "You have a letter from Alliantie onderwijs: Invitation",
    }


def test_who_chose_no_channel_and_staff_get_no_note(slug: str) -> None:
    the_rest_sent_but_notes(slug)
    assert notes(slug) == []


def test_a_letter_that_is_noted_twice_gives_one_note(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    the_rest_sent_but_notes(slug)
    before = [(n.id, n.key) for n in notes(slug)]
    noted(letter_to(slug, KEY).id)
    assert [(n.id, n.key) for n in notes(slug)] == before


def test_a_channel_chosen_later_does_not_tell_of_old_letters_again(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    the_rest_sent_but_notes(slug)
    contact_channels.choose(KEY, ["sms", "chat"], by=HZ)
    assert [n.channel for n in notes(slug)] == ["sms"]


def test_a_note_gives_no_note_of_its_own(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    the_rest_sent()
    assert [(n.channel, n.state.value) for n in notes(slug)] == [("sms", "sent")]


def test_a_letter_to_the_mailbox_of_an_organisation_is_nobodys_own(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    with database().write() as session:
        queries.one(session, Letter, "letter", id=letter_to(slug, KEY).id).to_mailbox = True
    noted(letter_to(slug, KEY).id)
    assert notes(slug) == []


def test_a_note_is_claimed_with_its_channel_and_its_words(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    the_rest_sent_but_notes(slug, subject="Uitnodiging")
    claimed = claim()
    assert (claimed.channel, claimed.contact) == ("sms", KEY)
    assert claimed.content == post.Note(
        title="Brief van Alliantie onderwijs", body="U hebt een brief van Alliantie onderwijs: Uitnodiging"
    )


def states(slug: str) -> list[tuple[str | None, str, str | None]]:
    """Return channel, state and reason of every note, by channel."""
    return sorted((n.channel or "", n.state.value, n.reason) for n in notes(slug))


GONE = "its channel was taken away"


def test_a_note_that_waits_does_not_leave_by_a_channel_that_is_no_longer_chosen(slug: str) -> None:
    contact_channels.choose(KEY, ["sms", "chat"], by=HZ)
    the_rest_sent_but_notes(slug)
    contact_channels.choose(KEY, ["chat"], by=HZ)
    assert states(slug) == [("chat", "queued", None), ("sms", "superseded", GONE)]


def test_nor_by_one_that_was_removed_and_what_left_stays_as_it_was(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    contact_channels.choose("onderwijs-fonds-1", ["sms"], by=HZ)
    the_rest_sent_but_notes(slug)
    post.mark_sent(claim(), subject="x", text="x")
    assert contact_channels.forget("sms") == 2
    assert states(slug) == [("sms", "sent", None), ("sms", "superseded", GONE)]


def the_rest_sent_but_notes(slug: str, *, subject: str = "x", text: str = "x") -> None:
    """Let every letter of an alliance leave, but not the notes that tell of them."""
    waiting = len([row for row in seen.rows(Letter, slug) if row.state.value == "queued"])
    for _ in range(waiting):
        post.mark_sent(claim(), subject=subject, text=text)
