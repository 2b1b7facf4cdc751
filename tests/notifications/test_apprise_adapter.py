"""A message is sent to one address, and an address is never logged."""

import logging
from typing import Any

import pytest
from apprise import Apprise

from notifications import apprise_adapter
from notifications.apprise_adapter import schema, send
from tests import messenger

pytestmark = messenger.QUIET


@pytest.fixture(autouse=True)
def told() -> list[tuple[str, str, str]]:
    """What was sent."""
    return messenger.hired()


def test_a_message_is_taken_as_it_is(told: list[tuple[str, str, str]]) -> None:
    assert send("remembers://hz", "Samenspel", "De sweep staat <stil> & wacht.\nKijk even.") is True
    assert told == [("hz", "Samenspel", "De sweep staat <stil> & wacht.\nKijk even.")]


def test_what_is_not_taken_is_said() -> None:
    assert send("remembers://deaf", "Samenspel", "Kijk even.") is False


def test_an_address_that_is_no_address_is_a_failure_and_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture, told: list[tuple[str, str, str]]
) -> None:
    with caplog.at_level(logging.DEBUG, logger="apprise"):
        assert send("nosuch://hz:geheim@host", "Samenspel", "Kijk even.") is False
    assert told == []
    assert "geheim" not in caplog.text
    assert "a notification address is not usable (hidden, it may hold a password)" in caplog.messages


def test_what_is_meant_for_debugging_is_not_logged_at_all(caplog: pytest.LogCaptureFixture) -> None:
    send("remembers://hz", "Samenspel", "Kijk even.")
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("apprise").debug("Max retries exceeded with url: /services/geheim")
        logging.getLogger("apprise").info("Sent.")
    assert caplog.messages == ["Sent."]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("remembers://hz", "remembers"),
        ("slack://TokenAxxx/TokenBxxx/TokenCxxx/#team", "slack"),
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "slack"),
        ("nosuch://hz", None),
        ("https://example.org", None),
        ("", None),
    ],
)
def test_the_kind_of_an_address_is_known_without_sending_anything(
    url: str, kind: str | None, told: list[tuple[str, str, str]]
) -> None:
    assert schema(url) == kind
    assert told == []


@pytest.mark.parametrize("sent", [True, False])
def test_a_result_object_counts_as_the_answer_it_stands_for(monkeypatch: pytest.MonkeyPatch, sent: bool) -> None:
    class Result:
        """An answer as the next major version of Apprise gives it."""

        def __bool__(self) -> bool:
            return sent

    class NewerApprise(Apprise):
        """Tells nobody and answers with a result object."""

        def notify(self, *args: Any, **kwargs: Any) -> Any:
            """Answer."""
            return Result()

    monkeypatch.setattr(apprise_adapter, "Apprise", NewerApprise)
    assert send("remembers://hz", "Samenspel", "Kijk even.") is sent
