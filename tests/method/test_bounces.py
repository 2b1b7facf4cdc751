"""What comes back is told apart by its code, and says when somebody can be written to no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.bounces import (
    MAY_BECOME,
    WISHED,
    BounceNote,
    CameBack,
    Form,
    Report,
    address_after,
    code_of,
    kind_of,
    note_of,
    unusable,
)
from models.method.mail import BounceKind, EmailStatus
from tests.method.strategies import unhurried


def _report(action: str, status: str = "", diagnostic: str = "") -> tuple[str, str | None]:
    kind, code = kind_of(CameBack("0", form=Form.DELIVERY, reports=(Report(action, status, diagnostic),)))
    return kind.value, code


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.0.0", "hard"),
        ("5.1.1", "hard"),
        ("5.1.10", "hard"),
        ("5.2.1", "hard"),
        ("5.2.2", "soft"),
        ("5.4.1", "hard"),
        ("5.4.4", "soft"),
        ("5.6.0", "policy"),
        ("5.7.1", "policy"),
        ("5.7.509", "policy"),
        ("4.2.2", "soft"),
        ("4.4.7", "soft"),
        ("2.1.5", "unknown"),
    ],
)
def test_the_code_says_how_a_letter_was_refused(status: str, kind: str) -> None:
    assert _report("failed", status) == (kind, status)


@pytest.mark.parametrize(
    ("action", "kind"),
    [("failed", "hard"), ("", "hard"), ("delayed", "soft"), ("relayed", "unknown"), ("delivered", "unknown")],
)
def test_a_letter_that_is_late_or_arrived_was_not_refused(action: str, kind: str) -> None:
    assert _report(action, "5.1.1") == (kind, "5.1.1")


@pytest.mark.parametrize(
    ("status", "diagnostic", "code"),
    [
        ("5.1.1", "smtp; 550 5.7.1 nee", "5.1.1"),
        ("5.0.0", "smtp; 550-5.1.1 The email account does not exist", "5.1.1"),
        ("5.0.0", "smtp; 550 no such user", "5.0.0"),
        ("", "smtp;550 no such user here", "5.0.0"),
        ("", "452 mailbox full", "4.0.0"),
        ("", "said: 421-try again", "4.0.0"),
        ("", "Remote host said: #5.1.1", "5.1.1"),
        ("", "host 4.3.2.1 on 5.12.2026 took 512 bytes of 5.1.1.7 in 451 seconds", None),
        ("bogus", "", None),
        ("", "", None),
    ],
)
def test_the_code_is_found_in_the_status_or_else_in_what_the_server_said(
    status: str, diagnostic: str, code: str | None
) -> None:
    assert code_of(Report("failed", status, diagnostic)) == code


def test_a_refusal_without_any_code_is_for_a_person_to_read() -> None:
    assert _report("failed") == ("unknown", None)


def test_of_several_addresses_behind_one_the_mildest_report_counts() -> None:
    hard, soft, arrived = Report("failed", "5.1.1"), Report("failed", "4.2.2"), Report("relayed", "2.0.0")
    told = [
        kind_of(CameBack("0", form=Form.DELIVERY, reports=reports))
        for reports in [(hard, soft), (hard, arrived, soft), (hard, hard), ()]
    ]
    assert told == [
        (BounceKind.SOFT, "4.2.2"),
        (BounceKind.UNKNOWN, "2.0.0"),
        (BounceKind.HARD, "5.1.1"),
        (BounceKind.UNKNOWN, None),
    ]


@pytest.mark.parametrize(
    ("feedback", "kind"),
    [
        ("abuse", "complaint"),
        ("opt-out", "complaint"),
        ("", "complaint"),
        ("not-spam", "unknown"),
        ("dmarc", "unknown"),
    ],
)
def test_feedback_is_a_complaint_unless_it_says_that_it_is_none(feedback: str, kind: str) -> None:
    assert kind_of(CameBack("0", form=Form.FEEDBACK, feedback=feedback)) == (kind, None)


def test_an_automatic_reply_and_any_other_mail_refuse_nothing() -> None:
    assert kind_of(CameBack("0", form=Form.AUTOMATIC)) == (BounceKind.AUTO_REPLY, None)
    assert kind_of(CameBack("0", form=Form.OTHER)) == (BounceKind.UNKNOWN, None)


MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


@pytest.mark.parametrize(
    ("came_back", "status"),
    [
        ([], None),
        ([("hard", MONDAY)], "unreachable"),
        ([("soft", MONDAY), ("soft", TUESDAY)], None),
        ([("soft", MONDAY), ("soft", MONDAY), ("soft", TUESDAY)], None),
        ([("soft", MONDAY), ("soft", TUESDAY), ("soft", FRIDAY)], "unreachable"),
        ([("policy", MONDAY), ("policy", TUESDAY), ("policy", FRIDAY)], None),
        ([("auto_reply", MONDAY), ("unknown", TUESDAY), ("soft", FRIDAY)], None),
        ([("hard", MONDAY), ("complaint", MONDAY)], "complained"),
    ],
)
def test_one_refusal_for_good_or_three_days_of_refusals_or_a_complaint_end_it(
    came_back: list[tuple[str, date]], status: str | None
) -> None:
    assert address_after((BounceKind(kind), day) for kind, day in came_back) == status


def test_what_a_server_says_never_undoes_what_a_person_wished() -> None:
    assert {status for status in EmailStatus if EmailStatus.UNREACHABLE in MAY_BECOME[status]} == {EmailStatus.OK}
    assert {status for status in EmailStatus if status in MAY_BECOME[status]} == set()
    assert {EmailStatus.OPTED_OUT, EmailStatus.COMPLAINED} == WISHED


@pytest.mark.parametrize(
    ("mail", "why"),
    [
        (CameBack("0", letter=12), None),
        (CameBack("0", letter=12, names=True), None),
        (CameBack("0", letter=12, ours=True), "our_own"),
        (CameBack("0", letter=12, ours=True, problem=BounceNote.UNREADABLE), "unreadable"),
        (CameBack("0", names=True), "only_named"),
        (CameBack("0"), "not_signed"),
    ],
)
def test_only_a_mail_with_our_signature_that_is_not_our_own_can_change_anything(
    mail: CameBack, why: str | None
) -> None:
    assert unusable(mail) == why


def test_a_letter_of_our_own_that_comes_round_is_automatic_whatever_it_holds() -> None:
    own = CameBack("0", form=Form.DELIVERY, reports=(Report("failed", "5.1.1"),), ours=True)
    assert kind_of(own) == (BounceKind.AUTO_REPLY, None)


@pytest.mark.parametrize(
    ("reports", "note"),
    [
        (["failed 5.1.1"], "letter_bounced"),
        (["failed 5.7.1"], "letter_bounced"),
        (["failed 4.4.7"], "letter_bounced"),
        (["failed 5.2.2"], "letter_bounced"),
        (["failed 5.1.1", "failed 4.4.7"], "letter_bounced"),
        (["delayed 4.4.7"], "not_now"),
        (["failed 4.4.7", "delayed 4.4.1"], "not_now"),
        ([" 4.4.7"], "not_now"),
        (["failed 4.4.7", "relayed 2.0.0"], "read_it"),
        ([], "read_it"),
    ],
)
def test_a_letter_did_not_arrive_once_it_is_refused_for_good_or_nobody_tries_it_any_more(
    reports: list[str], note: str
) -> None:
    told = tuple(Report(*one.split(" ")) for one in reports)
    assert note_of(CameBack("0", form=Form.DELIVERY, reports=told)) == note


def test_what_is_no_report_on_a_delivery_says_nothing_of_the_letter() -> None:
    assert [note_of(CameBack("0", form=form)) for form in (Form.FEEDBACK, Form.AUTOMATIC, Form.OTHER)] == [
        "complained",
        "nothing_to_do",
        "read_it",
    ]


@unhurried
@given(st.text(), st.text(), st.text())
def test_whatever_a_report_says_it_has_a_kind_and_its_code_is_short(action: str, status: str, diagnostic: str) -> None:
    kind, code = kind_of(CameBack("0", form=Form.DELIVERY, reports=(Report(action, status, diagnostic),)))
    assert kind in {BounceKind.HARD, BounceKind.SOFT, BounceKind.POLICY, BounceKind.UNKNOWN}
    assert code is None or len(code) <= 9
