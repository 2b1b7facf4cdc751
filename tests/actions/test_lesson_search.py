"""Searching what all alliances learned gives the same answer on both databases."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions import lesson_life, lesson_push, lesson_search, lessons
from models.db import queries
from models.db import session as db_session
from models.db.session import Database, database
from models.db.tables import Alliance, Lesson
from models.method.errors import BadInput, NotFound
from models.method.lesson_search import stems
from models.method.lessons import LessonAnswer, LessonState, LessonText
from models.method.phases import Phase
from samenspel import clock
from tests import databases, factories
from tests.actions import learning, seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("at_start")

NOUNS = (
    *("leraar", "leraren", "lerarentekort", "tekort", "school", "scholen", "schoolbestuur", "huis", "huizen"),
    *("huizenmarkt", "gemeente", "gemeenteraad", "ouders", "kinderopvang", "kind", "buurt", "buurtkamer", "geld"),
    *("vrijwilliger", "vrijwilligers", "eenzaamheid", "bezoek", "werkgever", "stage", "stageplaats", "begeleiding"),
)
VERBS = ("begeleiden", "bellen", "vragen", "meten", "betalen", "wachten", "overdragen", "samenwerken", "beginnen")
QUESTIONS = (
    *("leraar", "lerarentekort", "school", "huizen", "gemeenteraad betalen", "tekort aan leraren op scholen"),
    *("eenzame ouders bezoeken", "stageplaatsen", "kinderen", '"geld" OR * NEAR(buurt', "één vrijwilliger"),
)


def found(question: str, **options: object) -> list[int]:
    """Return the numbers of what is found."""
    return [line.id for line in lesson_search.search(question, **options)]  # type: ignore[arg-type]


def generated(count: int) -> None:
    """Write lessons of three alliances straight into the tables, the same on each database."""
    chance = random.Random(20260302)  # noqa: S311 -- the same lessons each time
    for slug in ("zorg", "wonen", "onderwijs"):
        factories.added(slug)
    with database().write() as session:
        alliances = [row.id for row in queries.rows(session, Alliance)]
        for _ in range(count):
            text = " ".join(chance.choice(NOUNS if n % 3 else VERBS) for n in range(chance.randint(4, 30)))
            age = timedelta(days=chance.randint(0, 3000))
            session.add(
                Lesson(
                    alliance_id=chance.choice(alliances),
                    cycle=1,
                    phase=chance.choice(list(Phase)),
                    text=text,
                    theme=chance.choice(NOUNS),
                    strength=chance.choice([None, 1, 2, 3, 4]),
                    state=chance.choice(list(LessonState)),
                    stems=" ".join(stems(text)),
                    recorded_by=HZ,
                    recorded_at=clock.now() - age,
                )
            )


@pytest.fixture
def each(home: Path, sqlite_template: Path, postgres_database: Database) -> Iterator[list[Database]]:
    """A fresh database of each kind."""
    home.mkdir(parents=True, exist_ok=True)
    with databases.emptied(postgres_database) as postgres:
        sqlite = databases.copy_sqlite(sqlite_template, home)
        yield [sqlite, postgres]
        db_session.use(None)
        sqlite.close()


def test_the_first_ten_of_two_thousand_lessons_are_the_same_on_both_databases(each: list[Database]) -> None:
    answers = []
    for one in each:
        db_session.use(one)
        generated(2000)
        asked = [(question, like) for question in QUESTIONS for like in (None, "onderwijs")]
        answers.append({(question, like): found(question, like=like) for question, like in asked})
    assert answers[0] == answers[1]
    assert [numbers for numbers in answers[0].values() if len(set(numbers)) != 10] == []
    assert answers[0]["leraar", None] != answers[0]["leraar", "onderwijs"]


@pytest.mark.usefixtures("db")
def test_a_word_is_found_in_its_other_forms_and_in_the_compounds_that_it_begins() -> None:
    slug = factories.added()
    told = (
        "De leraren vroegen om tijd.",
        "Het lerarentekort was te groot.",
        "Scholen kregen geen antwoord.",
        "Het bestuur van de kinderopvang belde niet.",
    )
    numbers = [lessons.add_lesson(slug, text, by=HZ) for text in told]
    assert found("leraar") == [numbers[0], numbers[1]]
    assert found("lerarentekorten") == [numbers[1], numbers[0]]
    assert found('school* AND "x" -kinderen') == [numbers[2], numbers[3]]
    assert found("schoolbesturen") == [numbers[2]]
    assert found("woningen") == []


@pytest.mark.usefixtures("db")
def test_every_word_of_a_lesson_finds_it_and_what_it_says_no_longer_does_not() -> None:
    slug = factories.added()
    more = LessonText(title="Titel", cause="Oorzaak", condition="Voorwaarde", doer="Wethouder", theme="Thema")
    number = lessons.add_lesson(slug, "Gebeurtenis.", by=HZ, recommendation="Aanbeveling", more=more)
    for word in ("titel", "gebeurtenis", "oorzaak", "voorwaarde", "aanbeveling", "wethouders", "thema's"):
        assert found(word) == [number], word
    lessons.edit(number, LessonText(title="Kop", text="Iets heel anders."), by=HZ)
    assert (found("titel"), found("gebeurtenis"), found("kop anders")) == ([], [], [number])


@pytest.mark.usefixtures("db")
def test_what_suits_an_alliance_comes_first_and_facets_leave_the_rest_out() -> None:
    learning.two_facilitators()
    far = learning.learned("zorg", theme="jeugd")
    near = learning.learned("zorg", theme="lerarentekort")
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    own = learning.learned(slug, by=HZ)
    assert found("gemeente") == [far, near, own]
    assert found("gemeente", like=slug) == [own, near, far]
    assert found("gemeente", phase=Phase.EXPLORE) == [far, near]
    lesson_life.move(far, LessonState.CHECKED, by=HZ)
    assert found("gemeente", state=LessonState.CHECKED) == [far]
    assert found("gemeente", limit=2) == [far, near]


@pytest.mark.usefixtures("db")
def test_what_was_of_use_comes_before_what_was_not() -> None:
    learning.two_facilitators()
    first, second, third = (learning.checked(text=f"{learning.TEXT} Dat was geval {n}.") for n in range(3))
    slug = factories.added()
    lesson_push.answer(slug, first, LessonAnswer.NOT_APPLICABLE, by=HZ, reason="Hier is maar één school.")
    lesson_push.answer(slug, third, LessonAnswer.APPLIED, by=HZ)
    assert found("gemeente") == [third, second, first]


@pytest.mark.usefixtures("sqlite_db")
def test_what_cannot_be_looked_for_is_refused() -> None:
    factories.added()
    assert seen.refused(BadInput, lambda: found("de * het")) == (
        "nothing can be found by 'de * het'; give a word that says what it is about"
    )
    assert seen.refused(BadInput, lambda: found("school", limit=0)) == "0 lessons cannot be shown; allowed: 1 to 100"
    assert seen.refused(NotFound, lambda: found("school", like="nergens")) == (
        "there is no alliance 'nergens'; known: onderwijs"
    )
