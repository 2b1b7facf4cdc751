"""The report on an evaluation: pictures, page, PDF and Markdown, in both languages, whatever a text tries to be."""

import base64
import json
import re
from dataclasses import asdict, replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from models.actions.report_lines import Report
from models.method.charts import chain as chains
from models.method.charts import road as roads
from models.method.charts import theory as theories
from models.method.evaluation.results import LinkName
from models.method.evaluation.snapshot import Judgement
from models.method.evaluation.words import Verdict
from models.method.indicators import Layer, Measure
from notifications.reports import (
    composing,
    course_part,
    figures_part,
    influence_part,
    markdown,
    page,
    paper,
    pictures,
    theory_picture,
    verdict_part,
    words,
)
from notifications.reports.document import Document
from notifications.reports.pictures import Picture
from notifications.reports.writing import Writing, cut, in_lines, plain, writing
from tests import evaluation_reports
from tests.evaluation_reports import HOSTILE, ON

SVG = "{http://www.w3.org/2000/svg}"
BOTH = pytest.mark.parametrize("language", ["nl", "en"])


@pytest.fixture(scope="module")
def report() -> Report:
    """A round that was judged insufficient."""
    return evaluation_reports.report()


def road(report: Report, number: int, how: Writing) -> Picture:
    """Return the picture of one indicator of a report."""
    one = report.indicators[number]
    chart = roads.draw(one.seen, ON, confidence=0.8, former=one.former)
    assert chart is not None
    return pictures.road(chart, title=one.title, unit=one.unit, on=ON, writing=how)


def every_picture(report: Report, language: str) -> list[Picture]:
    """Return every drawing of a report."""
    return [one for section in composing.compose(report, language).sections for one in section.drawings]


