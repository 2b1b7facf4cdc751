"""Every letter that was sent is found again with its result; of what did not arrive it is said what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from models.actions import (
    alliances,
    letter_problems,
    letter_search,
    letter_tries,
    letterbox,
    mail_stops,
    post,
    reminders,
)
from models.db.session import database
from models.db.tables import Contact, Letter
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.mail import EmailStatus
from models.method.posting import Outcome, Result
from models.method.requests import LetterState
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

LEASE = timedelta(minutes=10)


def claims() -> Iterator[post.Claimed]:
    while (claimed := post.claim_letter("engine", lease=LEASE)) is not None:
        yield claimed


def _all_sent(text: str = "Beste lezer, er is een tekort.") -> None:
    for claimed in claims():
        post.mark_sent(claimed, subject=f"Brief {claimed.id}", text=text, html="<p>Brief</p>")


def _found(*words: str, **wanted: Any) -> list[tuple[str, int]]:
    return [(one.alliance, one.id) for one in letter_search.find(words, **wanted)]


def _changed(number: int, **values: Any) -> None:
    with database().write() as session:
        letter = session.get_one(Letter, number)
        for name, value in values.items():
            setattr(letter, name, value)


def _together() -> None:
    """Add two alliances with the same partners, who are all reminded in one letter of what both ask."""
    same = factories.described().model_dump(by_alias=True, mode="json")
    factories.added("onderwijs")
    factories.added("zorg", **{name: same[name] for name in ("organisations", "contacts", "bodies")})
    _all_sent()


def test_nothing_is_found_of_what_was_never_sent_unless_its_state_is_asked_for() -> None:
    slug = factories.added()
    assert _found() == []
    assert _found(state=LetterState.QUEUED, kind="invitation") == [(slug, 5), (slug, 4), (slug, 3), (slug, 2)]


def test_every_letter_that_was_ever_written_is_found_by_its_state() -> None:
    for slug in ("onderwijs", "zorg"):
        factories.added(slug)
    for number, state in enumerate(LetterState, start=1):
        _changed(number, state=state)
    found = {state.value: sorted(one.id for one in letter_search.find(state=state)) for state in LetterState}
    assert found == {
        "draft": [1],
        "queued": [2, 9, 10],
        "sending": [3],
        "sent": [4],
        "failed": [5],
        "held": [6],
        "superseded": [7],
        "bounced": [8],
    }


def test_every_letter_that_was_sent_is_found_newest_first_with_its_language_and_result(at_start: SetClock) -> None:
    factories.added()
    _all_sent()
    at_start.move_to(START + timedelta(days=1))
    factories.added("zorg")
    first = next(claims())
    post.mark_sent(first, subject="Onderwerp", text="Tekst", answer=Outcome(Result.SENT, code=250))
    assert _found() == [("zorg", 6), *[("onderwijs", number) for number in (5, 4, 3, 2, 1)]]
    line = letter_search.find(to="hz")[0]
    assert (line.alliance, line.to, line.contact, line.language, line.subject) == (
        "zorg",
        "hz",
        None,
        "nl",
        "Onderwerp",
    )
    assert (line.state, line.code, line.attempts, line.sent_at) == ("sent", 250, 1, START + timedelta(days=1))
    assert factories.PLANTED_NAME not in str(letter_search.find())


def test_words_all_stand_in_the_text_or_the_subject_in_capitals_or_not() -> None:
    slug = factories.added()
    for claimed in claims():
        text = "Eén Lerarentekort van 100%" if claimed.id == 2 else "Beste lezer"
        post.mark_sent(claimed, subject=f"Brief nummer {claimed.id}", text=text)
    assert _found("LERARENTEKORT nummer") == [(slug, 2)]
    assert _found("eén", "lerarentekort") == _found("EÉN") == [(slug, 2)]
    assert _found("100%") == [(slug, 2)]
    assert _found("1%0") == _found("lezer", "lerarentekort") == []
    assert _found("nummer", "4") == [(slug, 4)]


def test_who_it_went_to_is_an_organisation_a_contact_or_a_member_of_staff() -> None:
    factories.added()
    factories.added("zorg")
    _all_sent()
    assert _found(to="onderwijs-gemeente") == _found(to="onderwijs-gemeente-1") == [("onderwijs", 2)]
    assert _found(to="hz") == [("zorg", 6), ("onderwijs", 1)]
    assert seen.refused(NotFound, lambda: letter_search.find(to="nergens")) == (
        "no organisation, contact or member of staff has the key 'nergens'"
    )


def test_the_days_between_which_it_was_sent_count_in_amsterdam(at_start: SetClock) -> None:
    slug = factories.added()
    at_start.move_to(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    _all_sent()
    assert _found(since=date(2026, 3, 3), until=date(2026, 3, 3), kind="phase_opened") == [(slug, 1)]
    assert _found(until=date(2026, 3, 2)) == _found(since=date(2026, 3, 4)) == []


def test_a_kind_that_nobody_ever_wrote_is_refused_and_one_of_an_older_version_is_not() -> None:
    slug = factories.added()
    _changed(1, kind="circular", state=LetterState.SENT, sent_at=START)
    assert _found(kind="circular") == [(slug, 1)]
    assert seen.refused(BadInput, lambda: letter_search.find(kind="invtation")).startswith(
        "there is no letter 'invtation'; allowed: after_care, "
    )


def test_letters_that_left_as_one_are_found_in_both_alliances_with_what_it_said(at_start: SetClock) -> None:
    _together()
    at_start.move_to(datetime(2026, 3, 5, 8, 0, tzinfo=UTC))
    reminders.take_due()
    for claimed in claims():
        post.mark_sent(claimed, subject="Herinnering", text=f"Openstaande vragen {claimed.id}", language="nl")
    lines = letter_search.find(("openstaande",), to="onderwijs-gemeente")
    assert [(one.alliance, one.id, one.joined_to, one.subject, one.state.value, one.language) for one in lines] == [
        ("zorg", lines[0].id, lines[1].id, "Herinnering", "sent", "nl"),
        ("onderwijs", lines[1].id, None, "Herinnering", "sent", "nl"),
    ]
    other = letterbox.page("zorg", lines[0].id)
    assert (other.subject, other.text) == ("Herinnering", f"Openstaande vragen {lines[1].id}")
    assert [one.outcome for one in letter_tries.tries("zorg", lines[0].id)] == ["sent"]

    _changed(lines[1].id, state=LetterState.BOUNCED, bounced_at=START + timedelta(days=4))
    back = letter_search.find(state=LetterState.BOUNCED)
    assert [(one.alliance, one.bounced_at) for one in back] == [
        ("zorg", START + timedelta(days=4)),
        ("onderwijs", START + timedelta(days=4)),
    ]


def test_what_came_back_may_leave_again_once_its_address_is_mended(at_start: SetClock) -> None:
    slug = factories.added()
    _all_sent()
    _changed(2, state=LetterState.BOUNCED, bounced_at=START, reason="5.1.1")
    _address(EmailStatus.UNREACHABLE)
    (line,) = letter_problems.problems(slug)
    assert (line.id, line.state, line.advice, line.next) == (
        2,
        "bounced",
        "mend_address",
        "samenspel contact change onderwijs onderwijs-gemeente-1 --email ADDRESS --by STAFF",
    )
    assert seen.refused(NotAllowed, lambda: letterbox.release(slug, 2, by=HZ)) == (
        "onderwijs-gemeente-1 cannot be written to (unreachable); "
        "see: samenspel contact show onderwijs onderwijs-gemeente-1"
    )
    _address(EmailStatus.OK)
    at_start.move_to(START + timedelta(hours=1))
    letterbox.release(slug, 2, by=HZ)
    assert (letter_problems.problems(slug), _found(to="onderwijs-gemeente")) == ([], [])
    again = next(claims())
    assert (again.id, again.attempt) == (2, 2)
    post.mark_sent(again, subject="Nog eens", text="Tekst")
    assert [(one.subject, one.attempts) for one in letter_search.find(to="onderwijs-gemeente")] == [("Nog eens", 2)]


def test_what_came_back_from_a_mailbox_is_mended_at_the_organisation() -> None:
    slug = factories.added()
    _all_sent()
    _changed(2, state=LetterState.BOUNCED, bounced_at=START, to_mailbox=True)
    _address(EmailStatus.OPTED_OUT)
    (line,) = letter_problems.problems(slug)
    assert line.next == "samenspel stakeholder change onderwijs onderwijs-gemeente --mailbox ADDRESS --by STAFF"
    assert letterbox.release(slug, 2, by=HZ) == "invitation"


def _address(status: EmailStatus) -> None:
    with database().write() as session:
        session.get_one(Contact, 1).email_status = status


def test_each_letter_that_did_not_arrive_says_what_to_do() -> None:
    slug = factories.added()
    for claimed, result in zip(claims(), (Result.POLICY, Result.NO_SUCH_ADDRESS), strict=False):
        post.mark_outcome(claimed, Outcome(result, code=550, enhanced="5.1.1", reply="geen postbus"))
        if claimed.id == 2:
            break
    letterbox.hold(slug, 3, by=HZ, reason="Eerst overleg met de wethouder.")
    _changed(4, state=LetterState.FAILED, attempts=3)
    assert [(one.id, one.state.value, one.code, one.advice.value, one.next) for one in letter_problems.problems()] == [
        (1, "held", 550, "see_answer", "samenspel letter tries onderwijs 1"),
        (2, "failed", 550, "see_answer", "samenspel letter tries onderwijs 2"),
        (3, "held", None, "decide", "samenspel letter release onderwijs 3 --by STAFF"),
        (4, "failed", None, "see_answer", "samenspel letter tries onderwijs 4"),
    ]
    (one,) = letter_tries.tries(slug, 2)
    assert (one.n, one.outcome, one.code, one.enhanced_code, one.reply, one.domain) == (
        1,
        "no_such_address",
        550,
        "5.1.1",
        "geen postbus",
        "canary.example.org",
    )
    with database().write() as session:
        session.get_one(Contact, 2).email_status = EmailStatus.OPTED_OUT
    assert letter_problems.problems()[2].next == "samenspel letter discard onderwijs 3 --reason TEXT --by STAFF"


def test_a_letter_that_should_have_left_long_ago_is_stuck_and_says_why(at_start: SetClock) -> None:
    slug = factories.added()
    at_start.move_to(START + timedelta(minutes=15))
    assert letter_problems.problems() == []
    at_start.move_to(START + timedelta(minutes=16))
    assert [(one.id, one.since, one.next) for one in letter_problems.problems(slug)] == [
        (number, START, "samenspel doctor") for number in (1, 2, 3, 4, 5)
    ]
    alliances.pause(slug, by=HZ, reason="De zomer is begonnen.")
    assert {one.next for one in letter_problems.problems()} == {"samenspel alliance resume onderwijs --by STAFF"}
    mail_stops.stop(None, by=HZ, reason="De verkeerde brief ging uit.")
    assert {one.next for one in letter_problems.problems()} == {"samenspel letter stops"}
    assert seen.refused(NotFound, lambda: letter_problems.problems("zorg")) == (
        "there is no alliance 'zorg'; known: onderwijs"
    )


def test_a_letter_whose_engine_died_long_ago_is_stuck_too(at_start: SetClock) -> None:
    factories.added()
    next(claims())
    at_start.move_to(START + LEASE + timedelta(minutes=16))
    assert (letter_problems.problems()[0].id, letter_problems.problems()[0].state) == (1, "sending")


def test_a_list_of_many_letters_asks_the_database_as_often_as_one_of_few() -> None:
    slug = factories.added()
    _all_sent()

    def asked() -> int:
        with _counting() as statements:
            letterbox.letters(slug)
            letter_search.find(("lezer",))
            letter_problems.problems()
        return len(statements)

    few = asked()
    with database().write() as session:
        sent = {"state": LetterState.SENT, "sent_at": START, "text": "Beste lezer", "subject": "Brief", "contact_id": 1}
        session.add_all(
            Letter(
                alliance_id=1,
                cycle=1,
                key=f"k{n}",
                kind="thanks",
                context={},
                written_at=START,
                not_before=START,
                **sent,
            )
            for n in range(300)
        )
    assert len(letter_search.find(("lezer",))) == 305
    assert (few, asked()) == (4, 4)


@contextmanager
def _counting() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(database().engine, "before_cursor_execute", note)
    yield statements
    event.remove(database().engine, "before_cursor_execute", note)
