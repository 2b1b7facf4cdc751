"""What particular letters say, and in which language each part of them stands."""

from datetime import date

import pytest

from models.method.labels import asking
from models.method.letters import (
    AnnouncementDue,
    DeliveryAsked,
    Figure,
    GateDue,
    Group,
    Handed,
    HandedOver,
    Item,
    Letter,
    OpenItems,
    PhaseOpened,
    Reminder,
    RoundResults,
)
from models.method.requests import RequestKind
from notifications.render import Rendered, render
from notifications.words import WORDS
from tests.notifications.sample_letters import items


def write(letter: Letter, language: str = "nl") -> Rendered:
    return render(letter, language=language, recipient_name="Jan de Vries")


def test_the_text_part_reads_like_a_letter() -> None:
    letter = Reminder(
        alliance="Onderwijs Alliantie",
        items=(*items("bevestig: 12 gastlessen"), Item(request=7, text="onvervulde vacatures (fte)", due=None)),
    )
    assert write(letter).text == (
        "Geachte Jan de Vries,\n"
        "\n"
        "Mogen wij u eraan herinneren dat wij voor Onderwijs Alliantie nog\n"
        "uitzien naar uw antwoord op het volgende?\n"
        "\n"
        "- bevestig: 12 gastlessen\n"
        "  uiterlijk 23 november 2026\n"
        "- onvervulde vacatures (fte)\n"
        "  geen vaste datum; graag zodra het u schikt\n"
        "\n"
        "Hebben onze berichten elkaar gekruist? Dan kunt u deze herinnering als\n"
        "niet verzonden beschouwen.\n"
        "\n"
        "Hoe u antwoordt:\n"
        "Beantwoord deze e-mail. Uw antwoord komt aan bij het alliantiebureau.\n"
        "Lukt het niet, of niet op tijd? Laat ons ook dat weten; dan zoeken wij\n"
        "samen naar een oplossing.\n"
        "\n"
        "Bedankt voor uw bijdrage!\n"
        "\n"
        "Met vriendelijke groet,\n"
        "het alliantiebureau\n"
        "\n"
        "Waarom u deze brief ontvangt:\n"
        "Wij schrijven u omdat wij hierop nog geen antwoord van u hebben\n"
        "verwerkt. Zodra uw antwoord is verwerkt, stoppen de herinneringen.\n"
        "\n"
        "Samenspel heeft deze brief automatisch verstuurd namens het\n"
        "alliantiebureau. Klopt er iets niet? Beantwoord dan deze e-mail. Wilt u\n"
        "geen brieven meer ontvangen? Antwoord dan met ‘afmelden’; wij schrijven\n"
        "u dan niet meer.\n"
    )


def test_several_letters_in_one_are_shown_by_alliance_in_the_order_given() -> None:
    letter = OpenItems(
        alliance="Zorg Alliantie, Onderwijs Alliantie",
        groups=(
            Group(alliance="Zorg Alliantie", items=items("ontwerp van een oplossing")),
            Group(alliance="Onderwijs Alliantie", items=items("vacatures (fte)", "uitval (%)", due=None)),
        ),
        reminder=True,
    )
    rendered = write(letter)
    assert rendered.subject == "Herinnering: beantwoord wat openstaat voor Zorg Alliantie, Onderwijs Alliantie"
    assert rendered.text.splitlines()[6:20] == [
        "Zorg Alliantie:",
        "",
        "- ontwerp van een oplossing",
        "  uiterlijk 23 november 2026",
        "",
        "Onderwijs Alliantie:",
        "",
        "- vacatures (fte)",
        "  geen vaste datum; graag zodra het u schikt",
        "- uitval (%)",
        "  geen vaste datum; graag zodra het u schikt",
        "",
        "Hebben onze berichten elkaar gekruist? Dan kunt u wat u al beantwoordde,",
        "als niet gevraagd beschouwen.",
    ]


