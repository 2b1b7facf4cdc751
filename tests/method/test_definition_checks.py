"""What the sections of an alliance's file say of each other."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.definition_problems import Problem

HZ = {"code": "hz", "name": "Hanna", "email": "hz@example.org"}
PABO = {"key": "pabo", "name": "Pabo", "sector": "knowledge"}
RAAD = {"key": "raad", "name": "Raad", "sector": "government"}


def contact(key: str, organisation: str) -> dict[str, Any]:
    basis = {"kind": "consent", "source": "formulier", "date": "2026-01-05"}
    return {"key": key, "organisation": organisation, "name": "J", "email": "j@example.org", "basis": basis}


def indicator(key: str, **changes: Any) -> dict[str, Any]:
    given = {"key": key, "title": "A", "measure": "number", "direction": "increase", "accumulation": "level"}
    return {**given, "baseline": {"value": 1}, "target": {"value": 2}, **changes}


def said(**sections: Any) -> list[tuple[str, str]]:
    """Return place and text of every problem of an alliance with these sections."""
    smallest = {"slug": "onderwijs", "name": "O", "task": {"title": "T"}, "facilitator": "hz"}
    found = problems(AllianceDefinition.model_validate({**smallest, **sections}))
    return [(".".join(map(str, problem.loc)), problem.text) for problem in found]


def test_an_alliance_without_sections_has_no_problems() -> None:
    assert said() == []


def test_whoever_is_named_must_be_described() -> None:
    assert said(
        staff=[{**HZ, "code": "hx"}],
        organisations=[PABO],
        contacts=[contact("jan", "pabo"), contact("piet", "pabu")],
        stakeholders=[{"organisation": "gemeente", "contact": "jan"}, {"organisation": "pabo", "contact": "klaas"}],
        expectations=[
            {"from": "foundation", "to": "partners", "text": "X"},
            {"from": "pabo", "to": "bond", "text": "X"},
        ],
        bodies={"project_team": [{"staff": "tb"}, {"organisation": "bond"}]},
    ) == [
        ("facilitator", '"hz" is not described under staff; describe it there first'),
        ("contacts.1.organisation", '"pabu" is not described under organisations (did you mean "pabo"?)'),
        ("stakeholders.0.organisation", '"gemeente" is not described under organisations; describe it there first'),
        ("stakeholders.1.contact", '"klaas" is not described under contacts; describe it there first'),
        ("expectations.1.to", '"bond" is not described under organisations; describe it there first'),
        ("bodies.project_team.0.staff", '"tb" is not described under staff; describe it there first'),
        ("bodies.project_team.1.organisation", '"bond" is not described under organisations; describe it there first'),
    ]


def test_a_reference_that_leads_nowhere_names_what_it_is_about() -> None:
    definition = AllianceDefinition.model_validate(
        {"slug": "onderwijs", "name": "O", "task": {"title": "T"}, "facilitator": "hz", "staff": [{**HZ, "code": "tb"}]}
    )
    text = '"hz" is not described under staff; describe it there first'
    assert problems(definition) == [Problem(("facilitator",), text, about="hz", section="staff")]


def test_of_very_many_names_that_lead_nowhere_the_first_hundred_get_a_hint() -> None:
    seats = {"sponsor_group": [{"organisation": f"pabo{number}"} for number in range(102)]}
    found = [text for _, text in said(organisations=[PABO], bodies=seats)]
    assert [text.rpartition("organisations")[2] for text in found] == [
        *[' (did you mean "pabo"?)'] * 100,
        *["; describe it there first"] * 2,
    ]


def test_without_staff_in_the_file_the_foundation_knows_its_own_people() -> None:
    assert said(bodies={"sponsor_group": [{"staff": "hz", "chair": True}]}) == []


def test_nothing_is_described_twice() -> None:
    point = {"date": "2026-03-01", "value": 1}
    twice = "stands in this list twice; allowed: once"
    assert said(
        staff=[HZ, HZ],
        organisations=[PABO, PABO],
        contacts=[contact("jan", "pabo"), contact("jan", "pabo")],
        stakeholders=[{"organisation": "pabo"}, {"organisation": "pabo"}],
        needs=[{"key": "n", "kind": "time", "description": "X", "quantity": 1, "unit": "hours"}] * 2,
        bodies={"sponsor_group": [{"organisation": "pabo"}, {"organisation": "pabo"}]},
        need_framework={"criteria": [{"key": "c", "text": "X", "weight": 1}] * 2},
        theory_of_change={
            "nodes": [{"key": key, "level": "output", "text": "X"} for key in ("a", "b", "b")],
            "links": [{"from": "a", "to": "b"}] * 2,
        },
        indicators=[indicator("i"), indicator("i", milestones=[point, point], measurements=[point, point])],
        quiet_days=["2026-12-24", "2026-12-24"],
    ) == [
        ("staff.1.code", f'"hz" {twice}'),
        ("organisations.1.key", f'"pabo" {twice}'),
        ("contacts.1.key", f'"jan" {twice}'),
        ("stakeholders.1.organisation", f'"pabo" {twice}'),
        ("bodies.sponsor_group.1", f'"pabo" {twice}'),
        ("needs.1.key", f'"n" {twice}'),
        ("need_framework.criteria.1.key", f'"c" {twice}'),
        ("theory_of_change.nodes.2.key", f'"b" {twice}'),
        ("theory_of_change.links.1", f'"a -> b" {twice}'),
        ("indicators.1.key", f'"i" {twice}'),
        ("indicators.1.milestones.1.date", f'"2026-03-01" {twice}'),
        ("indicators.1.measurements.1.date", f'"2026-03-01" {twice}'),
        ("quiet_days.1", f'"2026-12-24" {twice}'),
    ]


def test_an_organisation_is_not_named_like_a_side() -> None:
    assert said(organisations=[{**PABO, "key": "partners"}]) == [
        ("organisations.0.key", '"partners" names a side of the alliance; choose another key')
    ]


def test_a_contact_speaks_for_its_own_organisation() -> None:
    assert said(
        organisations=[PABO, RAAD],
        contacts=[contact("jan", "pabo")],
        stakeholders=[{"organisation": "raad", "contact": "jan"}],
        bodies={"sponsor_group": [{"organisation": "pabo", "contact": "jan", "chair": True}]},
    ) == [("stakeholders.0.contact", 'contact "jan" belongs to "pabo"; name a contact of "raad"')]


def test_a_seat_belongs_to_one_party_and_a_body_has_one_chair() -> None:
    either = "a member is either an organisation or a member of staff; give one of the two"
    assert said(
        staff=[HZ],
        organisations=[PABO],
        contacts=[contact("jan", "pabo")],
        bodies={
            "sponsor_group": [{"organisation": "pabo", "chair": True}, {"staff": "hz", "chair": True}],
            "project_team": [{"organisation": "pabo", "staff": "hz"}, {}, {"staff": "hz", "contact": "jan"}],
        },
    ) == [
        ("bodies.sponsor_group.1.chair", "there is a chair already; allowed: one per body"),
        ("bodies.project_team.0", either),
        ("bodies.project_team.1", either),
        ("bodies.project_team.2.contact", "a member of staff has no contact; leave it out"),
    ]


def test_something_must_weigh_more_than_nothing() -> None:
    text = "all weights are 0, so nothing can be weighed; give at least one more than 0"
    assert said(
        need_framework={"criteria": [{"key": "c", "text": "X", "weight": 0}]},
        indicators=[indicator("i", weight=0), indicator("j", weight=0.0)],
    ) == [("need_framework.criteria", text), ("indicators", text)]
    assert said(indicators=[indicator("i", weight=0), indicator("j", weight=0.1)]) == []


def test_every_circle_of_the_theory_of_change_is_printed() -> None:
    nodes = [{"key": key, "level": "output", "text": "X"} for key in "abcd"]
    arrows = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "d")]
    links = [{"from": before, "to": after} for before, after in arrows]
    what_to_do = "take one of them out, or say it with learns_from"
    assert said(theory_of_change={"nodes": nodes, "links": links}) == [
        ("theory_of_change.links.2", f"the links go round in a circle: c -> a -> b -> c; {what_to_do}"),
        ("theory_of_change.links.4", f"the links go round in a circle: d -> d; {what_to_do}"),
    ]


def test_a_long_circle_is_told_by_where_it_begins_and_of_many_ten_are_told() -> None:
    keys = [f"n{number}" for number in range(30)]
    nodes = [{"key": key, "level": "output", "text": "X"} for key in keys]
    ring = [{"from": before, "to": after} for before, after in zip(keys, [*keys[1:], "n0"], strict=True)]
    assert [text for _, text in said(theory_of_change={"nodes": nodes, "links": ring})] == [
        "the links go round in a circle: n29 -> n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> n6 -> n7 -> n8 -> … -> n29; "
        "take one of them out, or say it with learns_from"
    ]
    loops = [{"from": key, "to": key} for key in keys]
    assert len(said(theory_of_change={"nodes": nodes, "links": loops})) == 10


def test_links_and_indicators_belong_to_nodes() -> None:
    nodes = [{"key": "leraren", "level": "impact", "text": "X"}]
    assert said(
        theory_of_change={
            "nodes": nodes,
            "links": [{"from": "lerares", "to": "leraren"}, {"from": "leraren", "to": "x"}],
        },
        indicators=[indicator("i", node="leraren"), indicator("j", node="y")],
    ) == [
        (
            "theory_of_change.links.0.from",
            '"lerares" is not described under theory_of_change.nodes (did you mean "leraren"?)',
        ),
        ("theory_of_change.links.1.to", '"x" is not described under theory_of_change.nodes; describe it there first'),
        ("indicators.1.node", '"y" is not described under theory_of_change.nodes; describe it there first'),
    ]


def test_a_target_comes_after_its_baseline_and_may_be_the_same_figure() -> None:
    def at(value: float, day: str) -> dict[str, Any]:
        return {"value": value, "date": day}

    early, late = at(5, "2026-01-01"), at(5, "2027-01-01")
    assert (
        said(indicators=[indicator("i", baseline=early, target=late), indicator("j", baseline=early, target=early)])
        == []
    )
    assert said(indicators=[indicator("i", baseline=late, target=early)]) == [
        ("indicators.0.target.date", "the target is due before the baseline of 2027-01-01; give a later date")
    ]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12, unique=True))
def test_links_that_lead_forward_never_make_a_circle_and_those_back_always_do(arrows: list[tuple[str, str]]) -> None:
    nodes = [{"key": key, "level": "output", "text": "X"} for key in "abcdef"]
    forward = [{"from": before, "to": after} for before, after in arrows if before < after]
    assert said(theory_of_change={"nodes": nodes, "links": forward}) == []
    back = [{"from": link["to"], "to": link["from"]} for link in forward[:1]]
    assert len(said(theory_of_change={"nodes": nodes, "links": forward + back})) == len(back)


def test_a_successor_works_at_the_same_organisation_and_nobody_follows_themselves() -> None:
    people = [
        {**contact("jan", "pabo"), "successor": "piet"},
        {**contact("piet", "pabo"), "successor": "jan"},
        {**contact("eva", "pabo"), "successor": "raadslid"},
        {**contact("bo", "pabo"), "successor": "niemand"},
        contact("raadslid", "raad"),
    ]
    assert said(organisations=[PABO, RAAD], contacts=people) == [
        ("contacts.2.successor", 'contact "raadslid" belongs to "raad"; name a contact of "pabo"'),
        ("contacts.3.successor", '"niemand" is not described under contacts; describe it there first'),
        ("contacts.1.successor", "the successors go round in a circle: piet -> jan -> piet; take one of them out"),
    ]


def test_a_relation_joins_two_described_organisations_and_ends_after_it_began() -> None:
    joined = {"from": "pabo", "to": "raad", "kind": "funds"}
    assert said(
        organisations=[PABO, RAAD],
        relations=[
            joined,
            joined,
            {"from": "pabo", "to": "pabo", "kind": "funds"},
            {"from": "rad", "to": "bond", "kind": "other", "since": "2026-02-01", "until": "2026-01-01"},
        ],
    ) == [
        ("relations.1", '"pabo funds raad" stands in this list twice; allowed: once'),
        ("relations.2.to", '"pabo" stands on both sides; name two organisations'),
        ("relations.3.from", '"rad" is not described under organisations (did you mean "raad"?)'),
        ("relations.3.to", '"bond" is not described under organisations; describe it there first'),
        ("relations.3.until", "the relation ends before it began on 2026-02-01; give a later date"),
    ]


def test_feedback_comes_from_nodes_that_are_described_and_may_go_round() -> None:
    nodes = [
        {"key": "a", "level": "activity", "text": "A", "learns_from": ["b", "c"]},
        {"key": "b", "level": "outcome", "text": "B", "learns_from": ["a"]},
    ]
    assert said(theory_of_change={"nodes": nodes, "links": [{"from": "a", "to": "b"}]}) == [
        (
            "theory_of_change.nodes.0.learns_from.1",
            '"c" is not described under theory_of_change.nodes; describe it there first',
        )
    ]


def test_a_start_belongs_to_a_rule_that_has_none_of_its_own() -> None:
    starts = {"starts": "2027-01-11 09:00"}
    assert said(evaluation=starts) == [
        ("evaluation.starts", "a start needs a rule to begin with; give an rrule as well")
    ]
    assert said(evaluation={**starts, "rrule": "DTSTART:20260105T090000\nRRULE:FREQ=DAILY"}) == [
        ("evaluation.starts", "the rrule names a DTSTART already; leave one of the two out")
    ]
    assert said(evaluation={**starts, "rrule": "FREQ=DAILY"}) == []


def test_an_arrow_without_an_assumption_has_no_evidence_and_only_an_activity_has_a_last_day() -> None:
    nodes = [
        {"key": "a", "level": "activity", "text": "A", "due": "2027-01-01"},
        {"key": "b", "level": "output", "text": "B", "due": "2027-01-01"},
    ]
    links = [{"from": "a", "to": "b", "layer": "delivery", "evidence": "refuted"}]
    assert said(theory_of_change={"nodes": nodes, "links": links}) == [
        (
            "theory_of_change.links.0.evidence",
            "evidence is for or against an assumption; say what has to be true",
        ),
        (
            "theory_of_change.nodes.1.due",
            "only an activity has a last day; give the day to the target of an indicator",
        ),
    ]
    known = [{**links[0], "assumption": "Het kan."}]
    assert said(theory_of_change={"nodes": [nodes[0], {**nodes[1], "due": None}], "links": known}) == []
