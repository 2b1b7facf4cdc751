"""What comes back ends what it has to: a letter that did not arrive, a person who can be written to no more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from models.actions import agenda, bounces, reach, removal
from models.actions.bounces import BounceLine, Ingested
from models.actions.overview import log_of
from models.db import queries
from models.db.session import Database, database
from models.db.tables import Bounce, Contact, Letter, Organisation, Request
from models.method.bounces import BounceNote, CameBack, Form, Report
from models.method.mail import BounceKind, EmailStatus
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, sent, the_rest_sent
from tests.actions.the_fund import FONDS, its_letters, known_by_two, of_the_fund, status
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def mail(letter: int | None, said: str = "failed 5.1.1", *, n: int = 1, **more: object) -> CameBack:
    """Make a report on a letter as it was read."""
    action, _, code = said.partition(" ")
    known = {"form": Form.DELIVERY, "reports": (Report(action, code),), **more}
    return CameBack(sha256(f"{letter}{said}{n}{more}".encode()).hexdigest(), letter=letter, **known)  # type: ignore[arg-type]


def came_round(content: str, **more: object) -> CameBack:
    """Make a mail that is about no letter of ours."""
    return CameBack(sha256(content.encode()).hexdigest(), **more)  # type: ignore[arg-type]


@pytest.fixture
def letter() -> int:
    """The letter that invited the fund, which has left."""
    slug = factories.added()
    the_rest_sent()
    return next(row.id for row in seen.rows(Letter, slug, kind="invitation", order="-id"))


def how(number: int) -> tuple[str, object, str | None]:
    """Return state, moment and reason of a letter that came back."""
    row = seen.row(Letter, "onderwijs", id=number)
    return row.state.value, row.bounced_at, row.reason


def test_a_refusal_for_good_is_a_task_and_ends_the_chase(letter: int) -> None:
    assert bounces.ingest(mail(letter)) == Ingested(
        BounceKind.HARD, "5.1.1", "onderwijs", letter, FONDS, BounceNote.LETTER_BOUNCED
    )
    assert how(letter) == ("bounced", START, "it came back: 5.1.1")
    assert status() == ("unreachable", START, "5.1.1")
    assert of_the_fund("onderwijs") == [("unanswered", "unreachable", "hz")]
    (task,) = (one for one in agenda.open_matters("onderwijs") if one.what == "letter_bounced")
    assert (task.about, task.who, task.since) == ("invitation", ("hz",), START)
    assert task.next.startswith("samenspel letter ")
    assert [(event.type, event.subject) for event in log_of("onderwijs")][-2:] == [
        ("contact.unreachable", "onderwijs-fonds"),
        ("request.stopped", "onderwijs-fonds"),
    ]


def test_a_person_is_left_alone_in_every_alliance() -> None:
    known_by_two()
    while (claimed := claim()).contact != FONDS:
        sent(claimed)
    sent(claimed)
    bounces.ingest(mail(claimed.id))
    assert [of_the_fund(slug) for slug in ("onderwijs", "zorg")] == [[("unanswered", "unreachable", "hz")]] * 2
    assert [its_letters(slug) for slug in ("onderwijs", "zorg")] == [
        [("invitation", "bounced")],
        [("invitation", "superseded")],
    ]


def test_a_refusal_for_now_is_only_noted(letter: int) -> None:
    assert bounces.ingest(mail(letter, "delayed 4.2.2")) == Ingested(
        BounceKind.SOFT, "4.2.2", "onderwijs", letter, None, BounceNote.NOT_NOW
    )
    assert how(letter) == ("sent", None, None)
    assert (status()[0], of_the_fund("onderwijs")) == ("ok", [("open", None, None)])


@pytest.mark.parametrize("code", ["4.4.7", "5.2.2"])
def test_a_letter_that_nobody_tries_any_more_is_a_task_and_its_recipient_stays_reachable(
    code: str, letter: int
) -> None:
    found = bounces.ingest(mail(letter, f"failed {code}"))
    assert (found.kind, found.contact_off, found.note) == ("soft", None, "letter_bounced")
    assert how(letter) == ("bounced", START, f"it came back: {code}")
    assert (status()[0], of_the_fund("onderwijs")) == ("ok", [("open", None, None)])


def test_refusals_for_now_on_three_days_are_one_for_good(letter: int, at_start: SetClock) -> None:
    off = []
    for n, hours in enumerate((0, 1, 24, 24)):
        at_start.move_to(at_start.now() + timedelta(hours=hours))
        off.append(bounces.ingest(mail(letter, "failed 4.4.7", n=n)).contact_off)
    assert off == [None, None, None, FONDS]
    assert status() == ("unreachable", START + timedelta(hours=49), "4.4.7")
    reach.reachable(FONDS, by=HZ, reason="Het adres is hersteld.")
    at_start.move_to(at_start.now() + timedelta(days=1))
    assert bounces.ingest(mail(letter, "failed 4.4.7", n=9)).contact_off is None
    assert status()[0] == "ok"


def test_a_refusal_of_what_we_say_is_a_task_and_says_nothing_of_the_person(letter: int) -> None:
    found = bounces.ingest(mail(letter, "failed 5.7.1"))
    assert (found.kind, found.contact_off, found.note) == ("policy", None, "letter_bounced")
    assert how(letter) == ("bounced", START, "it came back: 5.7.1")
    assert (status()[0], of_the_fund("onderwijs")) == ("ok", [("open", None, None)])


def test_a_complaint_ends_it_at_once(letter: int) -> None:
    found = bounces.ingest(mail(letter, form=Form.FEEDBACK, feedback="abuse"))
    assert (found.kind, found.contact_off, found.note, how(letter)[0]) == ("complaint", FONDS, "complained", "sent")
    assert status() == ("complained", START, None)
    assert of_the_fund("onderwijs") == [("unanswered", "complained", "hz")]


def test_an_automatic_reply_changes_nothing(letter: int) -> None:
    events = len(log_of("onderwijs"))
    found = bounces.ingest(mail(letter, form=Form.AUTOMATIC))
    assert (found.kind, found.letter, found.note) == ("auto_reply", letter, "nothing_to_do")
    assert (how(letter), status()[0], len(log_of("onderwijs"))) == (("sent", None, None), "ok", events)


@pytest.mark.parametrize(
    "came_back",
    [
        {"said": "failed 5.1.1"},
        {"said": "delayed 4.2.2"},
        {"said": "failed 5.7.1"},
        {"form": Form.FEEDBACK, "feedback": "abuse"},
        {"form": Form.AUTOMATIC},
        {"form": Form.OTHER},
        {"ours": True},
    ],
    ids=["gone", "later", "refused", "complaint", "away", "a person", "our own"],
)
def test_whatever_comes_back_nobody_outside_gets_an_answer(letter: int, came_back: dict[str, Any]) -> None:
    before = {row.id for row in seen.everywhere(Letter)}
    bounces.ingest(mail(letter, **came_back))
    written = [row for row in seen.everywhere(Letter) if row.id not in before]
    assert [row.kind for row in written if row.contact_id is not None or row.to_mailbox] == []


def test_the_same_mail_counts_once(letter: int) -> None:
    first, again = bounces.ingest(mail(letter)), bounces.ingest(mail(letter))
    assert again == Ingested(first.kind, first.status, first.alliance, first.letter, None, first.note, again=True)
    assert len(seen.everywhere(Bounce)) == 1
    assert len([one for one in seen.letters("onderwijs") if one[0] == "handed_over"]) == 1


def test_another_mail_about_the_same_letter_adds_nothing(letter: int) -> None:
    bounces.ingest(mail(letter))
    events = len(log_of("onderwijs"))
    assert bounces.ingest(mail(letter, n=2)).contact_off is None
    assert (len(seen.everywhere(Bounce)), len(log_of("onderwijs"))) == (2, events)


def test_a_wish_is_not_overruled_by_what_a_server_says(letter: int) -> None:
    reach.set_status(FONDS, EmailStatus.OPTED_OUT, by=HZ, reason="Wil telefonisch worden benaderd.")
    assert bounces.ingest(mail(letter)).contact_off is None
    assert (how(letter)[0], status()[0]) == ("bounced", "opted_out")


PUT_ASIDE: list[tuple[Callable[[int], CameBack], str, str]] = [
    (lambda _: came_round("x", problem=BounceNote.TOO_LARGE), "unknown", "too_large"),
    (lambda _: came_round("x", form=Form.DELIVERY, reports=(Report("failed", "5.1.1"),)), "unknown", "not_signed"),
    (lambda _: came_round("x", names=True), "unknown", "only_named"),
    (lambda letter: mail(letter, ours=True), "auto_reply", "our_own"),
    (lambda letter: mail(letter, problem=BounceNote.UNREADABLE), "unknown", "unreadable"),
    (lambda letter: mail(letter + 1000), "unknown", "letter_gone"),
    (lambda _: mail(2**31 - 1), "unknown", "letter_gone"),
]


@pytest.mark.parametrize(("make", "kind", "note"), PUT_ASIDE)
def test_what_is_not_proven_is_put_aside_and_changes_nothing(
    letter: int, make: Callable[[int], CameBack], kind: str, note: str
) -> None:
    events = len(log_of("onderwijs"))
    found = bounces.ingest(make(letter))
    assert (found.kind, found.letter, found.contact_off, found.note, found.again) == (kind, None, None, note, False)
    assert (how(letter), status()[0], len(log_of("onderwijs"))) == (("sent", None, None), "ok", events)
    assert (bounces.ingest(make(letter)).again, len(seen.everywhere(Bounce))) == (True, 1)


def test_a_shared_mailbox_that_does_not_work_says_nothing_of_a_person(letter: int) -> None:
    with database().write() as session:
        queries.one(session, Organisation, "organisation", key="onderwijs-fonds").mailbox = "info@canary.example.org"
        queries.one(session, Letter, "letter", id=letter).to_mailbox = True
    assert bounces.ingest(mail(letter)).contact_off is None
    assert (how(letter)[0], status()[0]) == ("bounced", "ok")


def test_a_letter_to_staff_that_comes_back_is_a_task() -> None:
    slug = factories.added()
    the_rest_sent()
    (number,) = (row.id for row in seen.rows(Letter, slug, kind="phase_opened"))
    assert bounces.ingest(mail(number)).contact_off is None
    assert how(number)[0] == "bounced"


@pytest.mark.parametrize("how_far", ["sending", "queued"])
def test_a_letter_that_is_on_its_way_once_more_stays_so(how_far: str) -> None:
    slug = factories.added()
    while (claimed := claim()).contact != FONDS:
        sent(claimed)
    with database().write() as session:
        queries.one(session, Letter, "letter", id=claimed.id).state = how_far  # type: ignore[assignment]
    bounces.ingest(mail(claimed.id))
    assert its_letters(slug) == [("invitation", "sending" if how_far == "sending" else "superseded")]


def test_when_its_alliance_is_gone_a_mail_is_put_aside(letter: int) -> None:
    bounces.ingest(mail(letter))
    removal.remove("onderwijs")
    assert bounces.ingest(mail(letter, n=2)).note == "letter_gone"
    again = bounces.ingest(mail(letter))
    assert (again.kind, again.alliance, again.letter, again.again) == ("hard", None, None, True)


def test_what_came_back_is_listed_by_organisation_the_latest_first(letter: int, at_start: SetClock) -> None:
    bounces.ingest(mail(letter))
    at_start.move_to(START + timedelta(days=2))
    bounces.ingest(came_round("x"))
    unknown = BounceLine(at_start.now(), BounceKind.UNKNOWN, None, None, None, None, BounceNote.NOT_SIGNED)
    hard = BounceLine(
        START, BounceKind.HARD, "5.1.1", "onderwijs", letter, "onderwijs-fonds", BounceNote.LETTER_BOUNCED
    )
    assert bounces.list_(30) == [unknown, hard]
    assert bounces.list_(1) == [unknown]
    assert bounces.list_(30, BounceKind.HARD) == [hard]


def test_nothing_of_a_mail_is_kept_but_what_it_was(letter: int) -> None:
    said = f"smtp; 550 5.1.1 <{factories.PLANTED_ADDRESS}> unknown"
    bounces.ingest(mail(letter, reports=(Report("failed", "5.0.0", said),)))
    (kept,) = seen.everywhere(Bounce)
    assert (kept.status, kept.note) == ("5.1.1", "letter_bounced")
    assert factories.PLANTED_ADDRESS not in str([vars(row) for row in seen.everywhere(Bounce)])
    assert factories.PLANTED_ADDRESS not in str([event.details for event in log_of("onderwijs")])


@pytest.mark.usefixtures("at_start")
def test_the_same_mail_from_many_sides_at_once_counts_once(db: Database) -> None:
    slug = factories.added()
    the_rest_sent()
    number = next(row.id for row in seen.rows(Letter, slug, kind="invitation", order="-id"))
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(bounces.ingest, [mail(number)] * 4 + [came_round("x")] * 4))
    assert [sum(not one.again for one in told if one.kind == kind) for kind in ("hard", "unknown")] == [1, 1]
    assert (len(seen.everywhere(Bounce)), db.is_sqlite) == (2, database().is_sqlite)
    assert [row.state for row in seen.rows(Request, slug, subject="onderwijs-fonds")] == ["unanswered"]
    assert [row.email_status for row in seen.everywhere(Contact, key=FONDS)] == ["unreachable"]
