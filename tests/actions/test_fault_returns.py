"""A fault goes back to the owner of its system by letter, and what the owner says is recorded and rated."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from models.actions import fault_returns, faults, lists_faults, post, reach, removal
from models.actions.agenda import open_matters
from models.actions.faults import FaultText
from models.actions.lists_faults import FaultView
from models.db.tables import Event, FaultReturn, Letter, SystemFault
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.faults import Adoption, FaultAnswer
from models.method.letters import FaultReturned, Found
from models.method.mail import EmailStatus
from models.method.phases import Phase
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import returning, seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

OWNER = "onderwijs-gemeente"


def view(number: int, slug: str = "onderwijs") -> FaultView:
    return lists_faults.fault(slug, number)


def timers(number: int, slug: str = "onderwijs") -> list[tuple[str, str, int, str]]:
    return seen.timers(slug, subject=str(number), kind=faults.OF_FAULT)


def test_the_letter_names_what_was_seen_what_shows_it_and_what_is_asked() -> None:
    slug = factories.added()
    number = returning.recorded()
    with seen.noting(slug) as happened:
        done = fault_returns.return_(slug, number, to=OWNER, by=HZ)
    assert happened == [("fault.returned", str(number))]
    assert seen.rows(Event, slug)[-1].details == {"organisation": OWNER}
    assert done.letter == FaultReturned(
        alliance="Alliantie onderwijs",
        sender="De Maatschappelijke Alliantie",
        fault=number,
        system=returning.SYSTEM,
        found=(Found(text=returning.TEXT, evidence=returning.EVIDENCE),),
        mechanism="",
        workaround="",
        scale_label="landelijk",
        alliances=1,
        affected=40,
        ask=returning.ASK,
        due=date(2026, 3, 30),
    )
    assert seen.letters(slug, kind="fault_returned") == [("fault_returned", "onderwijs-gemeente-1", "queued")]
    assert timers(number) == [
        ("fault_silent", str(number), 1, "waiting"),
        ("fault_follow_up", str(number), 1, "waiting"),
    ]
    assert (view(number).state, view(number).owner) == ("returned", OWNER)
    (line,) = view(number).returns
    assert (line.n, line.to, line.contact, line.returned_at, line.due_at) == (
        1,
        OWNER,
        "onderwijs-gemeente-1",
        START,
        START + timedelta(days=28),
    )


def test_a_rehearsal_shows_the_letter_and_leaves_nothing_behind() -> None:
    slug = factories.added()
    number = returning.recorded()
    before = len(seen.rows(Event, slug))
    shown = fault_returns.return_(slug, number, to=OWNER, by=HZ, ask="Pas de wet op dit punt aan.", dry_run=True)
    assert (shown.letter.ask, shown.name) == ("Pas de wet op dit punt aan.", factories.PLANTED_NAME)
    assert (view(number).state, view(number).ask, view(number).returns) == ("recorded", returning.ASK, ())
    assert (len(seen.rows(Event, slug)), seen.letters(slug, kind="fault_returned")) == (before, [])


def test_what_is_not_ready_or_has_nobody_to_go_to_stays_here() -> None:
    slug = factories.added()
    number = returning.recorded(said=FaultText())

    def send(to: str = OWNER, contact: str | None = None, ask: str = "") -> object:
        return fault_returns.return_(slug, number, to=to, by=HZ, contact=contact, ask=ask)

    assert (
        seen.refused(NotAllowed, send)
        == f"system fault onderwijs/{number} cannot be returned yet; it lacks: evidence, what is asked"
    )
    faults.edit(slug, number, FaultText(evidence=returning.EVIDENCE), by=HZ)
    assert seen.refused(NotFound, lambda: send("rijk", ask=returning.ASK)) == (
        "'rijk' is no stakeholder of onderwijs; known: onderwijs-bedrijf, onderwijs-fonds, onderwijs-gemeente, "
        "onderwijs-ouders"
    )
    assert (
        seen.refused(NotFound, lambda: send(contact="onderwijs-fonds-1", ask=returning.ASK))
        == "'onderwijs-fonds-1' is no contact of onderwijs-gemeente; known: onderwijs-gemeente-1"
    )
    send(contact="onderwijs-gemeente-1", ask=returning.ASK)
    assert view(number).ask == returning.ASK
    assert (
        seen.refused(StatusNotAllowed, lambda: send(ask=returning.ASK))
        == "a system fault that is returned cannot become returned; allowed: answered, closed"
    )


def test_an_organisation_without_anybody_known_cannot_be_written_to() -> None:
    document = factories.described().model_dump(by_alias=True)
    rijk = {"key": "rijk", "name": "Rijk Voorbeeld", "sector": "government", "mailbox": None}
    slug = factories.added(organisations=[*document["organisations"], rijk])
    number = returning.recorded()
    assert (
        seen.refused(NotAllowed, lambda: fault_returns.return_(slug, number, to="rijk", by=HZ))
        == "nobody at rijk is known to onderwijs; add a contact first"
    )


def test_a_fault_goes_to_nobody_who_cannot_be_written_to() -> None:
    slug = factories.added()
    number = returning.recorded()
    reach.set_status(f"{OWNER}-1", EmailStatus.OPTED_OUT, by=HZ, reason="Vroeg geen brieven meer te krijgen.")
    assert seen.refused(NotAllowed, lambda: fault_returns.return_(slug, number, to=OWNER, by=HZ)) == (
        "onderwijs-gemeente-1 cannot be written to (opted_out); "
        "see: samenspel contact show onderwijs onderwijs-gemeente-1"
    )
    assert view(number).state == "recorded"


def test_a_receipt_is_recorded_once_and_does_not_stop_the_asking() -> None:
    number = returning.returned()
    with seen.noting("onderwijs") as happened:
        assert fault_returns.received("onderwijs", number, by=HZ) == (f"onderwijs/{number}",)
        assert fault_returns.received("onderwijs", number, by=HZ) == ()
    assert happened == [("fault.received", str(number))]
    assert view(number).returns[0].received_at == START
    assert seen.timers("onderwijs", kind="fault_follow_up") == [("fault_follow_up", str(number), 1, "waiting")]


def test_an_answer_stops_every_letter_at_once_and_is_rated_a_year_later() -> None:
    number = returning.returned()
    with seen.noting("onderwijs") as happened:
        for _ in range(2):
            fault_returns.answer(
                "onderwijs",
                number,
                FaultAnswer.ACCEPTED,
                by=HZ,
                action=" De wet wordt aangepast. ",
                due=date(2027, 9, 1),
            )
    assert happened == [("fault.answered", str(number))]
    assert seen.rows(Event, "onderwijs")[-1].details == {"answer": "accepted", "organisation": OWNER}
    (line,) = view(number).returns
    assert (line.answer, line.action, line.action_due, line.answered_at) == (
        "accepted",
        "De wet wordt aangepast.",
        date(2027, 9, 1),
        START,
    )
    assert timers(number) == [
        ("fault_silent", str(number), 1, "cancelled"),
        ("fault_follow_up", str(number), 1, "cancelled"),
        ("fault_rating", str(number), 1, "waiting"),
    ]


def test_a_letter_that_has_not_left_when_the_answer_comes_never_leaves() -> None:
    number = returning.returned()
    fault_returns.answer("onderwijs", number, FaultAnswer.REFUSED, by=HZ, reason="Daar is geen geld voor.")
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=2))) is not None:
        post.mark_sent(claimed, subject="x", text="x")
    row = seen.row(Letter, "onderwijs", kind="fault_returned")
    assert (row.state.value, row.reason) == ("superseded", "everything it asks was settled before it left")


def test_an_answer_can_be_corrected_and_what_was_refused_goes_back_again() -> None:
    number = returning.returned()
    fault_returns.answer("onderwijs", number, FaultAnswer.PARTLY, by=HZ, reason="Alleen voor starters.")
    fault_returns.answer("onderwijs", number, FaultAnswer.REFUSED, by=HZ, reason="Toch geen geld voor.")
    assert seen.timers("onderwijs", kind="fault_rating") == [("fault_rating", str(number), 1, "cancelled")]
    fault_returns.return_("onderwijs", number, to="onderwijs-fonds", by=HZ)
    fault_returns.answer("onderwijs", number, FaultAnswer.ACCEPTED, by=HZ)
    assert [(r.n, r.to, r.answer) for r in view(number).returns] == [
        (1, "onderwijs-gemeente", "refused"),
        (2, "onderwijs-fonds", "accepted"),
    ]
    assert seen.timers("onderwijs", kind="fault_rating") == [
        ("fault_rating", str(number), 1, "cancelled"),
        ("fault_rating", str(number), 2, "waiting"),
    ]


def test_what_was_never_returned_has_neither_receipt_nor_answer_nor_rating() -> None:
    slug = factories.added()
    number = returning.recorded()
    for action in (
        lambda: fault_returns.received(slug, number, by=HZ),
        lambda: fault_returns.answer(slug, number, FaultAnswer.ACCEPTED, by=HZ),
        lambda: fault_returns.rate(slug, number, Adoption.HIGH, by=HZ),
    ):
        assert seen.refused(NotAllowed, action) == f"system fault {number} was not returned to anybody yet"
    assert (
        seen.refused(BadInput, lambda: fault_returns.answer(slug, number, FaultAnswer.REFUSED, by=HZ, action="Iets."))
        == "an answer that is refused promises nothing; leave out action and due"
    )


def test_what_was_closed_is_not_answered() -> None:
    number = returning.returned()
    faults.close("onderwijs", number, by=HZ)
    assert (
        seen.refused(StatusNotAllowed, lambda: fault_returns.answer("onderwijs", number, FaultAnswer.ACCEPTED, by=HZ))
        == "a system fault that is closed cannot become answered; allowed: returned"
    )
    assert {state for _, _, _, state in timers(number)} == {"cancelled"}


def test_what_was_done_is_rated_per_year_and_all_done_closes_it(at_start: SetClock) -> None:
    number = returning.returned()
    assert (
        seen.refused(NotAllowed, lambda: fault_returns.rate("onderwijs", number, Adoption.HIGH, by=HZ))
        == f"system fault {number} is not accepted by its owner, so nothing can be rated"
    )
    fault_returns.answer("onderwijs", number, FaultAnswer.ACCEPTED, by=HZ)
    fault_returns.rate("onderwijs", number, Adoption.NEGLIGIBLE, by=HZ)
    at_start.move_to(START + timedelta(days=400))
    assert fault_returns.rate("onderwijs", number, Adoption.MODERATE, by=HZ, comment=" Wet in de Kamer. ") == 1
    at_start.move_to(START + timedelta(days=800))
    with seen.noting("onderwijs") as happened:
        assert fault_returns.rate("onderwijs", number, Adoption.COMPLETE, by=HZ) == 2
    assert happened == [("fault.rated", str(number)), ("fault.closed", str(number))]
    assert [(r.year, r.adoption, r.comment) for r in view(number).ratings] == [
        (1, "moderate", "Wet in de Kamer."),
        (2, "complete", ""),
    ]
    assert view(number).state == "closed"
    assert seen.timers("onderwijs", kind="fault_rating") == [("fault_rating", str(number), 1, "cancelled")]


def test_a_bundle_goes_back_in_one_letter_that_counts_alliances_and_people() -> None:
    numbers = returning.bundled("onderwijs", "zorg", "wonen")
    done = fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    assert done.faults == (f"zorg/{numbers['zorg']}", f"onderwijs/{numbers['onderwijs']}", f"wonen/{numbers['wonen']}")
    assert (done.letter.alliance, done.letter.alliances, done.letter.affected) == ("Alliantie zorg", 3, 120)
    letters = [seen.letters(slug, kind="fault_returned") for slug in ("onderwijs", "zorg", "wonen")]
    assert letters == [[], [("fault_returned", "zorg-gemeente-1", "queued")], []]
    assert [view(numbers[slug], slug).owner for slug in numbers] == ["zorg-gemeente"] * 3
    assert [timers(numbers[slug], slug) for slug in ("zorg", "wonen")] == [
        [
            ("fault_silent", str(numbers["zorg"]), 1, "waiting"),
            ("fault_follow_up", str(numbers["zorg"]), 1, "waiting"),
        ],
        [("fault_silent", str(numbers["wonen"]), 1, "waiting")],
    ]


def test_the_answer_to_a_bundle_counts_for_all_its_faults_whoever_records_it() -> None:
    numbers = returning.bundled("onderwijs", "zorg", "wonen")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    faults.close("wonen", numbers["wonen"], by=HZ)
    fault_returns.received("onderwijs", numbers["onderwijs"], by=HZ)
    with seen.noting("zorg") as happened:
        done = fault_returns.answer("onderwijs", numbers["onderwijs"], FaultAnswer.ACCEPTED, by=HZ)
    assert done == (f"onderwijs/{numbers['onderwijs']}", f"zorg/{numbers['zorg']}")
    assert happened == [("fault.answered", str(numbers["zorg"]))]
    assert [view(numbers[slug], slug).state for slug in numbers] == ["answered", "answered", "closed"]
    assert seen.everywhere(FaultReturn, answer="accepted")[1].received_at == START


def test_two_people_who_act_on_a_bundle_at_once_wait_for_each_other_and_not_for_ever() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)

    def act(slug: str) -> tuple[str, ...]:
        fault_returns.received(slug, numbers[slug], by=HZ)
        return fault_returns.answer(slug, numbers[slug], FaultAnswer.ACCEPTED, by=HZ)

    with ThreadPoolExecutor(2) as people:
        done = list(people.map(act, ("zorg", "onderwijs"), timeout=60))
    assert [sorted(one) for one in done] == [sorted(f"{slug}/{n}" for slug, n in numbers.items())] * 2
    for slug in numbers:
        types = [e.type for e in seen.rows(Event, slug, order="seq") if e.type.startswith("fault.")]
        assert types[-3:] == ["fault.returned", "fault.received", "fault.answered"]


class Ticking(SetClock):
    """A clock on which a second passes whenever it is looked at."""

    def now(self) -> datetime:
        """Return the present moment, a second after the last."""
        self.move_to(super().now() + timedelta(seconds=1))
        return super().now()


def test_what_goes_back_together_goes_back_at_one_moment_and_its_answer_is_corrected_together() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    with clock.using(Ticking(START)):
        fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
        fault_returns.answer("zorg", numbers["zorg"], FaultAnswer.ACCEPTED, by=HZ)
        fault_returns.answer("onderwijs", numbers["onderwijs"], FaultAnswer.PARTLY, by=HZ, reason="Alleen starters.")
    assert len({row.returned_at for row in seen.everywhere(FaultReturn)}) == 1
    assert [view(n, slug).returns[0].answer for slug, n in numbers.items()] == ["partly", "partly"]


def test_what_was_adopted_or_is_with_its_owner_does_not_go_along_again() -> None:
    numbers = returning.bundled("onderwijs", "zorg", "wonen")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    fault_returns.answer("zorg", numbers["zorg"], FaultAnswer.REFUSED, by=HZ, reason="Daar is geen geld voor.")
    fault_returns.return_("onderwijs", numbers["onderwijs"], to="onderwijs-fonds", by=HZ)
    fault_returns.answer("onderwijs", numbers["onderwijs"], FaultAnswer.ACCEPTED, by=HZ)
    again = fault_returns.return_("wonen", numbers["wonen"], to="wonen-fonds", by=HZ)
    assert again.faults == (f"wonen/{numbers['wonen']}",)
    assert [view(numbers[slug], slug).returns[-1].to for slug in numbers] == [
        "onderwijs-fonds",
        "onderwijs-fonds",
        "wonen-fonds",
    ]


def test_a_bundle_of_which_a_fault_lacks_evidence_names_it() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    faults.edit("zorg", numbers["zorg"], FaultText(evidence=""), by=HZ)
    assert (
        seen.refused(
            NotAllowed,
            lambda: fault_returns.return_("onderwijs", numbers["onderwijs"], to=OWNER, by=HZ),
        )
        == f"system fault zorg/{numbers['zorg']} cannot be returned yet; it lacks: evidence"
    )
    assert {row.state.value for row in seen.everywhere(SystemFault)} == {"recorded"}


def test_no_answer_in_four_weeks_waits_for_the_owner_in_the_open_list(at_start: SetClock) -> None:
    number = returning.returned()
    assert [one.about for one in open_matters() if one.what == "fault_unanswered"] == []
    at_start.move_to(START + timedelta(days=28))
    (line,) = (one for one in open_matters() if one.what == "fault_unanswered")
    assert (line.about, line.who, line.since, line.due, line.next) == (
        str(number),
        ("Gemeente Voorbeeld",),
        START,
        START + timedelta(days=28),
        f"samenspel fault show onderwijs {number}",
    )


def test_a_fault_is_given_back_and_answered_after_the_alliance_has_ended() -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    number = returning.recorded()
    factories.secured(slug)
    assert factories.place(slug) is None
    fault_returns.return_(slug, number, to=OWNER, by=HZ)
    assert seen.letters(slug, kind="fault_returned") == [("fault_returned", "onderwijs-gemeente-1", "queued")]
    fault_returns.answer(slug, number, FaultAnswer.ACCEPTED, by=HZ)
    assert view(number).state == "answered"


def test_what_was_given_back_for_several_alliances_stays_when_one_of_them_is_removed() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    fault_returns.return_("zorg", numbers["zorg"], to="zorg-gemeente", by=HZ)
    removal.remove("zorg")
    (line,) = view(numbers["onderwijs"]).returns
    assert (line.to, line.contact) == ("zorg-gemeente", "zorg-gemeente-1")
    done = fault_returns.answer("onderwijs", numbers["onderwijs"], FaultAnswer.ACCEPTED, by=HZ)
    assert done == (f"onderwijs/{numbers['onderwijs']}",)
    assert [one.faults for one in lists_faults.bundles()] == [done]
    removal.remove("onderwijs")
    assert lists_faults.bundles() == []