def test_figures_are_written_in_the_language_and_a_missing_one_is_no_zero() -> None:
    figures = (
        Figure(title="vacatures", value=1234.5, target=0),
        Figure(title="uitval", value=None, target=12.25),
        Figure(title="instroom", value=7, target=None),
    )
    letter = RoundResults(alliance="A", round=2, verdict_label="nog geen uitsluitsel", figures=figures)
    assert write(letter).text.splitlines()[5:11] == [
        "- vacatures",
        "  gemeten: 1.234,5; doel: 0",
        "- uitval",
        "  niet gemeten; doel: 12,25",
        "- instroom",
        "  gemeten: 7; doel: nog niet bepaald",
    ]
    assert write(letter, "en").text.splitlines()[5:11] == [
        "- vacatures",
        "  measured: 1,234.5; target: 0",
        "- uitval",
        "  not measured; target: 12.25",
        "- instroom",
        "  measured: 7; target: not set yet",
    ]


def test_a_letter_that_was_written_once_has_labels_in_the_language_of_each_reader() -> None:
    missing = ("situatieanalyse", "een lopende toezegging c1", "akkoord op de borging: partners", "een woord van ons")
    letter = GateDue(alliance="Verkennen", phase_label="Verkennen", missing=missing)
    assert write(letter).text.splitlines()[5:9] == [f"- {one}" for one in missing]
    english = write(letter, "en")
    assert english.subject == "[Action requested] Judge whether phase Explore of Verkennen is complete"
    assert english.text.splitlines()[5:9] == [
        "- situation analysis",
        "- an open commitment c1",
        "- agreement to the securing: partners",
        "- een woord van ons",
    ]


@pytest.mark.parametrize("kind", [RequestKind.INVITATION, RequestKind.ROUND])
def test_what_is_asked_in_words_of_ours_is_in_the_language_of_each_reader(kind: RequestKind) -> None:
    letter = Reminder(alliance="Onderwijs Alliantie", items=items(asking(kind, "nl")))
    for language in ("nl", "en"):
        assert f"- {asking(kind, language)}" in write(letter, language).text


def test_what_is_asked_keeps_its_own_text_in_a_letter_of_another_language() -> None:
    letter = DeliveryAsked(alliance="Onderwijs Alliantie", items=items("12 gastlessen in het schooljaar 2026-2027"))
    assert write(letter, "en").text.splitlines()[5:7] == [
        "- 12 gastlessen in het schooljaar 2026-2027",
        "  by 23 November 2026",
    ]


def test_a_command_stays_on_one_line_however_long() -> None:
    command = "samenspel request show " + "-".join(["alliantie"] * 8) + " 12"
    handed = Handed(request=12, organisation="B", asked="uren", reason_label="geen antwoord", command=command)
    letter = HandedOver(alliance="A", items=(handed,))
    assert f"    {command}" in write(letter).text.splitlines()


def test_what_is_handed_over_stands_one_below_the_other_each_with_its_command() -> None:
    handed = [
        Handed(request=n, organisation=of, asked=asked, reason_label="er kwam geen antwoord", command=f"samenspel {n}")
        for n, of, asked in ((1, "Fonds", "uren"), (2, "School", "samenwerkingsovereenkomst"))
    ]
    letter = HandedOver(alliance="A", items=tuple(handed))
    assert (write(letter).subject, write(letter, "en").subject) == (
        "[Actie gevraagd] Neem zelf contact op over 2 open vragen voor A",
        "[Action requested] Get in touch yourself about 2 open questions for A",
    )
    assert write(letter, "en").text.splitlines()[4:14] == [
        *("- uren", "  Fonds; no answer came", "", "    samenspel 1", ""),
        *("- cooperation agreement", "  School; no answer came", "", "    samenspel 2", ""),
    ]


def test_who_tells_the_world_for_the_partners_answers_by_mail_and_types_nothing() -> None:
    letter = AnnouncementDue(alliance="A", title="Start", text="Wij beginnen.", due=date(2026, 12, 7), command=None)
    for language, ends in (("nl", WORDS["nl"].stop), ("en", WORDS["en"].stop)):
        text = " ".join(write(letter, language).text.split())
        assert ("samenspel announcement" in text, ends in text) == (False, True)


@pytest.mark.parametrize(("cycle", "said"), [(1, False), (2, True)])
def test_only_a_later_cycle_is_explained(cycle: int, said: bool) -> None:
    letter = PhaseOpened(alliance="A", phase_label="Co-creatie", cycle=cycle, what=("ontwerp",))
    assert ("op basis van de geleerde lessen" in " ".join(write(letter).text.split())) is said
