"""``samenspel measure``: figures typed or out of a file, each doubt said at once and settled by a person."""

import io
import sys
from pathlib import Path

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
HEAD = "sleutel,op,waarde,k,n\n"


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that measures a number, a percentage, a flow, a scale of words and a judgement."""
    road = {"baseline": {"value": 40, "date": "2026-01-01"}, "target": {"value": 60, "date": "2026-12-31"}}
    kinds = {
        "vacatures": {"measure": "number", "accumulation": "level", "unit": "fte"},
        "tevreden": {"measure": "percentage", "accumulation": "level", "range": {"lowest": 0, "highest": 100}},
        "opgeleid": {"measure": "number", "accumulation": "flow"},
        "soort": {"measure": "nominal", "accumulation": "level", "steps": ["vast"]},
        "samen": {"measure": "qualitative", "accumulation": "level"},
    }
    indicators = [
        {"key": key, "title": f"Titel van {key}", "direction": "increase", **road, **kind}
        for key, kind in kinds.items()
    ]
    return factories.added(indicators=indicators)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a figure, a zero, a share and a text."""
    path = tmp_path / "metingen.csv"
    rows = (
        "vacatures,2026-02-28,62.5,,\nvacatures,2026-03-01,0,,\ntevreden,2026-03-01,,11,20\ntevreden,2026-03-02,30%,,\n"
    )
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_what_was_found_is_typed_with_what_stands_behind_it(cli: Cli, slug: str) -> None:
    assert cli("measure", "add", slug, "vacatures", "-5", *BY).err == (
        "vacatures is -5 on 2 Mar 2026.\nNext: samenspel evaluation show onderwijs\n"
    )
    share = ("--k", "11", "--n", "20", "--population", "24")
    added = cli("measure", "add", slug, "tevreden", *share, *BY, "--json")
    assert added.err == ""
    assert added.json == {
        "ok": True,
        "alliance": "onderwijs",
        "indicator": "tevreden",
        "measurement": 2,
        "since": None,
        "on": "2026-03-02",
        "value": 55.0,
        "raw": "",
        "rater": "",
        "source": "",
        "doubts": [],
        "by": "hz",
    }
    typed = {
        "a mean": ("vacatures", "--mean", "3.5", "--sd", "0.9", "--n", "20"),
        "an error": ("vacatures", "62", "--se", "2.5", "--source", "Regiomonitor"),
        "a period": ("opgeleid", "13", "--since", "2026-02-01"),
        "a word": ("soort", "Vast"),
        "a judgement": ("samen", "--level", "3", "--evidence", "2"),
    }
    said = {what: cli("measure", "add", slug, *words, *BY).err.splitlines()[0] for what, words in typed.items()}
    assert said == {
        "a mean": "vacatures is 3.5 on 2 Mar 2026.",
        "an error": "vacatures is 62 on 2 Mar 2026.",
        "a period": "opgeleid is 13 on 2 Mar 2026.",
        "a word": "soort is vast on 2 Mar 2026.",
        "a judgement": "samen is level 3 on 2 Mar 2026.",
    }
    assert cli("measure", "list", slug).out.splitlines()[3:] == [
        "3\tvacatures\t\t2026-03-02\t3.5\t\tfte\tn=20 sd=0.9\t\t\t\tno\t\t\tstaff:hz\t\t",
        "4\tvacatures\t\t2026-03-02\t62\t\tfte\tse=2.5\t\t\tRegiomonitor\tno\t\t\tstaff:hz\t\t",
        "5\topgeleid\t2026-02-01\t2026-03-02\t13\t\t\t\t\t\t\tno\t\t\tstaff:hz\t\t",
        "6\tsoort\t\t2026-03-02\t\tvast\t\t\t\t\t\tno\t\t\tstaff:hz\t\t",
        "7\tsamen\t\t2026-03-02\t\t\t\t\tlevel=3 evidence=2\thz\t\tno\t\t\tstaff:hz\t\t",
    ]


