"""Staff are told at every address given, and an address is never logged."""

import logging
from typing import Any

import pytest
from apprise import Apprise, decorators

from notifications import apprise_adapter
from notifications.apprise_adapter import tell_staff

# Apprise itself still imports a module that Python 3.13 drops; it does so when its channels are first looked up.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

told: list[tuple[str, str, str]] = []


def remember(body: str, title: str, *args: Any, meta: dict[str, Any], **kwargs: Any) -> bool:
    """Remember what was sent to ``remembers://host``, and say that ``remembers://deaf`` took nothing."""
    told.append((meta["host"], title, body))
    return bool(meta["host"] != "deaf")


@pytest.fixture(scope="module", autouse=True)
def _channel() -> None:
    register: Any = decorators.notify
    register(on="remembers")(remember)


@pytest.fixture(autouse=True)
def _nothing_told() -> None:
    told.clear()


def test_everyone_is_told_and_the_answer_is_yes() -> None:
    assert tell_staff(["remembers://hz", "remembers://jk"], "Samenspel", "De sweep staat stil.") is True
    assert told == [("hz", "Samenspel", "De sweep staat stil."), ("jk", "Samenspel", "De sweep staat stil.")]


def test_without_addresses_nobody_is_told_and_nothing_failed() -> None:
    assert tell_staff([], "Samenspel", "De sweep staat stil.") is True
    assert told == []


def test_one_that_fails_does_not_keep_the_others_from_being_told() -> None:
    assert tell_staff(["remembers://deaf", "remembers://hz"], "Samenspel", "Kijk even.") is False
    assert [host for host, _, _ in told] == ["deaf", "hz"]


def test_an_address_that_is_no_address_is_a_failure_and_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, logger="apprise"):
        assert tell_staff(["nosuch://hz:geheim@host", "remembers://hz"], "Samenspel", "Kijk even.") is False
    assert [host for host, _, _ in told] == ["hz"]
    assert "geheim" not in caplog.text
    assert "a notification address is not usable (hidden, it may hold a password)" in caplog.messages


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
    assert tell_staff(["remembers://hz"], "Samenspel", "Kijk even.") is sent
