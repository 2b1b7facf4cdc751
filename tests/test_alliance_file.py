"""Reading and writing an alliance's file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.method.commitments import Unit
from models.method.definition import AllianceDefinition
from samenspel.alliance_file import FileProblems, dump_definition, read_definition
from tests.alliance_texts import HEAD, PABO, read

EXAMPLE = Path(__file__).parents[1] / "examples" / "onderwijs.yaml"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_example_is_an_illustrative_alliance_without_problems() -> None:
    alliance = read_definition(EXAMPLE)
    assert (alliance.slug, alliance.illustrative, alliance.language) == ("onderwijs", True, "nl")
    assert len(alliance.organisations) == 8
    assert {o.sector for o in alliance.organisations} >= {"government", "citizens", "business", "philanthropy"}
    assert [sum(member.chair for member in body) for _name, body in alliance.bodies] == [1, 1]
    assert (len(alliance.needs), len(alliance.theory_of_change.nodes), len(alliance.indicators)) == (6, 8, 4)
    assert sum(criterion.weight for criterion in alliance.need_framework.criteria) == 1.0


def test_the_example_writes_to_nobody_who_exists() -> None:
    alliance = read_definition(EXAMPLE)
    addresses = [contact.email for contact in alliance.contacts] + [member.email for member in alliance.staff]
    addresses += [organisation.mailbox for organisation in alliance.organisations if organisation.mailbox]
    assert [address for address in addresses if not address.endswith((".example", "@example.org"))] == []


def test_words_that_older_yaml_takes_for_something_else_stay_text() -> None:
    alliance = read(HEAD + "mission: NO\nstory: 12:30\nillustrative: True\n")
    assert (alliance.mission, alliance.story, alliance.illustrative) == ("NO", "12:30", True)


def test_a_mark_before_the_text_folded_lines_and_aliases_are_read() -> None:
    alliance = read(
        "\ufeff" + HEAD.replace("onderwijs", "&slug onderwijs") + "mission: *slug\nstory: >-\n  een\n  twee\n"
    )
    assert (alliance.slug, alliance.mission, alliance.story) == ("onderwijs", "onderwijs", "een twee")


def test_a_file_may_name_the_yaml_that_it_is_written_in_and_say_that_a_number_is_a_text() -> None:
    alliance = read("%YAML 1.2\n---\n" + HEAD + "mission: !!str 5\nstory: ! true\n")
    assert (alliance.slug, alliance.mission, alliance.story) == ("onderwijs", "5", "true")


def test_what_is_written_is_short_and_reads_as_it_was() -> None:
    alliance = read(
        HEAD + PABO + "story: |\n  Een.\n\n  Twee: ja.  \nneeds:\n  - {key: geld, kind: capital, "
        "description: '2026-01-01', quantity: 12.50, unit: euro}\nquiet_days: [2026-12-24]\n"
    )
    assert dump_definition(alliance) == (
        "slug: onderwijs\nname: Onderwijs\ntask:\n  title: Lerarentekort\nstory: |-\n  Een.\n\n  Twee: ja.\n"
        "facilitator: hz\n"
        + PABO
        + "needs:\n  - key: geld\n    kind: capital\n    description: '2026-01-01'\n    quantity: 12.5\n"
        "    unit: euro\n"
        "quiet_days:\n  - 2026-12-24\n"
    )


def test_the_example_survives_writing_and_reading() -> None:
    alliance = read_definition(EXAMPLE)
    text = dump_definition(alliance)
    assert read(text) == alliance
    assert dump_definition(read(text)) == text


#: Signs that a text may have, those that mean something to YAML more often than the others.
_signs = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Mc", "Me"]) | st.sampled_from(
    " #-'\"[]{}&*!|>%@`?~,:=<0123456789"
)
_titles = st.text(_signs, min_size=1, max_size=40).filter(str.strip)
_stories = st.text(_signs | st.sampled_from("\n\t"), max_size=60)
_figures = st.floats(-1e15, 1e15) | st.integers(-1000, 1000)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=_titles,
    story=_stories,
    value=_figures,
    target=_figures,
    weight=st.floats(0.001, 1e6),
    cents=st.integers(1, 10**9),
)
def test_any_alliance_survives_writing_and_reading(
    title: str, story: str, value: float, target: float, weight: float, cents: int
) -> None:
    indicator = {"key": "a", "title": "A", "measure": "number", "direction": "increase", "accumulation": "level"}
    figures = {"weight": weight, "baseline": {"value": value, "date": "2026-01-01"}, "target": {"value": target}}
    alliance = AllianceDefinition.model_validate(
        {
            "slug": "onderwijs",
            "name": "Onderwijs",
            "task": {"title": title},
            "story": story,
            "facilitator": "hz",
            "needs": [{"key": "a", "kind": "capital", "description": "x", "quantity": cents / 100, "unit": "euro"}],
            "indicators": [indicator | figures],
        }
    )
    assert alliance.needs[0].quantity_in_unit == (cents, Unit.CENTS)
    text = dump_definition(alliance)
    assert read(text) == alliance
    assert dump_definition(read(text)) == text


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(HEAD + PABO)), cut=st.integers(0, 12), put=_stories)
def test_whatever_is_typed_into_a_file_is_read_or_refused_with_a_place(at: int, cut: int, put: str) -> None:
    whole = HEAD + PABO
    said = _what_reading_says(whole[:at] + put + whole[at + cut :])
    assert all(problem.spot is not None for problem in said.problems)
    assert str(said) == "" or len(str(said).splitlines()) == len(said.problems)


def _what_reading_says(content: str) -> FileProblems:
    try:
        read(content)
    except FileProblems as refusal:
        return refusal
    return FileProblems(Path("a.yaml"), [])