def test_what_cannot_be_is_recorded_and_said_at_once(cli: Cli, slug: str) -> None:
    assert cli("measure", "add", slug, "tevreden", "104", *BY).err == (
        "tevreden is 104 on 2 Mar 2026. To be settled: 104.0 is out of range; allowed: at most 100.0.\n"
        "Next: samenspel evidence list onderwijs\n"
    )
    told = cli("measure", "add", slug, "tevreden", "105", *BY, "--lang", "nl").err.splitlines()[0]
    assert told == (
        "tevreden is 105 op 2 mrt 2026. Nog af te handelen: 105 valt buiten het bereik; toegestaan: hoogstens 100."
    )
    (line,) = cli("measure", "list", slug, "tevreden", "--json").json[1:]
    assert (line["doubts"], line["imported"]) == (["out_of_range"], False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("vacatures 5 --mean 5", "give the figure once: as VALUE or with --mean"),
        ("vacatures", "nothing was measured here; say what was found"),
        ("tevreden --k elf --n 20", "Invalid value for --k: 'elf' is no whole number; allowed: a whole number as 12\n"
                                    "Hint: look at the same command with --help"),
        ("tevreden --k 21 --n 20", "21 of 20 is more than there are"),
        ("opgeleid 5", "opgeleid counts what happened in a period; say the first day of the period as well"),
        ("samen 5 --level 9 --evidence 1", "9 is out of range; allowed: 0 to 4\n"
                                           "samen is judged; leave the figure and the sample out"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_refused_with_what_is_allowed(cli: Cli, slug: str, typed: str, said: str) -> None:
    refused = cli("measure", "add", slug, *typed.split(), *BY)
    assert (refused.code, refused.err) == (2, f"Error: {said}\n")
    assert cli("measure", "list", slug, "--json").json == []


def test_a_look_tells_of_each_row_what_would_become_of_it(cli: Cli, slug: str, file: Path) -> None:
    looked = cli("measure", "import", slug, str(file), "--dry-run", *BY)
    assert looked.out.splitlines() == [
        "alliance\tonderwijs",
        f"file\t{file}",
        "delimiter\t,",
        "encoding\tutf-8",
        "columns\tsleutel: key, op: on, waarde: value, k: k, n: n",
        "",
        "figures",
        "line\tstate\tindicator\tsince\ton\tvalue\traw\tdoubts",
        "2\tnew\tvacatures\t\t2026-02-28\t62.5\t\t",
        "3\tdoubtful\tvacatures\t\t2026-03-01\t0\t\t0 came out of a file; confirm that it was measured, or withdraw it",
        "4\tnew\ttevreden\t\t2026-03-01\t55\t\t",
        '5\tdoubtful\ttevreden\t\t2026-03-02\t\t30%\t"30%" is no figure to count with',
    ]
    assert cli("measure", "list", slug, "--json").json == []


def test_a_file_is_taken_in_once_and_a_person_settles_what_is_doubtful(cli: Cli, slug: str, file: Path) -> None:
    taken = cli("measure", "import", slug, str(file), "--yes", *BY)
    assert taken.err == (
        "Figures of onderwijs: 2 new, 2 doubtful, 0 the same as before.\nNext: samenspel evidence list onderwijs\n"
    )
    again = cli("measure", "import", slug, str(file), "--json", *BY)
    assert again.json == {"ok": True, "alliance": slug, "new": 0, "same": 4, "doubtful": 0, "by": "hz"}
    tasks = cli("evidence", "list", slug, "--json").json
    assert [(task["kind"], task["subject"], task["measurement"], task["owner"]) for task in tasks] == [
        ("confirm_zero", "vacatures", 2, "hz"),
        ("correct_value", "tevreden", 4, "hz"),
    ]
    assert cli("measure", "confirm-zero", slug, "2", *BY).err == (
        "The 0 of vacatures was measured, and counts.\nNext: samenspel measure list onderwijs vacatures\n"
    )
    cli("measure", "withdraw", slug, "4", "--reason", "Geen percentage.", *BY)
    assert cli("evidence", "list", slug, "--json").json == []
    lines = cli("measure", "list", slug, "--json").json
    assert [(one["imported"], one["zero_confirmed_by"], one["doubts"]) for one in lines] == [
        (True, None, []),
        (True, "staff:hz", []),
        (True, None, []),
        (True, None, []),
    ]


def test_what_was_no_figure_is_withdrawn_as_it_was_written(cli: Cli, slug: str, file: Path) -> None:
    cli("measure", "import", slug, str(file), "--yes", *BY)
    taken_back = cli("measure", "withdraw", slug, "4", "--reason", "Geen percentage.", *BY)
    assert taken_back.err.splitlines()[0] == "tevreden of 2 Mar 2026, 30%, no longer counts."


def test_nothing_is_taken_in_where_nobody_can_answer(cli: Cli, slug: str, file: Path) -> None:
    asked = cli("measure", "import", slug, str(file), *BY)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Record figures of onderwijs: 2 new, 2 doubtful? Nobody can answer that here.",
    )
    assert cli("measure", "list", slug, "--json").json == []


def test_a_person_sees_every_figure_before_the_question(
    cli: Cli, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "veel.csv"
    rows = "".join(f"vacatures,2026-02-{day:02},{day}\n" for day in range(1, 22))
    file.write_text(f"sleutel,op,waarde,toelichting\n{rows}tevreden,01-02-2026,nvt\n", encoding="utf-8")
    answer = io.StringIO("nee\n")
    monkeypatch.setattr(answer, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answer)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    asked = cli("measure", "import", slug, str(file), *BY)
    assert asked.err.splitlines() == [
        "columns: sleutel → key, op → on, waarde → value",
        "not read: toelichting",
        "dates are read day first: 01-02-2026 is 2026-02-01",
        *(f"line {day + 1}: new: vacatures {day} Feb 2026 {day}" for day in range(1, 21)),
        "... and 2 more",
        "Record figures of onderwijs: 21 new, 1 doubtful? [y/N] Error: Nothing was changed.",
    ]


def test_a_file_with_anything_wrong_is_refused_whole(cli: Cli, slug: str, tmp_path: Path) -> None:
    file = tmp_path / "fout.csv"
    file.write_text(HEAD + "vacature,2026-02-28,62.5\nvacatures,2026-03-09,5\nvacatures,2026-02-01,5\n")
    refused = cli("measure", "import", slug, str(file), "--yes", *BY)
    assert (refused.code, refused.err.splitlines()) == (
        2,
        [
            f'Error: {file}:2:sleutel: "vacature" is not known (did you mean "vacatures"?); allowed: vacatures, '
            "tevreden, opgeleid, soort, samen",
            f"{file}:3:op: a figure cannot be measured on 2026-03-09, which is after today",
        ],
    )
    assert cli("measure", "list", slug, "--json").json == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_written_and_never_over_another_file(cli: Cli, slug: str, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"metingen.{kind}"
    written = cli("measure", "template", slug, str(file), "--all", "--language", "en")
    assert written.err == (
        f"{file} is written, with a row for each of vacatures, tevreden, opgeleid, soort, samen.\n"
        f"Next: samenspel measure import onderwijs {file} --dry-run --by STAFF\n"
    )
    again = cli("measure", "template", slug, str(file), "--all")
    assert (again.code, again.err) == (2, f"Error: {file} exists already; add --overwrite to replace it\n")
    assert cli("measure", "template", slug, str(file), "--all", "--overwrite").code == 0
    empty = cli("measure", "import", slug, str(file), "--yes", *BY)
    assert (empty.code, empty.err) == (2, f"Error: {file}: no figure is filled in below the header\n")


def test_a_template_is_a_spreadsheet_and_asks_for_something(cli: Cli, slug: str, tmp_path: Path) -> None:
    asked = cli("measure", "template", slug, str(tmp_path / "a.csv"))
    assert (asked.code, asked.err) == (
        3,
        "Error: no round of onderwijs asks for figures now; --all takes every indicator\n",
    )
    refused = cli("measure", "template", slug, str(tmp_path / "a.pdf"), "--all")
    assert (refused.code, refused.err) == (2, 'Error: files that end in ".pdf" are not written; allowed: .csv, .xlsx\n')
    assert list(tmp_path.glob("a.*")) == []


def test_a_direction_that_the_target_contradicts_is_confirmed_by_a_person(cli: Cli, slug: str) -> None:
    refused = cli("indicator", "confirm-direction", slug, "vacatures", *BY)
    assert (refused.code, refused.err) == (
        3,
        "Error: the direction of 'vacatures' agrees with its target, so there is nothing to confirm\n",
    )
    cli("indicator", "change", slug, "vacatures", "--direction", "decrease", *BY)
    added = cli("measure", "add", slug, "vacatures", "50", *BY).err.splitlines()[0]
    assert added.endswith("vacatures should fall, but its target 60.0 lies above its baseline 40.0.")
    assert cli("indicator", "confirm-direction", slug, "vacatures", *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "indicator": "vacatures",
        "framework": 2,
        "by": "hz",
    }
    assert cli("evidence", "list", slug, "--json").json == []
