"""First drafts of the deliverables: organisations and figures, in the words of the booklet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method import drafts
from models.method.commitments import CommitmentStatus, Unit
from models.method.drafts import Contribution, Party, Required
from tests.method.strategies import unhurried

PARTIES = [
    Party("Gemeente Utrecht", "government", ("partner", "funder"), 4, 5, "committed"),
    Party("Ouders | leerlingen", "citizens", ("target_group",), 4, 5, "interested"),
    Party("Stichting Leren", "philanthropy", (), 5, 2, "approached"),
    Party("Bakkerij Bos", "business", ("partner",), 4, 3, "declined"),
]


@pytest.mark.parametrize(
    ("quantity", "unit", "written"),
    [
        (1_250_000, Unit.CENTS, "€ 12.500,00"),
        (123_456_789, Unit.CENTS, "€ 1.234.567,89"),
        (5, Unit.CENTS, "€ 0,05"),
        (0, Unit.CENTS, "€ 0,00"),
        (40, Unit.HOURS, "40 uur"),
        (1, Unit.HOURS, "1 uur"),
        (3, Unit.PIECES, "3 stuks"),
    ],
)
def test_a_quantity_is_written_as_people_read_it(quantity: int, unit: Unit, written: str) -> None:
    assert drafts.amount(quantity, unit) == written


@unhurried
@given(st.integers(min_value=0, max_value=10**12))
def test_no_cent_gets_lost_in_writing(cents: int) -> None:
    assert int(re.sub(r"\D", "", drafts.amount(cents, Unit.CENTS))) == cents


@unhurried
@given(st.lists(st.tuples(st.text(), st.text(), st.text())))
def test_a_table_has_as_many_rows_and_columns_as_it_was_given(rows: list[tuple[str, str, str]]) -> None:
    lines = drafts.table(("Van", "Aan", "Wat"), rows).split("\n")
    assert len(lines) == len(rows) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {4}


def test_the_stakeholder_with_most_influence_comes_first() -> None:
    assert drafts.stakeholder_overview("Onderwijs Alliantie", PARTIES) == (
        "# Overzicht van het stakeholdersveld — Onderwijs Alliantie\n\n"
        "| Organisatie | Sector | Rollen | Invloed | Belang | Status |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Stichting Leren | philanthropy |  | 5 | 2 | approached |\n"
        "| Gemeente Utrecht | government | partner, funder | 4 | 5 | committed |\n"
        "| Ouders \\| leerlingen | citizens | target_group | 4 | 5 | interested |\n"
        "| Bakkerij Bos | business | partner | 4 | 3 | declined |\n"
    )


def test_the_parties_are_listed_by_name_with_their_status() -> None:
    assert drafts.parties_connected("Onderwijs Alliantie", PARTIES[:2][::-1]) == (
        "# Relevante partijen verbonden — Onderwijs Alliantie\n\n"
        "| Organisatie | Sector | Status |\n"
        "| --- | --- | --- |\n"
        "| Gemeente Utrecht | government | committed |\n"
        "| Ouders \\| leerlingen | citizens | interested |\n"
    )


def test_the_agreement_says_who_brings_what_and_what_each_expects() -> None:
    confirmed = Contribution(
        "Gemeente Utrecht", "capital", "Startbedrag", 2_500_000, Unit.CENTS, CommitmentStatus.CONFIRMED
    )
    agreement = drafts.cooperation_agreement(
        "Onderwijs Alliantie", "Elk kind een leraar.", [confirmed], [("foundation", "partners", "houdt overzicht")]
    )
    assert agreement == (
        "# Samenwerkingsovereenkomst — Onderwijs Alliantie\n\n"
        "## Gezamenlijke missie\n\nElk kind een leraar.\n\n"
        "## Rollen en bijdragen\n\n"
        "| Partij | Soort | Bijdrage | Omvang | Status |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| Gemeente Utrecht | capital | Startbedrag | € 25.000,00 | confirmed |\n\n"
        "## Wat wij van elkaar verwachten\n\n"
        "| Van | Aan | Verwachting |\n"
        "| --- | --- | --- |\n"
        "| foundation | partners | houdt overzicht |\n\n"
        "Vrijwillig maar niet vrijblijvend: partijen kunnen op elkaars bijdrage rekenen.\n"
    )


def test_an_agreement_without_a_mission_says_that_there_is_none_yet() -> None:
    agreement = drafts.cooperation_agreement("Onderwijs Alliantie", "", [], [])
    assert agreement.split("\n\n")[1:3] == ["## Gezamenlijke missie", "Nog vast te stellen."]


def test_resources_show_what_is_lacking_and_never_less_than_nothing() -> None:
    def given_for(need: str, quantity: int, unit: Unit) -> Contribution:
        return Contribution("Bakkerij Bos", "time", "hulp", quantity, unit, CommitmentStatus.PROMISED, need)

    needs = [
        Required("geld", "Startkapitaal", 5_000_000, Unit.CENTS),
        Required("coach", "Begeleiding op school", 80, Unit.HOURS),
        Required("laptop", "Laptops", 10, Unit.PIECES),
    ]
    contributions = [
        given_for("geld", 1_000_000, Unit.CENTS),
        given_for("geld", 1_500_000, Unit.CENTS),
        given_for("coach", 100, Unit.HOURS),
        given_for("laptop", 10, Unit.HOURS),
        given_for("", 7, Unit.PIECES),
    ]
    assert drafts.resource_overview("Onderwijs Alliantie", needs, contributions) == (
        "# Benodigde kapitaal, kennis en kunde — Onderwijs Alliantie\n\n"
        "| Behoefte | Nodig | Toegezegd | Nog te vinden |\n"
        "| --- | --- | --- | --- |\n"
        "| Startkapitaal | € 50.000,00 | € 25.000,00 | € 25.000,00 |\n"
        "| Begeleiding op school | 80 uur | 100 uur | 0 uur |\n"
        "| Laptops | 10 stuks | 0 stuks | 10 stuks |\n"
    )


@pytest.mark.parametrize(
    ("lessons", "faults", "learned", "found"),
    [
        ([], [], "Nog geen lessen vastgelegd.", "Nog geen systeemfouten vastgelegd."),
        (
            ["Begin bij de ouders.", "Meet eerder."],
            [("Bekostiging", "te kort")],
            "- Begin bij de ouders.\n- Meet eerder.",
            "- **Bekostiging**: te kort",
        ),
    ],
    ids=["nothing yet", "two lessons and a fault"],
)
def test_lessons_and_system_faults_stand_side_by_side(
    lessons: list[str], faults: list[tuple[str, str]], learned: str, found: str
) -> None:
    assert drafts.lessons_and_faults("Onderwijs Alliantie", lessons, faults) == (
        f"# Lessons learned en systeemfouten — Onderwijs Alliantie\n\n## Lessen\n\n{learned}\n\n"
        f"## Systeemfouten\n\n{found}\n"
    )


def test_rounds_that_taught_nothing_yet_are_named() -> None:
    assert drafts.lessons_and_faults("Onderwijs", ["Meet eerder."], [], [2, 3]).split("\n\n")[2:4] == [
        "- Meet eerder.",
        "Nog zonder les: ronde 2, 3.",
    ]
