"""``samenspel round``: prepared, answered by typing or from a file, talked over and shared; no figure names anybody."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.actions import round_states
from models.db.tables import Respondent
from models.method.rounds import RoundPurpose
from tests.actions import reflecting, seen
from tests.cli.conftest import Cli
from tests.factories import HZ, PLANTED_NAME

BY = ("--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance in phase 5 in which six organisations are asked how they work together."""
    return reflecting.with_partners()


def test_a_round_is_prepared_approved_opened_and_shown(cli: Cli) -> None:
    slug = reflecting.with_partners(reflection=False)
    days = ("--opens", "2026-03-09", "--closes", "2026-03-23")
    assert cli("round", "prepare", slug, "collaboration", *days, *BY).err == (
        "Round 2 is prepared, from 9 Mar 2026 to 23 Mar 2026; asked: 6.\n"
        "Next: samenspel round approve onderwijs 2 --by STAFF\n"
    )
    assert cli("round", "approve", slug, "2", *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "round": 2,
        "state": "approved",
        "opens_at": "2026-03-09T08:00:00+00:00",
        "by": "hz",
    }
    assert cli("round", "open", slug, "2", *BY).err == (
        "Round 2 of onderwijs is open.\nNext: samenspel round show onderwijs 2\n"
    )
    shown = cli("round", "show", slug, "2")
    assert [line for line in shown.out.splitlines() if line.startswith(("purpose", "state", "response"))] == [
        "purpose\tcollaboration",
        "state\topen",
        "response\t0 of 6 organisations; take no part: 0",
    ]
    assert shown.err == "Next: samenspel round answer onderwijs 2 CONTACT --set KEY=ANSWER --by STAFF\n"


def test_an_answer_is_typed_by_key_or_number_and_shown_to_nobody(cli: Cli, slug: str) -> None:
    said = cli("round", "answer", slug, "2", f"{slug}-fonds-1", "--set", "roles_1=4", "--set", "12=weet-niet", *BY)
    assert said.err.splitlines()[0] == "The answer of onderwijs-fonds-1 is recorded: 1 of 6."
    (kept,) = [one for one in seen.everywhere(Respondent) if one.answers]
    assert kept.answers == {"roles_1": 4.0, "roles_2": None}
    rows = cli("round", "respondents", slug, "2")
    assert rows.out.splitlines()[:3] == [
        "contact\torganisation\ttarget_group\tstate\tanswered_at",
        "onderwijs-gemeente-1\tonderwijs-gemeente\tno\tinvited\t",
        "onderwijs-ouders-1\tonderwijs-ouders\tyes\tinvited\t",
    ]
    assert (PLANTED_NAME in rows.out, "4.0" in rows.out) == (False, False)
    assert cli("round", "decline", slug, "2", f"{slug}-fonds-1", *BY, "--json").json["answered"] == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--set", "roles_1=Piet"), "roles_1 is answered with a whole figure from 1 to 5, or with weet-niet"),
        (("--set", "roles_1"), "--set is written as KEY=ANSWER, such as roles_1=4"),
        (("--set", "roles_1=4", "--set", "roles_1=5"), "--set is given twice for roles_1"),
        (("--comment", "beter=Piet"), "there is no question 'beter'; allowed: good, better"),
        ((), "the answer of onderwijs-fonds-1 is empty; give a figure or a text"),
    ],
)
def test_what_is_no_answer_is_refused_without_repeating_it(
    cli: Cli, slug: str, typed: tuple[str, ...], said: str
) -> None:
    refused = cli("round", "answer", slug, "2", f"{slug}-fonds-1", *typed, *BY, "--json")
    assert (refused.code, refused.error["message"], "Piet" in refused.err) == (2, said, False)
    assert [one for one in seen.everywhere(Respondent) if one.answers] == []


def test_a_closed_round_shows_its_themes_and_says_where_too_few_answered(cli: Cli, slug: str) -> None:
    reflecting.all_answer(slug, roles=2)
    shown = cli("round", "show", slug, "2").out
    assert "roles\t2\t6\t" in shown.splitlines()
    assert shown.splitlines()[-3:] == [
        "about\tmean\tbar",
        "partner\t\ttoo few answers to show",
        "target_group\t\ttoo few answers to show",
    ]
    assert "enough impact" not in cli("round", "show", slug, "2", "--lang", "en").out
    reflection = cli("round", "show", slug, "2", "--json").json["reflection"]
    assert (reflection["answered"], reflection["mean"], reflection["least_shown"]) == (6, 3.7, 3)
    assert cli("round", "review", slug, "2", *BY).err.splitlines()[0] == "The outcome of round 2 was talked over."
    assert cli("round", "publish", slug, "2", *BY).err.splitlines()[0] == (
        "The outcome of round 2 goes to those who answered (6)."
    )


