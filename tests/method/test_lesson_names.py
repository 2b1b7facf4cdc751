"""A lesson that is passed on names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.errors import BadInput
from models.method.lesson_names import check_nameless
from tests.method.strategies import unhurried

KNOWN = ("Zwaantje Plantinga", "Jan de Vries, directeur", "Bakker, Piet", "Anna Bos", "Secretariaat", "Wim van Ees")


@pytest.mark.parametrize(
    "text",
    [
        "Vraag het eerst aan Zwaantje Plantinga.",
        "vraag het zwaantje  plantinga zelf",
        "Plantinga's voorstel kwam te laat.",
        "Mevrouw De Vries belde elke school.",
        "Jan de Vries belde elke school.",
        "De heer Bakker was er niet.",
        "Spreek met Anna Bos over het bos.",
        "Bel het Secretariaat.",
    ],
)
def test_a_name_that_is_known_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_nameless(["Een titel", text], KNOWN)
    assert str(refused.value) == (
        "a lesson names no person, and this holds a name that is known here; name a role instead"
    )


@pytest.mark.parametrize(
    "text",
    [
        "De bakker op de hoek deed mee.",
        "Ga met de groep het Bos in, en kijk met Ees.",
        "Vraag het secretariaat en de directeur.",
        "Jan weet het niet, en Anna ook niet.",
        "Plantingaschool en Bakkerij deden mee.",
    ],
)
def test_an_ordinary_word_is_no_name(text: str) -> None:
    check_nameless([text], KNOWN)


@pytest.mark.parametrize("text", ["mail hz@example.org", "Vraag het <jan.de.vries@gemeente.example.nl>."])
def test_an_address_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^a lesson names no person, and this holds an e-mail address; name a role"):
        check_nameless([text], ())


@pytest.mark.parametrize(
    "text",
    ["bel 0612345678", "bel 06-12345678", "bel 020 - 123 45 67", "bel (010) 123 45 67", "bel +31 (0)6 1234 5678."],
)
def test_a_telephone_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^a lesson names no person, and this holds a telephone number; name a role"):
        check_nameless([text], ())


@pytest.mark.parametrize(
    "text",
    [
        "Van 01-02-2026 tot 03-04-2026 kwam niemand.",
        "Op 09-10-2026 10 uur.",
        "Het kostte 120.000.000 euro, 0,25 per kind.",
        "In 2024 2025 2026 steeg het met 12 345 678 910.",
        "Zie @ronde 2 en artikel 3.012345678.",
    ],
)
def test_figures_and_days_are_no_telephone_number(text: str) -> None:
    check_nameless([text], ())


letters = st.text(st.characters(categories=("L",)), min_size=1, max_size=8)


@unhurried
@given(letters, letters, st.text(max_size=20), st.text(max_size=20))
def test_a_whole_name_is_found_in_any_text(first: str, last: str, before: str, after: str) -> None:
    with pytest.raises(BadInput):
        check_nameless([f"{before} {first.upper()} {last} {after}"], [f"{first.upper()} {last}"])
