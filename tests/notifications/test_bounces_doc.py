"""The page on what comes back says what the code does."""

import re

from models.method.mail import BounceKind
from notifications import bounces, verp
from samenspel.cli.main import app
from tests.project import TOP

PAGE = (TOP / "docs" / "bounces.md").read_text(encoding="utf-8")


def test_the_table_has_every_kind_once() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)) == sorted(BounceKind)


def test_every_command_on_the_page_can_be_typed() -> None:
    typed = re.findall(r"samenspel ((?:bounces|contact|request) [\w-]+)", PAGE)
    assert [one for one in typed if app.parse_commands(one)[0] != tuple(one.split())] == []
    assert len(set(typed)) == 7


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    hours, days = verp.BEFORE.total_seconds() / 3600, verp.AFTER.days
    assert f"from {hours:.0f} hours before its day to {days} days after it" in PAGE
    assert f"{verp.LONGEST_LOCAL} signs" in PAGE
    assert f"larger than {bounces.LARGEST // 1024**2} MB" in PAGE
    assert f"`{verp.KEY_FILE}` in the data directory" in PAGE
