"""What is wrong in an alliance's file, said line by line, all at once."""

from pathlib import Path

import pytest

from models.method.definition import AllianceDefinition
from tests.alliance_texts import HEAD, PABO, refused


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            HEAD + "organisation: []\nfoo: 1\n",
            [
                'a.yaml:6:1: unknown key "organisation" (did you mean "organisations"?)',
                'a.yaml:7:1: unknown key "foo"; allowed: slug, name, language, illustrative, task, mission, story, '
                "facilitator, staff, organisations, contacts, stakeholders, relations, expectations, needs, bodies, "
                "need_framework, theory_of_change, indicators, evaluation, quiet_days, settings",
            ],
        ),
        (
            "slug: 5\nname: true\nlanguage: de\nillustrative: yes\ntask: x\nfacilitator:\n",
            [
                "a.yaml:1:7: slug: expected a text, found 5; put it between quotes",
                "a.yaml:2:7: name: expected a text, found true; put it between quotes",
                'a.yaml:3:11: language: "de" is not known; allowed: nl, en',
                'a.yaml:4:15: illustrative: expected true or false, found "yes"',
                'a.yaml:5:7: task: expected a mapping, found "x"',
                "a.yaml:6:1: facilitator: nothing stands here; expected a text",
            ],
        ),
        (
            "name: Onderwijs\ntask:\n  urgency: hoog\n",
            [
                'a.yaml:1:1: "facilitator" is missing here',
                'a.yaml:1:1: "slug" is missing here',
                'a.yaml:2:1: "title" is missing here',
            ],
        ),
        (
            HEAD + "organisations:\n  - key: pabo\n    name: Pabo\n    sector: goverment\n    nam: x\n  - [1]\n",
            [
                'a.yaml:9:13: sector: "goverment" is not known (did you mean "government"?); allowed: government, '
                "citizens, business, philanthropy, knowledge, other",
                'a.yaml:10:5: unknown key "nam" (did you mean "name"?)',
                "a.yaml:11:5: organisations: expected a mapping, found a list",
            ],
        ),
        (
            HEAD + "organisations: {key: pabo}\nquiet_days:\nlanguage:\nmission: [a]\n",
            [
                "a.yaml:6:1: organisations: expected a list, found a mapping",
                "a.yaml:7:1: quiet_days: nothing stands here; expected a list",
                "a.yaml:8:1: language: nothing stands here; allowed: nl, en",
                "a.yaml:9:1: mission: expected a text, found a list",
            ],
        ),
        (
            HEAD + "need_framework:\n  criteria:\n    - {key: a, text: a, weight: 1,5}\n",
            [
                'a.yaml:8:35: unknown key "5"; if it belongs to a number, write the decimals behind a point',
            ],
        ),
        (
            HEAD
            + "need_framework:\n  criteria:\n    - key: a\n      text: a\n      weight: 1,5\n"
            + "    - {key: b, text: b, weight: -1}\n    - {key: c, text: c, weight: .NaN}\n"
            + "    - {key: d, text: d, weight: 1e400}\n    - {key: e, text: e, weight: true}\n"
            + "    - {key: f, text: f, weight: 10_000}\n    - {key: g, text: g, weight: 1e7}\n",
            [
                'a.yaml:10:15: weight: expected a number, found "1,5"; write the decimals behind a point: 1.5',
                "a.yaml:11:33: weight: -1 is out of range; allowed: at least 0",
                "a.yaml:12:33: weight: .NaN is no figure to count with; allowed: a finite number",
                "a.yaml:13:33: weight: 1e400 is no figure to count with; allowed: a finite number",
                "a.yaml:14:33: weight: expected a number, found true",
                'a.yaml:15:33: weight: expected a number, found "10_000"',
                "a.yaml:16:33: weight: 1e7 is out of range; allowed: at most 1000000",
            ],
        ),
        (
            HEAD
            + "settings:\n  phase_days: {explor: 0, implement: 0, co_create: 2.5}\n"
            + "  round_days: true\n  anser_days: 3\n",
            [
                'a.yaml:7:16: phase_days: "explor" is not known (did you mean "explore"?); allowed: explore, '
                "form_alliance, co_create, implement, evaluate, secure_impact",
                "a.yaml:7:24: explor: 0 is out of range; allowed: at least 1",
                "a.yaml:7:38: implement: 0 is out of range; allowed: at least 1",
                "a.yaml:7:52: co_create: expected a whole number, found 2.5",
                "a.yaml:8:15: round_days: expected a whole number, found true",
                'a.yaml:9:3: unknown key "anser_days" (did you mean "answer_days"?)',
            ],
        ),
        (
            HEAD + "quiet_days: [2026-02-30, 2026-01-01 10:00:00, 12:30, 20260101, 0001-01-01]\n",
            [
                "a.yaml:6:14: quiet_days: the date 2026-02-30 does not exist",
                'a.yaml:6:26: quiet_days: expected a date like 2026-03-01, found "2026-01-01 10:00:00"',
                'a.yaml:6:47: quiet_days: expected a date like 2026-03-01, found "12:30"',
                "a.yaml:6:54: quiet_days: expected a date like 2026-03-01, found 20260101",
                "a.yaml:6:64: quiet_days: the date 0001-01-01 is out of range; allowed: 2000-01-01 to 2100-12-31",
            ],
        ),
        (
            HEAD + 'mission: "a\\u202eb"\nstory: "a\\0b"\n',
            [
                "a.yaml:6:10: mission: the sign U+202E is not allowed in a text; take it out",
                "a.yaml:7:8: story: the sign U+0000 is not allowed in a text; take it out",
            ],
        ),
        (
            HEAD + '"a\\nb\\u202e": x\n',
            [f'a.yaml:6:1: unknown key "a\\u000ab\\u202e"; allowed: {", ".join(AllianceDefinition.model_fields)}'],
        ),
        (
            HEAD + "indicators:\n  - {key: a, direction: up, target: {value: 1e16, until: x}}\n",
            [
                'a.yaml:7:5: "accumulation" is missing here',
                'a.yaml:7:5: "measure" is missing here',
                'a.yaml:7:5: "title" is missing here',
                'a.yaml:7:25: direction: "up" is not known; allowed: increase, decrease, maintain',
                "a.yaml:7:45: value: 1e16 is out of range; allowed: at most 1000000000000000",
                'a.yaml:7:51: unknown key "until"; allowed: value, date',
            ],
        ),
    ],
)
def test_what_is_wrong_in_a_section_is_said_with_what_is_allowed(content: str, lines: list[str]) -> None:
    assert refused(content) == lines


