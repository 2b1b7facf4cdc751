"""What people get wrong in the file of an alliance: each mistake is said at its place, and nothing is written.

The rows follow the kinds of mistakes, several inputs to a kind. A file has no key for phases, for templates of letters
or for anonymous surveys: what belongs to the method or to the installation is unknown to the file of one alliance.
"""

import itertools
import os
from pathlib import Path

import pytest

from models.db import queries
from models.db.session import database
from models.db.tables import Base
from models.method.definition import AllianceDefinition
from models.method.definition_parts import Evaluation, FileSettings
from tests.alliance_texts import HEAD
from tests.cli.conftest import Cli

#: What stands in the file, and the places and texts of what is said of it.
Refused = tuple[str | bytes, list[str]]

#: A member of staff, so that the facilitator is known.
STAFF = "staff: [{code: hz, name: Hanna, email: hz@example.org}]\n"

KEYS = ", ".join(AllianceDefinition.model_fields)
SETTINGS = ", ".join(FileSettings.model_fields)
EVALUATION = ", ".join(Evaluation.model_fields)
PHASES = "explore, form_alliance, co_create, implement, evaluate, secure_impact"
RANGE = "allowed: 2000-01-01 to 2100-12-31"
SLUG = "allowed: 2 to 48 lower-case letters, digits and hyphens, a letter first"
ZONE = "allowed: a name like Europe/Amsterdam"
TIME = "allowed: 00:00 to 23:59"
EMPTY = ": there is no alliance in the file; it is empty"
A_MAPPING = ":1:1: expected a mapping with the keys of an alliance, such as slug and name"
DAY = "expected a date like 2026-03-01"
MOMENT = "expected a day and a time like 2027-01-11 09:00"
ALL_ZERO = "all weights are 0, so nothing can be weighed; give at least one more than 0"
STEPS = (
    'allowed: "after N days", "N days before due", "N days after due", each also in "working days", or "at due"; '
    '"hand over" or "escalate" may stand before it; N is 1 to 365'
)
LADDERS = (
    "unanswered, deadline, invitation, commitment, delivery, measurement, deliverable, handover, re_confirmation, "
    "signature, fault, round"
)
HANDS_OVER = 'a ladder ends with one "hand over", the step at which a person of ours takes over'
NODES = "".join(f"    - {{key: {key}, level: outcome, text: {key}}}\n" for key in "abc")
THEORY = f"{HEAD}theory_of_change:\n  nodes:\n{NODES}  links:\n"
IN_A_CIRCLE = "the links go round in a circle"
OUT_OF_IT = "take one of them out, or say it with learns_from"
NOT_THERE = "is not described under theory_of_change.nodes; describe it there first"
DEEP = "the nesting is too deep; allowed: 20 levels"
MANY = "the file has too many values; allowed: 50000, aliases written out"
INCOMPLETE = "stands for nothing that is complete before it"
TOO_LARGE = ": the file is too large; allowed: 1000000 bytes"


def _days(*written: str) -> str:
    return f"{HEAD}quiet_days: [{', '.join(written)}]\n"


def _starts(moment: str) -> str:
    return f"{HEAD}evaluation: {{rrule: FREQ=DAILY, starts: {moment}}}\n"


def _zone(name: str) -> str:
    return f"{HEAD}evaluation: {{timezone: {name}}}\n"


def _weights(*written: str) -> str:
    criteria = "".join(f"    - {{key: c{n}, text: C, weight: {one}}}\n" for n, one in enumerate(written))
    return f"{HEAD}need_framework:\n  criteria:\n{criteria}"


def _links(*pairs: str) -> str:
    return THEORY + "".join(f"    - {{from: {pair[0]}, to: {pair[1]}}}\n" for pair in pairs)


def _slug(written: str) -> str:
    return HEAD.replace("onderwijs", written)


def _settings(written: str) -> str:
    return f"{HEAD}settings: {{{written}}}\n"


def _ladder(*steps: str) -> str:
    return _settings(f"ladders: {{unanswered: [{', '.join(steps)}]}}")


def _bomb() -> str:
    names = "abcdefghi"
    lines = (f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in itertools.pairwise(names))
    return "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(lines)


