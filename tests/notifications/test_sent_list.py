"""Whatever leaves is in the list of what was sent: the post office is the only door and keeps what goes through it."""

import re
from email import message_from_bytes
from email.policy import SMTP

import pytest

from models.actions import contact_channels, letter_search
from models.method.phases import Phase
from notifications.postoffice import send_due
from samenspel.settings import Settings
from tests import factories
from tests.factories import HZ
from tests.project import TOP, tracked

#: With what something is handed to the world, and where that is done. What is told to staff by a channel, and what is
#: sent to try one, are messages and no letters.
DOORS = {
    r"(from|import) smtplib\b": {"notifications/smtp.py", "notifications/smtp_answers.py"},
    r"\bsmtp\.send\(": {"notifications/postoffice.py"},
    r"(from|import) apprise\b": {"notifications/apprise_adapter.py"},
    r"\bapprise_adapter\.send\(": {"notifications/channels.py"},
    r"\bchannels\.tell\(": {
        *("notifications/postoffice.py", "notifications/staff_alerts.py"),
        "samenspel/cli/channel.py",
    },
}

#: Tests and measurements are no part of what runs.
NOT_RUN = {"tests", "benchmarks"}


def test_nothing_leaves_but_by_the_post_office_and_the_channels() -> None:
    ours = [path.relative_to(TOP) for path in tracked() if path.suffix == ".py"]
    sources = {str(path): (TOP / path).read_text("utf-8") for path in ours if path.parts[0] not in NOT_RUN}
    used = {door: {name for name, source in sources.items() if re.search(door, source)} for door in DOORS}
    assert used == DOORS


@pytest.mark.usefixtures("sqlite_db", "at_start")
def test_every_letter_and_every_note_that_left_is_found() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    contact_channels.choose(f"{slug}-fonds-1", ["sms"], by=HZ)
    settings = Settings()
    while send_due(settings, owner="engine"):
        pass
    outbox = settings.base / "outbox"
    mails = [str(message_from_bytes(path.read_bytes(), policy=SMTP)["Subject"]) for path in outbox.glob("*.eml")]
    notes = [path.read_text("utf-8").splitlines()[2] for path in outbox.glob("*.txt")]
    found = letter_search.find()
    # What left in another letter is found too, with the subject of that one.
    assert sorted([*mails, *notes]) == sorted(one.subject or "" for one in found if one.joined_to is None)
    assert {one.joined_to for one in found} <= {None, *(one.id for one in found)}
    assert len([one for one in found if one.joined_to is not None]) == 1
    assert sorted({one.kind for one in found}) == [
        *("channel_note", "deliverable_asked", "measurement_asked", "phase_opened", "thanks"),
    ]
