"""Settings have safe defaults and one prefix; the clock has one reader and can be set."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from samenspel import clock, settings
from samenspel.clock import SetClock, WallClock
from samenspel.settings import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAMENSPEL_{name.upper()}", raising=False)


def test_without_anything_set_nothing_leaves_this_machine() -> None:
    plain = Settings()
    assert (plain.home, plain.database_url, plain.prefect_database_url) == (Path("var"), None, None)
    assert (plain.host, plain.port, plain.mail_mode) == ("127.0.0.1", 4200, "file")
    assert (plain.mail_allow, plain.mail_per_minute, plain.mail_per_domain_minute) == ((), 60, 20)
    assert (plain.smtp_host, plain.smtp_port, plain.smtp_tls, plain.smtp_seconds) == ("127.0.0.1", 25, "starttls", 60.0)
    assert (plain.smtp_user, plain.smtp_password, plain.mail_secret, plain.bounce_address) == (None,) * 4
    assert (plain.lease_seconds, plain.backoff_seconds) == (45.0, (10.0, 60.0, 300.0))
    assert (plain.api_url, plain.ui_url) == ("http://127.0.0.1:4200/api", "http://127.0.0.1:4200")


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []


def test_settings_come_from_the_environment_and_are_read_anew_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings.reload()
    monkeypatch.setenv("SAMENSPEL_PORT", "4300")
    monkeypatch.setenv("SAMENSPEL_BACKOFF_SECONDS", "[0.1, 0.2]")
    assert settings.settings() is before
    after = settings.reload()
    assert (after.port, after.backoff_seconds) == (4300, (0.1, 0.2))
    monkeypatch.undo()
    settings.reload()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "0"), ("PORT", "65536"), ("LEASE_SECONDS", "0"), ("MAIL_MODE", "carrier-pigeon"), ("SMTP_SECONDS", "61")],
)
def test_a_setting_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SAMENSPEL_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_a_password_in_a_url_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_DATABASE_URL", "postgresql://somebody:geheim@127.0.0.1/samenspel")
    given = Settings()
    assert "geheim" not in repr(given) + str(given)
    assert given.application_url == "postgresql://somebody:geheim@127.0.0.1/samenspel"


@pytest.mark.parametrize("name", ["SMTP_PASSWORD", "MAIL_SECRET"])
def test_a_secret_of_mail_is_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SAMENSPEL_SMTP_USER", "samenspel")
    monkeypatch.setenv("SAMENSPEL_SMTP_PASSWORD", "geheim-1")
    monkeypatch.setenv(f"SAMENSPEL_{name}", "geheim-2")
    assert "geheim" not in repr(Settings()) + str(Settings())


def test_letters_cross_a_network_in_secret_or_not_at_all() -> None:
    assert [Settings(smtp_tls="none", smtp_host=host).smtp_tls for host in ("127.0.0.1", "localhost", "::1")] == [
        "none"
    ] * 3
    with pytest.raises(ValidationError) as refused:
        Settings(smtp_tls="none", smtp_host="mail.example.org")
    assert [one["msg"] for one in refused.value.errors()] == [
        "Value error, smtp_tls is none, but mail.example.org is not on this machine: letters would cross the network "
        "for all to read; allowed: starttls or implicit, or a host on loopback"
    ]


def test_a_user_of_the_mail_server_has_a_password() -> None:
    with pytest.raises(ValidationError, match="smtp_user and smtp_password belong together: set both or neither"):
        Settings(smtp_user="samenspel")


def test_who_is_on_the_allowlist_is_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_MAIL_MODE", "allowlist")
    monkeypatch.setenv("SAMENSPEL_MAIL_ALLOW", '["hz@example.org", "@partner.example.org"]')
    assert (Settings().mail_mode, Settings().mail_allow) == ("allowlist", ("hz@example.org", "@partner.example.org"))


def test_the_database_is_a_file_in_the_home_unless_said_otherwise(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).application_url == f"sqlite:///{tmp_path}/samenspel.db"


def test_settings_do_not_change_while_a_process_runs() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_the_wall_clock_is_aware_and_in_utc() -> None:
    before, now, after = datetime.now(UTC), WallClock().now(), datetime.now(UTC)
    assert before <= now <= after
    assert now.utcoffset() == timedelta(0)


def test_a_set_clock_stands_still_until_it_is_moved_either_way() -> None:
    hands = SetClock(NOON.astimezone(timezone(timedelta(hours=5))))
    assert (hands.now(), hands.now().tzinfo) == (NOON, UTC)
    hands.move_to(NOON - timedelta(days=400))
    assert hands.now() == datetime(2025, 1, 26, 12, 0, tzinfo=UTC)


def test_a_process_lives_by_another_clock_for_a_while_even_if_something_breaks() -> None:
    with clock.using(SetClock(NOON)):
        assert clock.now() == NOON
        with pytest.raises(RuntimeError, match="a day later"), clock.using(SetClock(NOON + timedelta(days=1))):
            raise RuntimeError("a day later" if clock.now() == NOON + timedelta(days=1) else "the same day")
        assert clock.now() == NOON
    assert clock.now() > NOON - timedelta(days=1)