def texts(svg: str) -> list[str]:
    """Return every text of a picture."""
    return [found.text or "" for found in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 -- our own


@BOTH
def test_every_picture_is_well_formed_and_holds_nothing_that_runs_or_is_fetched(report: Report, language: str) -> None:
    drawn = every_picture(report, language)
    assert len(drawn) == 5
    for one in drawn:
        root = ElementTree.fromstring(one.svg)  # noqa: S314 -- our own
        assert (root.attrib["role"], root.attrib["lang"]) == ("img", language)
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc") == one.description
        kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert kinds <= {"svg", "title", "desc", "rect", "text", "path", "polyline", "circle"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}
        assert "url(" not in one.svg


def test_a_road_is_drawn_with_everything_that_is_known_of_it(report: Report) -> None:
    svg = road(report, 0, writing("nl")).svg
    said = texts(svg)
    legend = ("begin", "verwachte weg", "doel", "gemeten", "onzekerheid", "gemeten, telt nog niet", "eerder vastgelegd")
    assert [one for one in legend if one not in said] == []
    assert {"100", "50", "88 (1 mei 2027)", "v1", "bekeken 1 jun 2027", "aantal"} <= set(said)
    # The expected road, the former one and the line between what was measured differ in their dashes.
    dashes = re.findall(r'stroke-dasharray="([^"]+)"', svg)
    assert len(set(dashes)) >= 4


def test_a_road_is_told_in_words(report: Report) -> None:
    assert road(report, 2, writing("en")).description == (
        "baseline: 0 personen (1 Jan 2026); target: 120 personen (30 Jun 2027); "
        "measured: 60 (31 Dec 2026), 115 (31 May 2027)."
    )


def test_figures_and_days_are_written_as_the_language_does() -> None:
    dutch, english = writing("nl"), writing("en-GB")
    assert (dutch.figure(1234.5), english.figure(1234.5)) == ("1.234,5", "1,234.5")
    assert (dutch.tick(2_500_000), english.tick(2_500_000)) == ("2,5 mln.", "2.5M")
    assert (dutch.day(ON), english.day(ON)) == ("1 jun 2027", "1 Jun 2027")
    assert (dutch.share(0.874), english.share(0.87)) == ("87,4%", "87%")
    assert [dutch.rough(one) for one in (270.7819, 1234.56, 3.14159, 0.123456, None)] == [
        *("270,8", "1.235", "3,14", "0,1235", "–"),
    ]
    assert (dutch.day(None), dutch.figure(None), dutch.share(None)) == ("–", "–", "–")


def test_steps_are_named_along_the_axis() -> None:
    seen = evaluation_reports.indicators()[0].model_copy(
        update={"measure": Measure.ORDINAL, "steps": ("slecht", "matig", "goed"), "baseline": 0.0, "target": 2.0}
    )
    chart = roads.draw(seen.model_copy(update={"measurements": (), "milestones": ()}), ON, confidence=0.8)
    assert chart is not None
    drawn = pictures.road(chart, title="Stemming", unit="", on=ON, writing=writing("nl"))
    assert {"slecht", "matig", "goed"} <= set(texts(drawn.svg))
    assert drawn.description == "begin: slecht (1 jan 2026); doel: goed (31 dec 2027); nog niet gemeten."


@given(st.text(max_size=60))
def test_any_text_at_all_stands_in_a_picture_as_text(text: str) -> None:
    one = evaluation_reports.indicators()[1]
    chart = roads.draw(one, ON, confidence=0.8)
    assert chart is not None
    drawn = pictures.road(chart, title=text, unit=text, on=ON, writing=writing("en"))
    assert ElementTree.fromstring(drawn.svg).findtext(f"{SVG}title") == plain(text)  # noqa: S314 -- our own


def test_the_chain_says_each_state_in_a_word_and_marks_where_it_breaks(report: Report) -> None:
    assert report.result is not None
    chart = chains.draw(report.result.chain, LinkName.OUTCOMES)
    drawn = pictures.chain(chart, root="", writing=writing("en"))
    said = texts(drawn.svg)
    assert said.count("it breaks here") == 1
    assert [one for one in said if one.endswith("%")] == ["92%", "100%", "100%", "39.1%"]
    assert drawn.svg.count('stroke-width="3"/>') == 1


def test_a_refuted_assumption_is_named_below_the_chain(report: Report) -> None:
    assert report.result is not None
    diagnosis = report.result.diagnosis.model_copy(update={"root": Layer.PARTNERSHIP})
    changed = replace(report, result=report.result.model_copy(update={"diagnosis": diagnosis}))
    (drawn,) = verdict_part.chain(changed, writing("en")).drawings
    assert "Refuted assumption: partnership." in texts(drawn.svg)


def test_the_theory_of_change_is_drawn_with_its_assumptions_by_number(report: Report) -> None:
    chart = theories.draw(report.theory_of_change)
    assert chart is not None
    said = texts(theory_picture.draw(chart, writing("en")).svg)
    assert {"activity", "output", "outcome", "impact", "1", "2", "3"} <= set(said)
    assert any(one.startswith("1. Er zijn genoeg mensen") for one in said)


def test_a_long_text_is_cut_at_what_there_is_room_for() -> None:
    assert cut("Openstaande vacatures", 70, 12) == "Openstaan…"
    assert in_lines("Meer leraren blijven voor de klas staan", 100, 12, 2) == ("Meer leraren", "blijven voor…")
    assert in_lines("Onderwijsarbeidsmarktregio", 70, 12, 3) == ("Onderwijs…",)


class _Looked(HTMLParser):
    """What a page asks a browser to do."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.fetched: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "data", "action"}]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@BOTH
def test_the_page_shows_everything_fetches_nothing_and_runs_nothing(report: Report, language: str) -> None:
    document = composing.compose(report, language)
    whole = page.page(document)
    looked = _Looked()
    looked.feed(whole)
    assert (looked.tags & {"script", "link", "img", "iframe", "object", "form", "base"}, looked.fetched) == (set(), [])
    assert "default-src 'none'" in whole
    assert not re.search(r"url\(|@import|javascript:", whole)
    shown = "".join(looked.text)
    assert HOSTILE in shown
    told = [cell for section in document.sections for one in section.tables for row in one.rows for cell in row]
    assert [cell for cell in told if cell not in shown] == []
    assert document.footer in shown


@BOTH
def test_the_report_says_why_and_what_it_rests_on(report: Report, language: str) -> None:
    document = composing.compose(report, language)
    assert (document.verdict, document.state) == (
        {"nl": "onvoldoende impact", "en": "too little impact"}[language],
        "broken",
    )
    assert document.sections[0].texts[0] == report.explained[language]
    titles = [section.title for section in document.sections]
    assert titles == [
        words.say(key, language)
        for key in (
            *("verdict", "chain", "results", "indicators", "pictures", "arithmetic", "evidence", "collaboration"),
            *("contribution", "theory", "framework", "tasks", "decision", "history"),
        )
    ]
    assert report.round is not None
    assert str(report.round.snapshot_sha256) in document.footer


def test_a_group_that_is_too_small_is_not_shown(report: Report) -> None:
    section = influence_part.collaboration(report, writing("en"))
    assert section.tables[0].rows == (
        ("partners", "75%"),
        ("target group", "not shown, too few answers"),
    )


def test_what_is_in_doubt_is_told_with_its_day_and_its_reason(report: Report) -> None:
    rows = _table(composing.compose(report, "nl"), "indicators")
    first = next(row for row in rows if row[0] == "Openstaande vacatures")
    assert first[1:7] == ("100 → 50 aantal", "88 (1 mei 2027)", "67,53", "24%", "37%", "0,6")
    critical = next(row for row in rows if row[0].endswith("(kritiek)"))
    assert critical[7] == "onvoldoende impact"


def _table(document: Document, key: str) -> tuple[tuple[str, ...], ...]:
    title = words.say(key, document.language)
    return next(section for section in document.sections if section.title == title).tables[0].rows


@BOTH
def test_the_pdf_has_its_pages_and_says_what_the_report_says(report: Report, language: str) -> None:
    made = paper.paper(composing.compose(report, language))
    assert made.startswith(b"%PDF-1.7")
    pages = re.search(rb"/Type/Pages/Count (\d+)", made)
    assert pages is not None
    assert int(pages[1]) == 4
    assert b"pdfuaid" in made
    assert made == paper.paper(composing.compose(report, language))


def test_the_pdf_sets_every_text_as_text_and_every_drawing_with_its_description(report: Report) -> None:
    document = composing.compose(report, "nl")
    compiler = typst.Compiler(
        str(paper.TEMPLATE),
        root=str(paper.TEMPLATE.parent),
        sys_inputs={"document": json.dumps(asdict(document))},
    )
    headings = json.loads(compiler.query("heading", field="body"))
    assert [_said(one) for one in headings] == [document.title, *(section.title for section in document.sections)]
    alts = json.loads(compiler.query("image", field="alt"))
    drawn = [one.description for section in document.sections for one in section.drawings]
    assert alts == drawn
    told = _said({"children": json.loads(compiler.query("table", field="children"))})
    assert HOSTILE in told


def _said(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_said(one) for one in content)
    assert isinstance(content, dict)
    if "children" in content:
        return "".join(_said(one) for one in content["children"])
    return " " if content.get("func") == "space" else _said(content.get("text") or content.get("body") or "")


@pytest.mark.parametrize("name", ["日本語", "W" * 120, "a\u0301" * 60, "", "\u0001\ufffe\u202ex"])
def test_whatever_an_alliance_is_called_its_report_can_be_printed(report: Report, name: str) -> None:
    one = replace(report.indicators[0], title=name, unit=name)
    document = composing.compose(replace(report, name=name, indicators=(one,)), "nl")
    assert paper.paper(document).startswith(b"%PDF")
    assert page.page(document).endswith("</html>\n")


def test_the_facts_hold_nothing_that_somebody_wrote_freely_and_nobody(report: Report) -> None:
    document = composing.compose_facts(report, "nl")
    told = json.dumps(asdict(document), ensure_ascii=False)
    assert [one for one in ("DUO", "hz", "te hoog gegrepen", "nieuwe cao", "overstappen") if one in told] == []
    assert "Openstaande vacatures" in told


def test_markdown_shows_every_text_as_it_is_and_brings_its_drawings_along(report: Report) -> None:
    whole = markdown.markdown(composing.compose_facts(report, "en"))
    assert "<script>" not in whole
    assert r"\<script\>alert(1)\</script\>" in whole
    found = re.findall(r"!\[[^\n]*\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)", whole)
    drawn = [base64.b64decode(one).decode() for one in found]
    assert drawn == [one.svg for section in composing.compose_facts(report, "en").sections for one in section.drawings]
    assert len(drawn) == 4
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", "".join(drawn))


def test_without_a_closed_round_the_report_says_so_and_shows_the_figures(report: Report) -> None:
    early = replace(report, round=None, result=None, explained={}, history=(), decision=None)
    document = composing.compose(early, "en")
    assert (document.verdict, document.state) == ("", "")
    assert document.notes == (
        "Invented example.",
        "No round has been closed yet. These are the figures as they are known now, without a verdict.",
    )
    assert document.footer == "onderwijs, no closed round yet"
    assert len(_table(document, "indicators")) == 3
    assert page.page(document)
    assert paper.paper(document).startswith(b"%PDF")


def test_a_round_that_older_rules_judged_shows_what_they_kept(report: Report) -> None:
    assert report.round is not None
    row = replace(report.round, engine_version="1", older_engine=True, verdict=Verdict.SUFFICIENT, attainment=0.9)
    bare = tuple(replace(one, result=None, arithmetic="") for one in report.indicators)
    document = composing.compose(replace(report, round=row, result=None, explained={}, indicators=bare), "en")
    assert document.verdict == "enough impact"
    assert document.notes[1].startswith("This round was judged by version 1 of the rules")
    assert document.sections[0].texts == (
        "Weighed together 90%.",
        "It is sufficient from 80% of what could be expected by now.",
    )
    assert _table(document, "indicators")[0][2] == "88 (1 May 2027)"


@BOTH
def test_a_decision_is_told_with_who_made_it_when_and_why(report: Report, language: str) -> None:
    assert report.decision is not None
    (waits,) = course_part.decision(report, writing(language)).texts
    assert {"nl": "Er wacht een besluit", "en": "A decision waits"}[language] in waits
    made = replace(
        report.decision,
        outcome="go_back",
        go_back_to="co_create",
        reason="Te weinig scholen.",
        decided_by="hz",
        decided_at=evaluation_reports.MOMENT,
    )
    (told,) = course_part.decision(replace(report, decision=made), writing("en")).texts
    assert told == "back to an earlier phase (Co-create), recorded on 1 Jun 2027 by hz: Te weinig scholen."


@BOTH
def test_a_judgement_is_told_with_whose_it_is(report: Report, language: str) -> None:
    judged = replace(report.evidence[0], value=None, judgement=Judgement(level=3, evidence=2), rater="fonds", source="")
    (row,) = figures_part.evidence(replace(report, evidence=(judged,)), writing(language)).tables[0].rows
    assert row[1] == {"nl": "niveau 3, bewijs 2", "en": "level 3, evidence 2"}[language]
    assert row[3:] == ("fonds", "hz")


def test_every_word_of_a_report_is_used() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in paper.TEMPLATE.parents[1].glob("*.py") if path.name != "words.py"
    )
    named = set(re.findall(r"[\"'](\w+)[\"']", source))
    assert [key for key in sorted(words.keys()) if key not in named] == []