KINDS: dict[str, list[Refused]] = {
    "there is nothing in the file": [
        *[(text, [EMPTY]) for text in ("", "# nog niets\n", "---\n", "---\n...\n", "~\n", "\ufeff", " \n\n")],
    ],
    "the file is no mapping": [
        *[(text, [A_MAPPING]) for text in ("- slug: a\n", "hallo\n", "42\n", "''\n", "slug:onderwijs\n")],
    ],
    "a key stands there twice": [
        ("slug: eerst\n" + HEAD, [':2:1: key "slug" stands here again; it is given in line 1 already']),
        (HEAD + '"slug": x\n', [':6:1: key "slug" stands here again; it is given in line 1 already']),
        (HEAD + "task: {title: B}\n", [':6:1: key "task" stands here again; it is given in line 3 already']),
        (
            _settings("rest_days: 1, rest_days: 2, rest_days: 3"),
            [f':6:{n}: key "rest_days" stands here again; it is given in line 6 already' for n in (26, 40)],
        ),
        (HEAD + "? slug\n: x\n", [':6:3: key "slug" stands here again; it is given in line 1 already']),
    ],
    "yes and no are no flags": [
        *[
            (f"{HEAD}illustrative: {word}\n", [f':6:15: illustrative: expected true or false, found "{word}"'])
            for word in ("NO", "on", "yes", "y", "Off", "tRUE")
        ],
        (HEAD + "illustrative: 1\n", [":6:15: illustrative: expected true or false, found 1"]),
        (HEAD + "illustrative:\n", [":6:1: illustrative: nothing stands here; expected true or false"]),
        (HEAD + "mission: true\n", [":6:10: mission: expected a text, found true; put it between quotes"]),
        (HEAD + "mission: 017\n", [":6:10: mission: expected a text, found 017; put it between quotes"]),
        (HEAD + "mission: !!int 5\n", [":6:10: the tag !!int is not allowed; leave it out"]),
    ],
    "a time is no time of the day": [
        *[
            (
                _settings(f"send_at: {given}"),
                [f":6:21: send_at: expected a time of the day like 09:00, found {shown}; {TIME}"],
            )
            for given, shown in (
                *(("750", "750"), ("0.5", "0.5"), ("9:00", '"9:00"'), ("24:00", '"24:00"'), ("08:30Z", '"08:30Z"')),
                *(("12:30:00", '"12:30:00"'), ("true", "true"), ("٠٨:٣٠", '"٠٨:٣٠"')),
            )
        ],
    ],
    "a day does not exist": [
        (_days("2026-02-30", "2026-13-01"), [
            ":6:14: quiet_days: the date 2026-02-30 does not exist",
            ":6:26: quiet_days: the date 2026-13-01 does not exist",
        ]),
        (_days("2026-1-5", "30-01-2026"), [
            f':6:14: quiet_days: {DAY}, found "2026-1-5"',
            f':6:24: quiet_days: {DAY}, found "30-01-2026"',
        ]),
        (_days("20260101", "2026", "~", "٢٠٢٦-01-01"), [
            f":6:14: quiet_days: {DAY}, found 20260101",
            f":6:24: quiet_days: {DAY}, found 2026",
            f":6:30: quiet_days: {DAY}, found nothing",
            f':6:33: quiet_days: {DAY}, found "٢٠٢٦-01-01"',
        ]),
        (_starts("2027-02-30 09:00"), [":6:41: starts: the date 2027-02-30 does not exist"]),
        (_starts("2027-03-28"), [f':6:41: starts: {MOMENT}, found "2027-03-28"']),
        (_starts("2027-03-28 02:30+01:00"), [f':6:41: starts: {MOMENT}, found "2027-03-28 02:30+01:00"']),
    ],
    "a time zone is unknown": [
        *[
            (_zone(name), [f':6:24: timezone: the time zone "{name}" is not known; {ZONE}'])
            for name in ("CEST", "Mars/Base", "../../etc/passwd", "/etc/localtime", "localtime")
        ],
        *[
            (_zone(name), [f':6:24: timezone: the time zone "{name}" is not known (did you mean "{near}"?); {ZONE}'])
            for name, near in (
                *(("europe/amsterdam", "Europe/Amsterdam"), ("Europe/Amsterdm", "Europe/Amsterdam")),
                *(("Amsterdam", "Europe/Amsterdam"), ("GMT+1", "Etc/GMT+1")),
            )
        ],
    ],
    "a year is out of range": [
        (_days("0001-01-01", "9999-01-01", "10000-01-01", "1999-12-31", "2101-01-01"), [
            f":6:14: quiet_days: the date 0001-01-01 is out of range; {RANGE}",
            f":6:26: quiet_days: the date 9999-01-01 is out of range; {RANGE}",
            f":6:38: quiet_days: the date 10000-01-01 is out of range; {RANGE}",
            f":6:51: quiet_days: the date 1999-12-31 is out of range; {RANGE}",
            f":6:63: quiet_days: the date 2101-01-01 is out of range; {RANGE}",
        ]),
        (_starts("9999-12-31 23:59"), [f":6:41: starts: the date 9999-12-31 is out of range; {RANGE}"]),
        (f"{HEAD}evaluation: {{rrule: FREQ=DAILY;UNTIL=99991231}}\n", [
            f':6:21: rrule: the rule has UNTIL "99991231"; {RANGE}',
        ]),
    ],
    "a weight cannot be weighed": [
        (_weights("-1", "NaN", ".nan", ".inf", "1e400", '"1,5"', "true", "'1'", "50%", "1_0", "1e7"), [
            ":8:34: weight: -1 is out of range; allowed: at least 0",
            ':9:34: weight: expected a number, found "NaN"',
            ":10:34: weight: .nan is no figure to count with; allowed: a finite number",
            ":11:34: weight: .inf is no figure to count with; allowed: a finite number",
            ":12:34: weight: 1e400 is no figure to count with; allowed: a finite number",
            ':13:34: weight: expected a number, found "1,5"; write the decimals behind a point: 1.5',
            ":14:34: weight: expected a number, found true",
            ':15:34: weight: expected a number, found "1"; leave the quotes out',
            ':16:34: weight: expected a number, found "50%"',
            ':17:34: weight: expected a number, found "1_0"',
            ":18:35: weight: 1e7 is out of range; allowed: at most 1000000",
        ]),
        (_weights("9" * 5000), [
            f":8:34: weight: {'9' * 40}… is no figure to count with; allowed: a finite number",
        ]),
        (_weights("1,5"), [':8:36: unknown key "5"; if it belongs to a number, write the decimals behind a point']),
        (HEAD + "evaluation: {threshold: 1.5}\n", [":6:25: threshold: 1.5 is out of range; allowed: at most 1"]),
    ],
    "nothing weighs anything": [
        (_weights("0"), [f":7:3: criteria: {ALL_ZERO}"]),
        (_weights("0", "0.0", "-0.0", "1e-400"), [f":7:3: criteria: {ALL_ZERO}"]),
        (HEAD + "need_framework:\n", [":6:1: need_framework: nothing stands here; expected a mapping"]),
    ],
    "the theory of change goes round": [
        (_links("ab", "ba"), [f":13:7: links: {IN_A_CIRCLE}: b -> a -> b; {OUT_OF_IT}"]),
        (_links("aa"), [f":12:7: links: {IN_A_CIRCLE}: a -> a; {OUT_OF_IT}"]),
        (_links("ab", "bc", "ca", "cc"), [
            f":14:7: links: {IN_A_CIRCLE}: c -> a -> b -> c; {OUT_OF_IT}",
            f":15:7: links: {IN_A_CIRCLE}: c -> c; {OUT_OF_IT}",
        ]),
    ],
    "a link leads nowhere": [
        (_links("ax", "yb"), [f':12:21: to: "x" {NOT_THERE}', f':13:14: from: "y" {NOT_THERE}']),
        (THEORY + "    - {from: a}\n", [':12:7: "to" is missing here']),
        (THEORY + "    - a -> b\n", [':12:7: links: expected a mapping, found "a -> b"']),
    ],
    "a name is taken within the file": [
        (
            HEAD + "organisations:\n" + "  - {key: pabo, name: P, sector: knowledge}\n" * 2,
            [':8:11: key: "pabo" stands in this list twice; allowed: once'],
        ),
        (
            HEAD + "organisations: [{key: partners, name: P, sector: knowledge}]\n",
            [':6:23: key: "partners" names a side of the alliance; choose another key'],
        ),
    ],
    "a slug is no slug": [
        *[
            (_slug(given), [f':1:7: slug: "{shown}" is not allowed; {SLUG}'])
            for given, shown in (
                *(("../x", "../x"), ("CON", "CON"), ("a b", "a b"), ("Ä", "Ä"), ("-x", "-x"), ("1a", "1a")),
                *(("a" * 200, "a" * 40 + "…"), ("a_b", "a_b"), ("ab\u200b", "ab\\u200b"), ('"a\\nb"', "a\\u000ab")),
            )
        ],
        *[(_slug(word), [f':1:7: slug: "{word}" is reserved; choose another slug']) for word in ("con", "lpt9", "all")],
        (_slug("7"), [":1:7: slug: expected a text, found 7; put it between quotes"]),
    ],
    "a key is unknown": [
        (HEAD + "dedline: 2026-05-01\n", [f':6:1: unknown key "dedline"; allowed: {KEYS}']),
        (HEAD + "tasks: x\nSLUG: x\n", [
            ':6:1: unknown key "tasks" (did you mean "task"?)',
            ':7:1: unknown key "SLUG" (did you mean "slug"?)',
        ]),
        (_settings("anser_days: 3"), [':6:12: unknown key "anser_days" (did you mean "answer_days"?)']),
        (HEAD + "? [a]\n: b\n", [":6:3: a key must be a word, not a list, a mapping or an alias"]),
    ],
    "phases cannot be set: there is no key for them, and terms only for those there are": [
        *[(f"{HEAD}{line}\n", [f':6:1: unknown key "{line.partition(":")[0]}"; allowed: {KEYS}']) for line in (
            *("phase: 7", "phase: '0'", "phases: [1, 3, 2]", "start_phase: implement", "cycle: 2"),
        )],
        *[(_settings(f"phase_days: {{{given}: 10}}"), [
            f':6:25: phase_days: "{given}" is not known; allowed: {PHASES}',
        ]) for given in ("0", "7", "vooraf")],
        (_settings("phase_days: {explor: 10}"), [
            f':6:25: phase_days: "explor" is not known (did you mean "explore"?); allowed: {PHASES}',
        ]),
        (_settings("phase_days: [84, 84]"), [":6:12: phase_days: expected a mapping, found a list"]),
    ],
    "aliases explode": [
        (_bomb(), [f":5:23: {MANY}"]),
        (HEAD + "mission: &a x\nquiet_days: [" + "*a, " * 101 + "]\n", [
            ":7:414: the file has too many aliases; allowed: 100",
        ]),
    ],
    "an alias stands for itself or for nothing": [
        ("a: &a [*a]\n", [f":1:8: the alias *a {INCOMPLETE}"]),
        ("a: &a {b: *a}\n", [f":1:11: the alias *a {INCOMPLETE}"]),
        (HEAD + "mission: *weg\n", [f":6:10: the alias *weg {INCOMPLETE}"]),
    ],
    "it nests too deep": [
        ("a: " + "[" * 5000, [f":1:23: {DEEP}"]),
        ("{a: " * 5000, [f":1:81: {DEEP}"]),
        ("- " * 5000 + "x\n", [f":1:41: {DEEP}"]),
    ],
    "there is too much of it": [
        (b"x" * 50_000_000, [TOO_LARGE]),
        (HEAD + "story: " + "x" * 1_000_000 + "\n", [TOO_LARGE]),
        (HEAD + "story: " + "x" * 990_000 + "\n", [
            ":6:8: story: the text has 990000 characters; allowed: at most 20000",
        ]),
        (HEAD + "x" * 900_000 + ": 1\n", [":6:1: this is not YAML: the key that begins here has no colon"]),
        (HEAD + "mission: !" + "x" * 900_000 + " 1\n", [":6:10: this is not YAML: found a tag that is too long"]),
    ],
    "the bytes are no UTF-8": [
        (HEAD.encode() + b"mission: \xe9\xe9n\n", [":6:10: the file is not UTF-8 (byte 86); save it as UTF-8"]),
        ("\ufeff".encode() + HEAD.encode() + b"mission: \xe9\n", [
            ":6:10: the file is not UTF-8 (byte 89); save it as UTF-8",
        ]),
        (HEAD.encode() + b"mission: \xed\xa0\x80\n", [":6:10: the file is not UTF-8 (byte 86); save it as UTF-8"]),
        (HEAD.encode("utf-16"), [":1:1: the file is not UTF-8 (byte 0); save it as UTF-8"]),
        (HEAD.encode("utf-16-le"), [":1:2: the file is not UTF-8 (byte 1); save it as UTF-8"]),
        (HEAD.encode("utf-16-be"), [":1:1: the file is not UTF-8 (byte 0); save it as UTF-8"]),
        (b"\xe9\x00", [":1:2: the file is not UTF-8 (byte 1); save it as UTF-8"]),
        (b"%PDF-1.4\n%\xe2\xe3", [":2:2: the file is not UTF-8 (byte 10); save it as UTF-8"]),
    ],
    "a sign does not belong in a text": [
        (HEAD + "mission: a\0b\n", [":6:11: the sign U+0000 is not allowed in YAML; take it out"]),
        (HEAD + "mission: a\x1b[31mb\n", [":6:11: the sign U+001B is not allowed in YAML; take it out"]),
        (HEAD + "mission: a\x85b\n", [":6:11: the sign U+0085 breaks a line; take it out"]),
        (HEAD + "mission: a\u2028b\n", [":6:11: the sign U+2028 breaks a line; take it out"]),
        (HEAD + "mission: a\u202eb\n", [":6:10: mission: the sign U+202E is not allowed in a text; take it out"]),
        (HEAD + "mission: e" + "\u0301" * 100, [":6:10: mission: a letter carries more than 4 marks; take them out"]),
        (HEAD + "mission: a\rb\n", [":7:1: this is not YAML: the key that begins here has no colon"]),
        (HEAD.replace("\n", "\r") + "mission: \x07\r", [":6:10: the sign U+0007 is not allowed in YAML; take it out"]),
    ],
    "it is no YAML 1.2": [
        ("slug: 'a\nname: b\n", [":1:7: this is not YAML: the quote that begins here is not closed"]),
        ("quiet_days: [a, b\n", [":1:13: this is not YAML: the bracket that begins here is not closed"]),
        ("slug: a: b\n", [":1:8: this is not YAML: mapping values are not allowed here"]),
        ("slug: @a\n", [":1:7: this is not YAML: found character '@' that cannot start any token"]),
        *[(f"%YAML {version}\n---\n{HEAD}", [
            ":1:1: the file asks for another YAML; allowed: %YAML 1.2, or no such line",
        ]) for version in ("1.1", "1.3", "2.0", "1." + "9" * 5000)],
        (HEAD + "---\n" + HEAD, [":6:1: a second document begins here; allowed: one alliance per file"]),
    ],
    "templates of letters cannot be set: there is no key for them": [
        *[(f"{HEAD}{line}\n", [f':6:1: unknown key "{line.partition(":")[0]}"; allowed: {KEYS}']) for line in (
            *("template: invitation", "templates: {invitation: ../../etc/passwd}", "letters: {invitation: x.txt}"),
        )],
    ],
    "another file cannot be included": [
        (HEAD + "story: !include /etc/passwd\n", [":6:8: the tag !include is not allowed; leave it out"]),
        (HEAD + "include: ander.yaml\n", [f':6:1: unknown key "include"; allowed: {KEYS}']),
        (HEAD + "<<: {mission: x}\n", [f':6:1: unknown key "<<"; allowed: {KEYS}']),
    ],
    "an anonymous survey cannot be set: there is no key for it": [
        (HEAD + "k: 1\n", [f':6:1: unknown key "k"; allowed: {KEYS}']),
        (HEAD + "survey: {k: 0, anonymous: true}\n", [f':6:1: unknown key "survey"; allowed: {KEYS}']),
        (_settings("k: 0"), [f':6:12: unknown key "k"; allowed: {SETTINGS}']),
        (HEAD + "evaluation: {k: 1}\n", [f':6:14: unknown key "k"; allowed: {EVALUATION}']),
    ],
    "the steps of a ladder come too often, too late, or cannot be read": [
        *[(_ladder(given, "hand over at due"), [f':6:35: unanswered: "{given}" is no step; {STEPS}']) for given in (
            *("after 0 days", "after -1 days", "after 366 days", "every minute", "After 3 days", "hand over"),
        )],
        (_ladder("0.0007", "every minute", "'1'"), [
            ":6:35: unanswered: expected a text, found 0.0007; put it between quotes",
            f':6:43: unanswered: "every minute" is no step; {STEPS}',
            f':6:57: unanswered: "1" is no step; {STEPS}',
        ]),
        (_ladder("~", "hand over at due"), [":6:35: unanswered: nothing stands here; expected a text"]),
        (_ladder(*["after 1 day"] * 8, "hand over at due"), [
            ":6:22: unanswered: a ladder of 9 steps is not allowed; allowed: 1 to 8",
        ]),
        (_ladder("3 days before due", "7 days before due", "hand over at due"), [
            ":6:22: unanswered: steps that are counted from the due day stand in the order of their days",
        ]),
    ],
    "a ladder does not end with a person": [
        *[(_ladder(*given), [f":6:22: unanswered: {HANDS_OVER}"]) for given in (
            *(["after 3 days"], ["hand over at due", "after 3 days"], ["hand over at due", "hand over at due"]),
        )],
        (_ladder(), [":6:22: unanswered: a ladder of 0 steps is not allowed; allowed: 1 to 8"]),
        (_settings("ladders: {unanswered: }"), [":6:22: unanswered: nothing stands here; expected a list"]),
        (_settings("ladders: {unanswered: hand over at due}"), [
            ':6:34: unanswered: expected a list, found "hand over at due"',
        ]),
        (_settings("ladders: [3, 5]"), [":6:12: ladders: expected a mapping, found a list"]),
    ],
    "a ladder is for nothing that is asked": [
        (_settings("ladders: {invitations: [hand over at due]}"), [
            f':6:22: ladders: "invitations" is not known (did you mean "invitation"?); allowed: {LADDERS}',
        ]),
        (_settings("ladders: {7: [hand over at due]}"), [f':6:22: ladders: "7" is not known; allowed: {LADDERS}']),
    ],
    "reminders are told in days alone, as they once were": [
        (_settings("reminder_days: [3, 5]"), [':6:12: unknown key "reminder_days" (did you mean "round_days"?)']),
        (_settings("hand_back_days: 3"), [f':6:12: unknown key "hand_back_days"; allowed: {SETTINGS}']),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _kept() -> dict[str, int]:
    """Return how many rows each table of the application database has."""
    with database().read() as session:
        return {one.class_.__name__: queries.count(session, one.class_) for one in Base.registry.mappers}


def _said(cli: Cli, file: str = "a.yaml") -> list[str]:
    """Return what is said of a file that is refused, without its name."""
    typed = cli("alliance", "add", file)
    assert (typed.code, typed.out) == (2, "")
    lines = typed.err.removeprefix("Error: ").splitlines()
    assert [line for line in lines if not line.startswith(file)] == []
    return [line.removeprefix(file) for line in lines]


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_said_at_its_place_with_what_is_allowed_and_nothing_is_written(cli: Cli, kind: str) -> None:
    before = _kept()
    for content, lines in KINDS[kind]:
        Path("a.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
        assert _said(cli) == lines
    assert _kept() == before


def test_a_slug_that_another_alliance_has_is_refused_and_that_alliance_is_named(cli: Cli) -> None:
    Path("a.yaml").write_text(HEAD + STAFF)
    assert cli("alliance", "add", "a.yaml").code == 0
    before = _kept()
    Path("a.yaml").write_text(HEAD.replace("name: Onderwijs", "name: Anders") + STAFF)
    again = cli("alliance", "add", "a.yaml")
    assert (again.code, again.err.splitlines()[-1]) == (
        2,
        "Error: there is an alliance 'onderwijs' already; choose another slug",
    )
    assert _kept() == before


def test_only_a_readable_file_is_read_and_nothing_of_any_other_is_shown(cli: Cli) -> None:
    os.mkfifo("pijp.yaml")
    Path("map.yaml").mkdir()
    Path("geheim").write_text("wachtwoord: hunter2: x\n")
    Path("wijzer.yaml").symlink_to("geheim")
    Path("rond.yaml").symlink_to("rond.yaml")
    Path("nul.yaml").symlink_to("/dev/zero")
    before = _kept()
    assert {name: _said(cli, name) for name in ("geen.yaml", "pijp.yaml", "map.yaml", "nul.yaml")} == {
        "geen.yaml": [": there is no such file"],
        "pijp.yaml": [": this is not a file; give a YAML file"],
        "map.yaml": [": this is not a file; give a YAML file"],
        "nul.yaml": [": this is not a file; give a YAML file"],
    }
    assert _said(cli, "rond.yaml") == [": the file cannot be read: Too many levels of symbolic links"]
    assert _said(cli, "wijzer.yaml") == [":1:20: this is not YAML: mapping values are not allowed here"]
    assert _kept() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_refused(cli: Cli) -> None:
    Path("a.yaml").write_text(HEAD)
    Path("a.yaml").chmod(0)
    assert _said(cli) == [": the file cannot be read: Permission denied"]


NO_SECTOR = (
    "1:1: organisations: nobody speaks for: government, citizens, business, philanthropy; the task asks for all of them"
)
MISSING, TWICE = "as the clocks go forward; taken as", "as the clocks go back; the first counts"


@pytest.mark.parametrize(
    ("content", "notes", "kept"),
    [
        ("mission: NO\n", [], "mission: NO\n"),
        ("settings: {send_at: 12:30}\n", [], "  send_at: 12:30\n"),
        (
            "evaluation: {rrule: FREQ=YEARLY, starts: 2027-03-28 02:30}\n",
            [f"7:42: starts: 2027-03-28 02:30 does not exist in Europe/Amsterdam, {MISSING} 2027-03-28 03:30"],
            "  starts: 2027-03-28 03:30\n",
        ),
        (
            "evaluation: {rrule: FREQ=MONTHLY, starts: 2026-10-25 02:30}\n",
            [
                f"7:43: starts: 2026-10-25 02:30 comes twice in Europe/Amsterdam, {TWICE}",
                f"7:21: rrule: 2026-10-25 02:30 comes twice in Europe/Amsterdam, {TWICE}",
            ],
            "  starts: 2026-10-25 02:30\n",
        ),
        (
            f"theory_of_change:\n  nodes:\n{NODES}",
            [
                '9:13: key: nothing leads to "a"; link what brings it about',
                '9:13: key: no indicator measures "a"; the evaluation asks for one',
                '10:13: key: nothing leads to "b"; link what brings it about',
                '10:13: key: no indicator measures "b"; the evaluation asks for one',
                '11:13: key: nothing leads to "c"; link what brings it about',
                '11:13: key: no indicator measures "c"; the evaluation asks for one',
            ],
            "theory_of_change:\n",
        ),
        (
            "need_framework: {criteria: []}\n",
            ["7:1: need_framework: the framework has no criteria, so it cannot say go or no-go"],
            "",
        ),
    ],
    ids=["a word that was a flag", "a time", "a missing hour", "a double hour", "an orphan", "an empty framework"],
)
def test_what_is_seldom_meant_is_taken_with_a_note(cli: Cli, content: str, notes: list[str], kept: str) -> None:
    Path("a.yaml").write_text(HEAD + STAFF + content)
    added = cli("alliance", "add", "a.yaml")
    said = [line.removeprefix("Note: a.yaml:") for line in added.err.splitlines() if line.startswith("Note: ")]
    assert (added.code, said[0], said[1:]) == (0, NO_SECTOR, notes)
    assert kept in cli("alliance", "export", "onderwijs").out