def test_a_proposal_is_adopted_with_an_owner_and_a_day(cli: Cli, slug: str) -> None:
    reflecting.all_answer(slug, roles=2)
    (line,) = cli("improvement", "list", slug, "--open", "--json").json
    assert (line["key"], line["state"]) == ("i1", "proposed")
    owner = f"{slug}-fonds"
    done = cli("improvement", "adopt", slug, "i1", "--owner", owner, "--due", "2026-06-01", *BY, "--json").json
    assert (done["owner"], done["due"], done["state"]) == (owner, "2026-06-01", "open")
    again = cli("improvement", "adopt", slug, "i1", *BY, "--json")
    assert (again.code, again.error["code"]) == (3, "status_not_allowed")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_written_filled_in_and_read_back_and_read_again_it_changes_nothing(
    cli: Cli, slug: str, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"antwoorden.{kind}"
    assert cli("round", "template", slug, "2", str(file), "--language", "nl").code == 0
    assert PLANTED_NAME.encode() not in file.read_bytes()
    _fill_in(file, {f"{slug}-fonds-1": {"roles_1": "4", "better": "=Vaker bellen", "delen": "ja"}})
    looked = cli("round", "import", slug, "2", str(file), "--dry-run", *BY, "--json").json
    assert (looked["new"], looked["changed"], looked["same"], looked["dry_run"]) == (1, 0, 0, True)
    assert [one for one in seen.everywhere(Respondent) if one.answers] == []
    assert cli("round", "import", slug, "2", str(file), *BY).err.splitlines()[0] == (
        "Answers in round 2: 1 new, 0 changed, 0 the same as before."
    )
    (kept,) = [one for one in seen.everywhere(Respondent) if one.answers]
    assert (kept.answers, kept.comments, kept.shareable) == ({"roles_1": 4.0}, {"better": "=Vaker bellen"}, True)
    again = cli("round", "import", slug, "2", str(file), *BY, "--json").json
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)


def _fill_in(file: Path, filled: dict[str, dict[str, str]]) -> None:
    """Fill cells in by the key of the respondent and the title of the column."""
    if file.suffix == ".xlsx":
        book = load_workbook(file)
        sheet = book.worksheets[0]
        titles = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2):
            for title, text in filled.get(str(row[0].value), {}).items():
                cell = sheet.cell(row[0].row, titles[title], text)
                cell.data_type = "s"
        book.save(file)
        return
    with file.open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    for row in rows:
        for title, text in filled.get(row[0], {}).items():
            row[header.index(title)] = f"'{text}" if text.startswith("=") else text
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def test_names_are_in_a_file_only_when_they_are_asked_for(cli: Cli, slug: str, tmp_path: Path) -> None:
    file = tmp_path / "met-namen.csv"
    assert cli("round", "template", slug, "2", str(file), "--names").code == 0
    assert PLANTED_NAME in file.read_text(encoding="utf-8-sig")
    assert (
        cli("round", "template", slug, "2", str(tmp_path / "x.ods"), "--json")
        .error["message"]
        .endswith("is neither a CSV nor an XLSX file; end its name in .csv or .xlsx")
    )


def test_everything_that_is_wrong_in_a_file_is_said_and_nothing_of_it_is_taken(
    cli: Cli, slug: str, tmp_path: Path
) -> None:
    file = tmp_path / "fout.csv"
    file.write_text(
        "respondent,roles_1,better,share,opmerking\n"
        f"{slug}-fonds-1,4,goed,ja,x\n"
        f"{slug}-fonds-1,5,goed,ja,x\n"
        "piet,9,geheim,misschien,x\n"
        f"{slug}-ouders-1,4,meer tijd, en rust,ja,x\n",
        encoding="utf-8",
    )
    refused = cli("round", "import", slug, "2", str(file), *BY)
    assert refused.code == 2
    told = [line.partition("fout.csv:")[2] for line in refused.err.splitlines() if "fout.csv:" in line]
    known = ", ".join(f"{slug}-{who}-1" for who in reflecting.ASKED)
    assert told == [
        "3:respondent: line 2 has an answer of the same respondent; allowed: one",
        "4:roles_1: roles_1 is answered with a whole figure from 1 to 5, or with weet-niet",
        f"4:respondent: nobody of this key is asked; allowed: {known}",
        "4:share: this is neither yes nor no; allowed: ja, nee, yes, no",
        "5: the row has 6 cells and the header 5; put quotation marks around a text with the delimiter in it",
    ]
    assert ("geheim" in refused.err, "misschien" in refused.err) == (False, False)
    assert [one for one in seen.everywhere(Respondent) if one.answers] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("roles_1,better\n4,x\n", "1:respondent: this column is missing; allowed: respondent"),
        ("respondent,roles_1,roles_1\n", '1:roles_1: this column says the same as "roles_1"; leave one of the two out'),
        ("respondent,roles_1\nonderwijs-fonds-1,\n", " no answer is filled in below the header"),
    ],
)
def test_a_file_without_answers_says_what_is_missing(
    cli: Cli, slug: str, tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "leeg.csv"
    file.write_text(content, encoding="utf-8")
    refused = cli("round", "import", slug, "2", str(file), *BY)
    assert (refused.code, refused.err.splitlines()[0].partition("leeg.csv:")[2]) == (2, said)


def test_the_questions_are_listed_with_the_numbers_of_the_letter(cli: Cli, slug: str) -> None:
    lines = cli("round", "questions", slug, "2").out.splitlines()
    assert (len(lines), lines[11]) == (
        17,
        "11\troles_1\troles\tDe rollen zijn helder verdeeld: ik weet wie waarover gaat.\tno",
    )


def test_what_is_sensitive_is_shown_of_five_or_more(cli: Cli) -> None:
    slug = reflecting.with_partners(reflection=False)
    cli("round", "prepare", slug, "collaboration", "--sensitive", *BY)
    round_states.approve(slug, 2, by=HZ)
    round_states.open_now(slug, 2, by=HZ)
    assert cli("round", "show", slug, "2", "--json").json["reflection"]["least_shown"] == 5
    assert cli("round", "show", slug, "2", "--json").json["purpose"] == RoundPurpose.COLLABORATION