def test_everything_wrong_with_a_file_is_said_at_once_in_the_order_of_the_lines() -> None:
    content = (
        HEAD
        + "facilitator: tb\n"
        + PABO
        + "  - {key: raad, name: Raad, sector: overheid}\n"
        + "  - {key: bond, name: Bond, sector: citizens}\n"
        + "staff:\n  - {code: hx, name: Hanna, email: hanna.example.org}\n"
        + "stakeholders:\n  - {organisation: raad}\n  - {organisation: pabo, interest: 6}\n"
        + "  - {organisation: bont}\n  - {organisation: pabo}\n"
        + "evaluation:\n  rrule: FREQ=HOURLY\n  timezone: CEST\n"
        + "theory_of_change:\n  nodes:\n    - {key: a, level: impact, text: Een}\n  links:\n    - {from: a, to: a}\n"
        + "need_framework:\n  criteria:\n    - {key: a, text: Een, weight: 0}\n"
    )
    assert refused(content) == [
        'a.yaml:6:1: key "facilitator" stands here again; it is given in line 5 already',
        'a.yaml:11:37: sector: "overheid" is not known; allowed: government, citizens, business, philanthropy, '
        "knowledge, other",
        'a.yaml:14:36: email: "hanna.example.org" is no e-mail address: an email address must have an @-sign; '
        "allowed: one like name@example.org",
        "a.yaml:17:36: interest: 6 is out of range; allowed: at most 5",
        'a.yaml:18:20: organisation: "bont" is not described under organisations (did you mean "bond"?)',
        'a.yaml:21:10: rrule: the rule has FREQ "HOURLY"; allowed: DAILY, WEEKLY, MONTHLY, YEARLY',
        'a.yaml:22:13: timezone: the time zone "CEST" is not known; allowed: a name like Europe/Amsterdam',
        "a.yaml:27:7: links: the links go round in a circle: a -> a; take one of them out, or say it with learns_from",
        "a.yaml:29:3: criteria: all weights are 0, so nothing can be weighed; give at least one more than 0",
    ]


