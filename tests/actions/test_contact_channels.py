"""By which channels a person is told is recorded with who did it, in every alliance that knows the person."""

import pytest

from models.actions import alliances, contact_channels
from models.db.session import Database
from models.db.tables import Contact, Event
from models.method.errors import NotFound
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

KEY = "onderwijs-gemeente-1"


@pytest.fixture(autouse=True)
def slug(sqlite_db: Database, at_start: SetClock) -> str:
    """An alliance in phase 1."""
    return factories.added()


def channels_of(key: str) -> list[str]:
    """Return the channels of a contact."""
    (contact,) = seen.everywhere(Contact, key=key)
    return contact.channels


def test_channels_are_recorded_in_order_and_once_each(slug: str) -> None:
    with seen.noting(slug) as noted:
        chosen = contact_channels.choose(KEY, ["sms", "chat", "sms"], by=HZ)
    assert chosen == contact_channels.Chosen(KEY, ("chat", "sms"), ("onderwijs",))
    assert channels_of(KEY) == ["chat", "sms"]
    assert contact_channels.of(KEY) == ("chat", "sms")
    assert noted == [("contact.channels_chosen", "onderwijs-gemeente")]


def test_who_did_it_is_in_the_log_and_no_name_or_address_is(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    event = seen.rows(Event, slug)[-1]
    assert (event.actor, event.details) == ("staff:hz", {"contact": KEY, "channels": ["sms"]})


def test_nothing_is_recorded_when_nothing_changes(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    with seen.noting(slug) as noted:
        contact_channels.choose(KEY, ["sms"], by=HZ)
    assert noted == []


def test_without_any_they_are_told_by_mail_alone(slug: str) -> None:
    contact_channels.choose(KEY, ["sms"], by=HZ)
    contact_channels.choose(KEY, [], by=HZ)
    assert channels_of(KEY) == []
    assert (contact_channels.of(KEY), contact_channels.of("jan")) == ((), ())


def test_every_alliance_that_knows_the_person_has_it_in_its_log(slug: str) -> None:
    both = {part: [*_parts("zorg", part), *_parts(slug, part)] for part in ("organisations", "contacts")}
    alliances.add(factories.described("zorg", **both), by=HZ)
    with seen.noting("zorg") as noted:
        chosen = contact_channels.choose(KEY, ["sms"], by=HZ)
    assert chosen.alliances == ("onderwijs", "zorg")
    assert noted == [("contact.channels_chosen", "onderwijs-gemeente")]


def test_a_rehearsal_changes_nothing() -> None:
    before = seen.everything()
    assert contact_channels.choose(KEY, ["sms"], by=HZ, dry_run=True).channels == ("sms",)
    assert seen.everything() == before


def test_a_person_nobody_knows_is_not_found() -> None:
    said = seen.refused(NotFound, lambda: contact_channels.choose("jan", ["sms"], by=HZ))
    assert said == "no alliance knows a contact 'jan'; see: samenspel contact list SLUG"


def test_who_is_told_by_a_channel_is_counted_and_forgotten_with_it() -> None:
    contact_channels.choose(KEY, ["sms", "chat"], by=HZ)
    contact_channels.choose("onderwijs-fonds-1", ["sms"], by=HZ)
    assert contact_channels.users() == {"sms": 2, "chat": 1}
    assert contact_channels.forget("sms") == 2
    assert (channels_of(KEY), channels_of("onderwijs-fonds-1")) == (["chat"], [])
    assert contact_channels.forget("sms") == 0


def _parts(slug: str, part: str) -> list[dict[str, object]]:
    """Return a part of an alliance as its file has it."""
    return list(factories.described(slug).model_dump(mode="json", by_alias=True)[part])
