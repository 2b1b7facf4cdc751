"""When rounds open by themselves is changed for each purpose apart, and what people chose in Prefect stays."""

from typing import Any

import pytest

from models.actions.cadence import note_schedule, recurrences
from models.actions.describe import described
from models.actions.overview import log_of
from models.actions.revise import revise
from models.method.definition_parts import Recurring
from models.method.edits import saying
from models.method.rounds import RoundPurpose
from tests import factories
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_what_was_chosen_in_prefect_stays_when_something_else_of_the_evaluation_changes() -> None:
    slug = factories.added(evaluation={"rrule": "FREQ=WEEKLY", "collaboration": {"rrule": "FREQ=YEARLY"}})
    kept: dict[str, Any] = {"schedule_id": "s", "timezone": "UTC", "updated": None}
    note_schedule(slug, RoundPurpose.IMPACT, rrule="CRON:0 9 1 * *", active=True, **kept)
    # Kept before a rule had to say its hour, and paused there.
    note_schedule(slug, RoundPurpose.COLLABORATION, rrule="FREQ=YEARLY", active=False, **kept)
    before = described(slug).evaluation
    assert (before.rrule, before.of(RoundPurpose.COLLABORATION).rrule) == (None, "FREQ=YEARLY;BYHOUR=0")
    revise(slug, saying("evaluation", before.model_copy(update={"threshold": 0.7})), by=HZ)
    assert [(one.rrule, one.active, one.deleted, one.changed) for one in recurrences()] == [
        ("CRON:0 9 1 * *", True, False, None),
        ("FREQ=YEARLY", False, False, None),
    ]


def test_the_times_for_each_purpose_are_changed_and_told_apart() -> None:
    slug = factories.added()
    other = Recurring(rrule="FREQ=YEARLY;BYHOUR=10")
    for purpose in (RoundPurpose.COLLABORATION, RoundPurpose.BOTH):
        now = described(slug).evaluation
        revise(slug, saying("evaluation", now.saying(purpose, other)), by=HZ)
    without = described(slug).evaluation.model_copy(update={"both": None, "threshold": 0.6})
    revise(slug, saying("evaluation", without), by=HZ)
    told = [e.details for e in log_of(slug) if e.type == "cadence.changed"]
    assert [(one["purpose"], one["rrule"]) for one in told] == [
        ("collaboration", "FREQ=YEARLY;BYHOUR=10"),
        ("both", "FREQ=YEARLY;BYHOUR=10"),
        ("impact", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"),
        ("both", None),
    ]
    assert [(one.purpose, one.deleted) for one in recurrences()] == [
        (RoundPurpose.IMPACT, False),
        (RoundPurpose.COLLABORATION, False),
        (RoundPurpose.BOTH, True),
    ]