def test_a_wrong_section_does_not_hide_what_is_wrong_elsewhere_nor_make_it_seem_wrong() -> None:
    content = (
        HEAD.replace("onderwijs", "Onder Wijs").replace("hz", "HZ")
        + PABO
        + "contacts:\n  - {key: jan, organisation: pabo}\n"
        + "stakeholders:\n  - {organisation: pabo, contact: jan}\n"
        + "bodies:\n  sponsor_group:\n    - {organisation: pabo, contact: jan}\n    - {organisation: raad}\n"
        + "need_framework:\n  criteria:\n    - {key: a, text: Een, weight: 0}\n    - {key: b, text: Twee, weight: x}\n"
    )
    key = "allowed: 1 to 80 lower-case letters, digits, hyphens and underscores, a letter first"
    assert refused(content) == [
        'a.yaml:1:7: slug: "Onder Wijs" is not allowed; '
        "allowed: 2 to 48 lower-case letters, digits and hyphens, a letter first",
        f'a.yaml:5:14: facilitator: "HZ" is not allowed; {key}',
        'a.yaml:11:5: "basis" is missing here',
        'a.yaml:11:5: "email" is missing here',
        'a.yaml:11:5: "name" is missing here',
        'a.yaml:17:22: organisation: "raad" is not described under organisations; describe it there first',
        'a.yaml:21:36: weight: expected a number, found "x"',
    ]


def test_a_list_that_is_none_does_not_make_all_that_refers_to_it_wrong() -> None:
    content = (
        HEAD
        + "organisations: {pabo: Pabo}\n"
        + "contacts:\n  - {key: [jan], organisation: pabo}\n"
        + "stakeholders:\n  - {organisation: pabo}\n"
        + "theory_of_change: []\n"
        + "expectations:\n  - {from: foundation, to: 5, text: X}\n  - {from: foundation, to: pabo, text: X}\n"
        + "quiet_days: [2026-12-24, 2026-12-24]\n"
    )
    assert refused(content) == [
        "a.yaml:6:1: organisations: expected a list, found a mapping",
        'a.yaml:8:5: "basis" is missing here',
        'a.yaml:8:5: "email" is missing here',
        'a.yaml:8:5: "name" is missing here',
        "a.yaml:8:6: key: expected a text, found a list",
        "a.yaml:11:1: theory_of_change: expected a mapping, found a list",
        "a.yaml:13:28: to: expected a text, found 5; put it between quotes",
        'a.yaml:15:26: quiet_days: "2026-12-24" stands in this list twice; allowed: once',
    ]


def test_of_many_problems_fifty_are_said_and_the_rest_counted() -> None:
    lines = refused(HEAD + "quiet_days:\n" + "  - morgen\n" * 70)
    assert len(lines) == 51
    assert lines[0] == 'a.yaml:7:5: quiet_days: expected a date like 2026-03-01, found "morgen"'
    assert lines[-1] == "a.yaml: and 20 more"
