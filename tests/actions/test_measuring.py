"""What was measured is recorded with what stands behind it; every doubt is a task until a person settled it."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.actions import (
    confirming,
    evaluation_report,
    evidence_tasks,
    figures,
    judging,
    lists_measurements,
    looked_at,
    measurement_files,
    measuring,
    rounds,
)
from models.actions.frame import act
from models.actions.measurement_files import RowTaken
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import EvidenceTask, FrameworkVersion, Indicator, Measurement, Round
from models.method.definition_impact import Indicator as Indicator_
from models.method.definition_impact import Range
from models.method.edits import all_of, changing
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.evaluation.snapshot import Judgement, Sample, SampleKind
from models.method.evidence import EvidenceTaskKind, NewTask
from models.method.indicators import Direction
from models.method.measurement_files import FileRow
from models.method.measuring import Spoken, Taken
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

TODAY = date(2026, 3, 2)
FEBRUARY = date(2026, 2, 1)
WHY = "Van de verkeerde regio."


def indicator(key: str, **fields: Any) -> dict[str, Any]:
    """Describe an indicator that rises from 40 to 60."""
    return {
        "key": key,
        "title": f"Titel van {key}",
        "measure": "number",
        "direction": "increase",
        "accumulation": "level",
        "baseline": {"value": 40, "date": "2026-01-01"},
        "target": {"value": 60, "date": "2026-12-31"},
        **fields,
    }


INDICATORS = [
    indicator("vacatures"),
    indicator("opgeleid", accumulation="flow"),
    indicator("tevreden", measure="percentage", range={"lowest": 0, "highest": 100}),
    indicator("samen", measure="qualitative"),
    indicator(
        "rust",
        measure="ordinal",
        steps=["laag", "midden", "hoog"],
        baseline={"value": 0, "date": "2026-01-01"},
        target={"value": 2, "date": "2026-12-31"},
    ),
    indicator("verkeerd", direction="decrease"),
]


@pytest.fixture
def slug() -> str:
    """An alliance in phase 1 with an indicator of every kind."""
    return factories.added(indicators=INDICATORS)


def open_tasks(slug: str) -> list[tuple[str, str, int | None, str, date]]:
    """Return what is to be found out: what, about which indicator and measurement, whose task, until when."""
    tasks = seen.rows(EvidenceTask, slug, state="open")
    return [(task.kind, task.subject, task.measurement_id, task.owner, task.due_on) for task in tasks]


def to_be_collected(slug: str, key: str) -> None:
    """Ask for a figure of an indicator, or for better evidence, as a round does that cannot decide."""
    with act(slug, by=HZ) as a:
        evidence_tasks.add(a, NewTask(EvidenceTaskKind.COLLECT_VALUE, key, TODAY))


def row(line: int, key: str, value: float | None = None, raw: str = "", **fields: Any) -> FileRow:
    """Return a row of a file."""
    values = {"on": TODAY, "since": None, "sample": None, "judgement": None, "source": ""}
    return FileRow(line, key, Taken(**{**values, **fields, "value": value, "raw": raw}))


def taken(slug: str, *rows: FileRow, dry_run: bool = False) -> list[tuple[int, str, tuple[str, ...]]]:
    """Take rows of a file in and return what became of each."""
    found = measurement_files.take_in(slug, rows, by=HZ, dry_run=dry_run)
    return [(one.line, one.state, tuple(map(str, one.doubts))) for one in found]


def test_a_figure_is_recorded_with_its_sample_its_period_and_its_source(slug: str) -> None:
    share = Sample(kind=SampleKind.PROPORTION, k=11, n=20, population=24)
    measuring.measure(slug, "tevreden", None, by=HZ, on=TODAY, sample=share)
    measuring.measure(slug, "opgeleid", "13", by=HZ, on=TODAY, since=FEBRUARY, source="Register")
    measuring.measure(slug, "samen", None, by=HZ, on=TODAY, judgement=Judgement(level=3, evidence=2))
    measuring.measure(slug, "rust", "Midden", by=HZ, on=TODAY)
    lines = lists_measurements.measurements(slug)
    assert [(x.indicator, x.since, x.value, x.raw, x.sample, x.judgement, x.source, x.doubts) for x in lines] == [
        ("tevreden", None, 55.0, "", "k=11 n=20 population=24", "", "", ()),
        ("opgeleid", FEBRUARY, 13.0, "", "", "", "Register", ()),
        ("samen", None, None, "", "", "level=3 evidence=2", "", ()),
        ("rust", None, None, "midden", "", "", "", ()),
    ]
    assert open_tasks(slug) == []


def test_the_first_measurement_locks_what_is_judged_by(slug: str) -> None:
    with seen.noting(slug) as happened:
        measuring.measure(slug, "vacatures", 50, by=HZ, on=TODAY)
        measuring.measure(slug, "vacatures", 51, by=HZ, on=TODAY)
    assert happened == [
        ("framework.locked", "1"),
        ("measurement.recorded", "vacatures"),
        ("measurement.recorded", "vacatures"),
    ]
    assert [version.number for version in seen.rows(FrameworkVersion, slug)] == [1]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Spoken(TODAY, value="0,5"), "'0,5' is not a number; write 0.5"),
        (
            Spoken(date(2026, 3, 3), value="30%", n=3),
            "a figure cannot be measured on 2026-03-03, which is after today\n"
            "n belongs to k or to sd; give one of them too\n"
            "'30%' is not a number",
        ),
        (Spoken(TODAY, value=5, source="x" * 301), "the text has 301 characters; allowed: at most 300"),
        (Spoken(TODAY, value=5, source="a\nb"), "the sign U+000A is not allowed in a text; take it out"),
    ],
)
def test_what_a_person_types_is_taken_or_refused_with_all_that_is_wrong(slug: str, said: Spoken, why: str) -> None:
    assert seen.refused(BadInput, lambda: measuring.say(slug, "vacatures", said, by=HZ)) == why
    assert (seen.everywhere(Measurement), seen.rows(FrameworkVersion, slug)) == ([], [])


def test_what_a_person_types_that_cannot_be_is_recorded_said_and_asked_about(slug: str) -> None:
    done = measuring.measure(slug, "tevreden", 104, by=HZ, on=TODAY)
    assert list(map(str, done.doubts)) == ["104.0 is out of range; allowed: at most 100.0"]
    assert open_tasks(slug) == [("correct_value", "tevreden", done.number, "hz", date(2026, 3, 9))]
    measuring.measure(slug, "tevreden", 94, by=HZ, on=TODAY)
    assert open_tasks(slug) == []


def test_a_zero_that_a_person_types_is_what_they_say(slug: str) -> None:
    assert measuring.measure(slug, "vacatures", 0, by=HZ, on=TODAY).doubts == ()
    assert open_tasks(slug) == []


def test_periods_that_overlap_are_recorded_and_asked_about_until_one_is_taken_back(slug: str) -> None:
    first = measuring.measure(slug, "opgeleid", 13, by=HZ, on=TODAY, since=FEBRUARY, source="A")
    second = measuring.measure(slug, "opgeleid", 5, by=HZ, on=date(2026, 2, 9), since=FEBRUARY, source="B")
    assert list(map(str, second.doubts)) == [
        f"its period overlaps that of figure {first.number}; withdraw one of the two"
    ]
    assert [task[:3] for task in open_tasks(slug)] == [("correct_value", "opgeleid", second.number)]
    figures.take_back(slug, first.number, by=HZ, reason=WHY)
    assert open_tasks(slug) == []


def test_a_direction_that_the_target_contradicts_is_asked_about_and_confirmed(slug: str) -> None:
    done = measuring.measure(slug, "verkeerd", 50, by=HZ, on=TODAY)
    assert list(map(str, done.doubts)) == ["verkeerd should fall, but its target 60.0 lies above its baseline 40.0"]
    assert [task[:3] for task in open_tasks(slug)] == [("settle_direction", "verkeerd", None)]
    with seen.noting(slug) as happened:
        assert confirming.confirm_direction(slug, "verkeerd", by=HZ) == 2
    assert happened == [
        ("framework.changed", "2"),
        ("direction.confirmed", "verkeerd"),
        ("evidence.settled", "verkeerd"),
    ]
    assert measuring.measure(slug, "verkeerd", 55, by=HZ, on=TODAY).doubts == ()

    def confirm(key: str) -> str:
        return seen.refused(NotAllowed, lambda: confirming.confirm_direction(slug, key, by=HZ))

    assert confirm("verkeerd") == "the direction of 'verkeerd' was confirmed already"
    assert confirm("vacatures") == (
        "the direction of 'vacatures' agrees with its target, so there is nothing to confirm"
    )
    assert seen.refused(BadInput, lambda: confirming.confirm_direction(slug, "geen", by=HZ)) == (
        "there is no indicator 'geen'; allowed: vacatures, opgeleid, tevreden, samen, rust, verkeerd"
    )


def test_a_doubt_is_settled_by_a_change_of_the_indicator_as_well(slug: str) -> None:
    measuring.measure(slug, "verkeerd", 50, by=HZ, on=TODAY)
    measuring.measure(slug, "tevreden", 104, by=HZ, on=TODAY)
    assert [task[:2] for task in open_tasks(slug)] == [("settle_direction", "verkeerd"), ("correct_value", "tevreden")]

    def mended(one: Indicator_) -> Indicator_:
        return one.model_copy(update={"direction": Direction.INCREASE, "range": Range(lowest=0, highest=200)})

    edit = all_of(*(changing("indicators", key, mended) for key in ("verkeerd", "tevreden")))
    revise(slug, edit, by=HZ, reason="De grenzen en de richting waren fout.")
    assert open_tasks(slug) == []


def test_a_zero_out_of_a_file_counts_once_a_person_confirmed_it(slug: str) -> None:
    zero = "0 came out of a file; confirm that it was measured, or withdraw it"
    assert taken(slug, row(2, "vacatures", 0.0, on=FEBRUARY), row(3, "vacatures", 0.0)) == [
        (2, "doubtful", (zero,)),
        (3, "doubtful", (zero,)),
    ]
    assert open_tasks(slug) == [("confirm_zero", "vacatures", 1, "hz", date(2026, 3, 9))]
    with seen.noting(slug) as happened:
        assert confirming.confirm_zero(slug, 1, by=HZ) == "vacatures"
    assert [kind for kind, _ in happened] == ["measurement.confirmed", "evidence.settled", "evidence.wanted"]
    assert [task[:3] for task in open_tasks(slug)] == [("confirm_zero", "vacatures", 2)]
    figures.take_back(slug, 2, by=HZ, reason=WHY)
    assert open_tasks(slug) == []
    assert [(x.zero_confirmed_by, x.doubts) for x in lists_measurements.measurements(slug)] == [(HZ, ()), (None, ())]


def test_only_a_zero_that_waits_for_it_is_confirmed(slug: str) -> None:
    measuring.measure(slug, "vacatures", 0, by=HZ, on=TODAY)
    taken(slug, row(2, "vacatures", 5.0), row(3, "tevreden", 0.0))
    confirming.confirm_zero(slug, 3, by=HZ)

    def refused(number: int, error: type[NotAllowed | NotFound] = NotAllowed) -> str:
        return seen.refused(error, lambda: confirming.confirm_zero(slug, number, by=HZ))

    assert refused(1) == "the 0 of figure 1 was typed by a person and needs no confirmation"
    assert refused(2) == "figure 2 is not 0, so there is nothing to confirm"
    assert refused(3) == "figure 3 was confirmed already"
    assert refused(4, NotFound) == "there is no figure 4 in onderwijs; see: samenspel measure list onderwijs"
    figures.take_back(slug, 3, by=HZ, reason=WHY)
    assert refused(3) == "figure 3 was taken back already, on 2026-03-02"


def test_a_text_out_of_a_file_is_kept_and_asked_about_until_it_is_corrected(slug: str) -> None:
    assert taken(slug, row(2, "vacatures", raw="30%"), row(3, "rust", raw="midden")) == [
        (2, "doubtful", ('"30%" is no figure to count with',)),
        (3, "new", ()),
    ]
    assert [task[:3] for task in open_tasks(slug)] == [("correct_value", "vacatures", 1)]
    assert [(x.value, x.raw, x.imported, x.doubts) for x in lists_measurements.measurements(slug, "vacatures")] == [
        (None, "30%", True, ("unparseable",))
    ]
    measuring.measure(slug, "vacatures", 30, by=HZ, on=TODAY)
    assert open_tasks(slug) == []


def test_a_file_is_taken_in_once(slug: str) -> None:
    share = Sample(kind=SampleKind.PROPORTION, k=11, n=20, scale=100)
    rows = (
        row(2, "tevreden", 55.0, sample=share, source="Enquête"),
        row(3, "samen", judgement=Judgement(level=3, evidence=2)),
        row(4, "vacatures", raw="n.v.t."),
    )
    assert [state for _, state, _ in taken(slug, *rows)] == ["new", "new", "doubtful"]
    with seen.noting(slug) as happened:
        assert taken(slug, *rows) == [(2, "same", ()), (3, "same", ()), (4, "same", ())]
    assert happened == []
    other = row(2, "tevreden", 55.0, sample=share, source="Andere enquête")
    assert [state for _, state, _ in taken(slug, other)] == ["new"]


def test_a_judgement_of_another_rater_is_another(slug: str) -> None:
    judged = row(2, "samen", judgement=Judgement(level=3, evidence=2))
    taken(slug, judged)
    (other,) = measurement_files.take_in(slug, [judged], by="person:onderwijs-gemeente-1")
    assert other.state == "new"


def test_who_judges_twice_is_one_rater(slug: str) -> None:
    for level, by in ((1, HZ), (3, "person:onderwijs-gemeente-1"), (4, HZ)):
        measuring.measure(slug, "samen", None, by=by, on=TODAY, judgement=Judgement(level=level, evidence=2))
    with database().read() as session:
        row = queries.one(session, Indicator, "indicator", key="samen")
        of = looked_at.indicator_of(row, queries.rows(session, Measurement, indicator_id=row.id), {})
    assert [judgement.level for judgement in of.judgements] == [4, 3]


def test_two_judgements_that_one_person_records_for_others_are_those_of_two_raters(slug: str) -> None:
    judged = Judgement(level=3, evidence=2)
    taken(slug, row(2, "samen", judgement=judged, rater=f"{slug}-gemeente"))
    measuring.say(slug, "samen", Spoken(TODAY, level=4, evidence=2, rater=f"{slug}-ouders"), by=HZ)
    measuring.say(slug, "samen", Spoken(TODAY, level=2, evidence=2), by=HZ)
    lines = lists_measurements.measurements(slug)
    assert [(line.rater, line.judgement, line.recorded_by) for line in lines] == [
        (f"{slug}-gemeente", "level=3 evidence=2", HZ),
        (f"{slug}-ouders", "level=4 evidence=2", HZ),
        ("hz", "level=2 evidence=2", HZ),
    ]
    with database().read() as session:
        of = looked_at.indicator_of(
            queries.one(session, Indicator, "indicator", key="samen"), queries.rows(session, Measurement), {}
        )
    assert [(judgement.number, judgement.level) for judgement in of.judgements] == [(1, 3), (2, 4), (3, 2)]


def test_a_rater_is_an_organisation_or_staff_and_what_was_typed_instead_is_not_repeated(slug: str) -> None:
    said = Spoken(TODAY, level=3, evidence=2, rater="Jan de Vries")
    assert seen.refused(BadInput, lambda: measuring.say(slug, "samen", said, by=HZ)) == (
        "a rater is named by the key of an organisation or the code of staff; allowed: "
        "onderwijs-bedrijf, onderwijs-fonds, onderwijs-gemeente, onderwijs-ouders, hz"
    )


def test_what_was_typed_beside_a_sample_is_kept_as_it_stood(slug: str) -> None:
    share = Sample(kind=SampleKind.PROPORTION, k=58, n=100, scale=100)
    assert taken(slug, row(2, "tevreden", 58.0, "58%", sample=share)) == [(2, "new", ())]
    (line,) = lists_measurements.measurements(slug)
    assert (line.value, line.raw, line.doubts) == (58.0, "58%", ())


def test_a_figure_is_still_to_be_collected_while_the_one_that_came_is_of_no_use(slug: str) -> None:
    to_be_collected(slug, "vacatures")
    measuring.measure(slug, "vacatures", 50, by=HZ, on=date(2020, 1, 1))
    assert [task[:2] for task in open_tasks(slug)] == [("collect_value", "vacatures")]
    measuring.measure(slug, "vacatures", 50, by=HZ, on=TODAY)
    assert open_tasks(slug) == []


def test_stronger_evidence_is_still_to_be_collected_while_one_rater_has_only_weak(slug: str) -> None:
    def judge(evidence: int, rater: str = "") -> list[tuple[str, str]]:
        measuring.say(slug, "samen", Spoken(TODAY, level=3, evidence=evidence, rater=rater), by=HZ)
        return [task[:2] for task in open_tasks(slug)]

    judge(1)
    judge(2, "onderwijs-fonds")
    to_be_collected(slug, "samen")
    assert judge(1) == [("collect_value", "samen")]
    assert judge(3) == []


def test_what_was_taken_back_may_be_taken_in_again(slug: str) -> None:
    taken(slug, row(2, "vacatures", 50.0))
    figures.take_back(slug, 1, by=HZ, reason=WHY)
    assert [state for _, state, _ in taken(slug, row(2, "vacatures", 50.0))] == ["new"]


def test_a_look_says_the_same_and_leaves_nothing_behind(slug: str) -> None:
    rows = (row(2, "vacatures", 0.0), row(3, "opgeleid", 5.0, since=FEBRUARY))
    before = seen.everything()
    looked = measurement_files.take_in(slug, rows, by=HZ, dry_run=True)
    assert seen.everything() == before
    assert looked == measurement_files.take_in(slug, rows, by=HZ)
    assert looked[1] == RowTaken(3, "new", "opgeleid", FEBRUARY, TODAY, 5.0, "", ())


def test_a_file_is_taken_in_whole_or_not_at_all(slug: str) -> None:
    rows = (row(2, "vacatures", 5.0), row(3, "vacature", 5.0))
    seen.refused(BadInput, lambda: measurement_files.take_in(slug, rows, by=HZ))
    assert seen.everywhere(Measurement) == []


def test_figures_out_of_a_file_are_asked_for_no_more() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    before = {subject: state for _, subject, state in seen.asked(slug, kind="measurement")}
    assert before["1:vacatures"] == "open"
    taken(slug, row(2, "vacatures", 50.0))
    after = {subject: state for _, subject, state in seen.asked(slug, kind="measurement")}
    assert after == {**before, "1:vacatures": "answered"}


def test_a_round_waits_for_the_second_rater_of_what_is_judged() -> None:
    samen = indicator("samen", measure="qualitative", node="leraren")
    slug = factories.brought_to(Phase.EVALUATE, indicators=[samen])
    judged = []
    for rater in (f"{slug}-gemeente", f"{slug}-gemeente", f"{slug}-fonds"):
        measuring.say(slug, "samen", Spoken(TODAY, level=4, evidence=3, rater=rater), by=HZ)
        states = [state for _, _, state in seen.asked(slug, kind="measurement")]
        judged.append((states, rounds.close_when_complete(Here(slug, 1, Phase.EVALUATE))))
    assert judged == [(["open"], None), (["open"], None), (["answered"], "sufficient")]


def test_a_period_is_asked_for_no_more_once_it_is_recorded_whenever_it_ended() -> None:
    slug = factories.brought_to(Phase.EVALUATE, indicators=[indicator("opgeleid", accumulation="flow")])
    assert [one.of.key for one in measurement_files.asked(slug, everything=False)] == ["opgeleid"]
    measuring.measure(slug, "opgeleid", 30, by=HZ, on=date(2026, 2, 28), since=FEBRUARY)
    assert [state for _, _, state in seen.asked(slug, kind="measurement")] == ["answered"]
    assert rounds.close_when_complete(Here(slug, 1, Phase.EVALUATE)) is not None


def test_a_judgement_that_a_closed_round_looked_at_is_not_taken_back_whenever_it_was_given() -> None:
    slug = factories.brought_to(Phase.EVALUATE, indicators=[indicator("samen", measure="qualitative")])
    for rater in ("gemeente", "fonds", "ouders"):
        measuring.say(slug, "samen", Spoken(TODAY, level=4, evidence=3, rater=f"{slug}-{rater}"), by=HZ)
    with database().write() as session:
        queries.one(session, Round, "round", number=1).opened_at += timedelta(days=1)
    with act(slug, by=HZ) as a:
        judging.close(a, queries.one(a.session, Round, "round", number=1))
    assert [line.round for line in lists_measurements.measurements(slug)] == [1, 1, 1]
    found = evaluation_report.report(slug).evidence
    assert [(line.rater, line.judgement, line.source) for line in found] == [
        (f"{slug}-{rater}", Judgement(level=4, evidence=3), "") for rater in ("gemeente", "fonds", "ouders")
    ]
    seen.refused(NotAllowed, lambda: figures.take_back(slug, 1, by=HZ, reason=WHY))


def test_a_template_asks_for_what_the_open_round_still_waits_for() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    everything = [one.of.key for one in measurement_files.asked(slug, everything=True)]
    assert [one.of.key for one in measurement_files.asked(slug, everything=False)] == everything
    measuring.measure(slug, "vacatures", 62, by=HZ, on=TODAY)
    left = measurement_files.asked(slug, everything=False)
    assert [one.of.key for one in left] == [key for key in everything if key != "vacatures"]
    known = {one.of.key: (one.title, one.unit, one.last_value, one.last_on) for one in
             measurement_files.asked(slug, everything=True)}  # fmt: skip
    assert known["vacatures"] == ("Aantal vacatures", "aantal", 62.0, TODAY)
    assert known["instroom"] == ("Aantal instroom", "aantal", None, None)


def test_a_template_of_nothing_is_refused(slug: str) -> None:
    def refused(at: str, *, everything: bool = False) -> str:
        return seen.refused(NotAllowed, lambda: measurement_files.asked(at, everything=everything))

    assert refused(slug) == "no round of onderwijs asks for figures now; --all takes every indicator"
    assert len(measurement_files.asked(slug, everything=True)) == len(INDICATORS)
    bare = factories.added("zorg", indicators=[])
    assert refused(bare, everything=True) == ("zorg has no indicators yet; add one with: samenspel indicator add zorg")


def test_a_template_shows_a_text_where_no_figure_was_measured(slug: str) -> None:
    taken(slug, row(2, "rust", raw="midden"))
    shown = {one.of.key: one.last_value for one in measurement_files.asked(slug, everything=True)}
    assert (shown["rust"], shown["vacatures"]) == ("midden", None)
    assert set(measurement_files.known(slug)) == set(shown)


def test_nothing_is_asked_for_by_a_round_that_has_everything() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    for one in measurement_files.asked(slug, everything=True):
        measuring.measure(slug, one.of.key, 62, by=HZ, on=TODAY)
    assert seen.refused(NotAllowed, lambda: measurement_files.asked(slug, everything=False)) == (
        "everything was measured for round 1 of onderwijs; --all takes every indicator"
    )


def test_what_is_counted_in_a_period_is_corrected_by_a_new_figure_of_that_period(slug: str) -> None:
    measuring.measure(slug, "opgeleid", 12, by=HZ, on=TODAY, since=FEBRUARY)
    done = measuring.measure(slug, "opgeleid", 15, by=HZ, on=TODAY, since=FEBRUARY)
    with database().read() as session:
        (of,) = queries.rows(session, Indicator, key="opgeleid")
        counted = looked_at.indicator_of(of, queries.rows(session, Measurement, indicator_id=of.id), {}).measurements
    assert (done.doubts, [(one.since, one.on, one.value) for one in counted]) == ((), [(FEBRUARY, TODAY, 15)])
