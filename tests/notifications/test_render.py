"""Every letter renders in every language, says what it must, and shows hostile values as mere text."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from models.method.letters import Asking, DecisionOpen, Item, Letter, PhaseOpened, Reminder, Thanks
from notifications.render import Rendered, one_line, render
from notifications.words import WORDS
from tests.notifications.sample_letters import items, samples

EVERY = [(letter, language) for letter in samples().values() for language in WORDS]
EVERY_IDS = [f"{letter.kind}-{language}" for letter, language in EVERY]

SUBJECTS = {
    ("invitation", "nl"): "[Actie gevraagd] Beantwoord onze uitnodiging voor Onderwijs Alliantie",
    ("invitation", "en"): "[Action requested] Answer our invitation to Onderwijs Alliantie",
    ("commitment_asked", "nl"): "[Actie gevraagd] Bevestig uw bijdrage aan Onderwijs Alliantie",
    ("commitment_asked", "en"): "[Action requested] Confirm your contribution to Onderwijs Alliantie",
    ("measurement_asked", "nl"): (
        "[Actie gevraagd] Lever de cijfers aan voor evaluatieronde 2 van Onderwijs Alliantie"
    ),
    ("measurement_asked", "en"): (
        "[Action requested] Supply the figures for evaluation round 2 of Onderwijs Alliantie"
    ),
    ("deliverable_asked", "nl"): "[Actie gevraagd] Lever op voor de fase Implementatie van Onderwijs Alliantie",
    ("deliverable_asked", "en"): (
        "[Action requested] Hand in what phase Implementatie of Onderwijs Alliantie delivers"
    ),
    ("delivery_asked", "nl"): "[Actie gevraagd] Laat weten wat u heeft geleverd aan Onderwijs Alliantie",
    ("delivery_asked", "en"): "[Action requested] Tell us what you have delivered to Onderwijs Alliantie",
    ("handover_asked", "nl"): "[Actie gevraagd] Aanvaard de overdracht van Onderwijs Alliantie",
    ("handover_asked", "en"): "[Action requested] Accept the hand-over of Onderwijs Alliantie",
    ("reminder", "nl"): "Herinnering: beantwoord de 2 open vragen van Onderwijs Alliantie",
    ("reminder", "en"): "Reminder: answer the 2 open questions of Onderwijs Alliantie",
    ("no_further_reminders", "nl"): ("[Actie gevraagd] Neem zelf contact op: geen antwoord voor Onderwijs Alliantie"),
    ("no_further_reminders", "en"): ("[Action requested] Get in touch yourself: no answer for Onderwijs Alliantie"),
    ("decision_open", "nl"): (
        "[Besluit gevraagd] Onderwijs Alliantie: evaluatieronde 2 is onvoldoende: terug naar Co-creatie?"
    ),
    ("decision_open", "en"): (
        "[Decision requested] Onderwijs Alliantie: evaluatieronde 2 is onvoldoende: terug naar Co-creatie?"
    ),
    ("gate_due", "nl"): "[Actie gevraagd] Beoordeel of de fase Verkennen van Onderwijs Alliantie klaar is",
    ("gate_due", "en"): "[Action requested] Judge whether phase Verkennen of Onderwijs Alliantie is complete",
    ("phase_opened", "nl"): "Onderwijs Alliantie begint aan de fase Co-creatie (cyclus 2)",
    ("phase_opened", "en"): "Onderwijs Alliantie begins the phase Co-creatie (cycle 2)",
    ("thanks", "nl"): "Bedankt voor uw bijdrage aan Onderwijs Alliantie",
    ("thanks", "en"): "Thank you for your contribution to Onderwijs Alliantie",
    ("commitment_ended", "nl"): "Uw toezegging aan Onderwijs Alliantie is afgesloten",
    ("commitment_ended", "en"): "Your commitment to Onderwijs Alliantie is closed",
    ("alliance_ended", "nl"): "Bedankt: Onderwijs Alliantie is afgerond",
    ("alliance_ended", "en"): "Thank you: Onderwijs Alliantie has ended",
    ("after_care", "nl"): "[Actie gevraagd] Kijk na 12 maanden of de impact van Onderwijs Alliantie standhoudt",
    ("after_care", "en"): "[Action requested] See whether the impact of Onderwijs Alliantie holds after 12 months",
    ("fault_returned", "nl"): "[Antwoord gevraagd] Een knelpunt in uw stelsel, gemeld door Onderwijs Alliantie",
    ("fault_returned", "en"): "[Answer requested] A fault in your system, reported by Onderwijs Alliantie",
    ("fault_followed_up", "nl"): (
        "[Antwoord gevraagd] Laatste verzoek van 23 november 2026 over het bevoegdhedenstelsel in het onderwijs"
    ),
    ("fault_followed_up", "en"): (
        "[Answer requested] Last request of 23 November 2026 about het bevoegdhedenstelsel in het onderwijs"
    ),
    ("fault_silent", "nl"): (
        "[Actie gevraagd] Geen antwoord van Ministerie Voorbeeld op systeemfout 12 van Onderwijs Alliantie"
    ),
    ("fault_silent", "en"): (
        "[Action requested] No answer from Ministerie Voorbeeld to system fault 12 of Onderwijs Alliantie"
    ),
    ("point_due", "nl"): "[Actie gevraagd] Nog open bij Onderwijs Alliantie: verbeterpunt i1",
    ("point_due", "en"): "[Action requested] Still open in Onderwijs Alliantie: verbeterpunt i1",
    ("fault_rating_asked", "nl"): (
        "[Actie gevraagd] Beoordeel wat er met systeemfout 12 van Onderwijs Alliantie is gedaan"
    ),
    ("fault_rating_asked", "en"): (
        "[Action requested] Rate what was done about system fault 12 of Onderwijs Alliantie"
    ),
    ("dispatch_parked", "nl"): "[Actie gevraagd] Samenspel staat stil voor Onderwijs Alliantie",
    ("dispatch_parked", "en"): "[Action requested] Samenspel has stopped for Onderwijs Alliantie",
}

#: Everything that makes a mail reader or a browser fetch or run something.
FETCHING = {"src", "srcset", "background", "poster", "data", "action", "formaction"}
RUNNING = {"script", "iframe", "object", "embed", "form", "link", "style", "base", "img", "svg"}


class Page(HTMLParser):
    """Remembers the tags, their attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """The text as it is read."""
        return " ".join(" ".join(self.texts).split())


def write(letter: Letter, language: str = "nl", name: str = "Jan de Vries") -> Rendered:
    return render(letter, language=language, recipient_name=name)


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_the_subject_states_the_act(letter: Letter, language: str) -> None:
    assert write(letter, language).subject == SUBJECTS[letter.kind, language]


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_both_parts_greet_and_say_how_to_act_and_why_one_receives_it(letter: Letter, language: str) -> None:
    words = WORDS[language]
    rendered = write(letter, language)
    says = [f"{words.salutation} Jan de Vries,", words.regards, words.why_title, words.footer]
    for text in (" ".join(rendered.text.split()), Page(rendered.html).text):
        assert [sentence for sentence in says if sentence not in text] == []
        assert {"nl": "deze e-mail", "en": "this e-mail"}[language] in text.partition(words.why_title)[0]


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_every_value_of_a_letter_stands_in_both_parts(letter: Letter, language: str) -> None:
    rendered = write(letter, language)
    values = [v for v in letter.model_dump().values() if isinstance(v, str)]
    values += [item.text for item in letter.items] if isinstance(letter, Asking) else []
    values += [getattr(letter, name) for name in ("round", "cycle") if hasattr(letter, name)]
    html = Page(rendered.html)
    links = " ".join(attributes.get("href") or "" for _, attributes in html.tags)
    for text in (" ".join(rendered.text.split()), f"{html.text} {links}"):
        assert [value for value in values if str(value) not in text] == []


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_html_tells_its_language_and_fetches_and_runs_nothing(letter: Letter, language: str) -> None:
    page = Page(write(letter, language).html)
    assert page.tags[0] == ("html", {"lang": {"nl": "nl-NL", "en": "en-GB"}[language]})
    assert {name for _, attributes in page.tags for name in attributes} & FETCHING == set()
    assert {tag for tag, _ in page.tags} & RUNNING == set()
    assert [a.get("style") for _, a in page.tags if "url(" in (a.get("style") or "")] == []
    assert {a.get("role") for tag, a in page.tags if tag == "table"} == {"presentation"}
    assert [tag for tag, _ in page.tags].count("h1") == 1


@pytest.mark.parametrize(("letter", "language"), EVERY, ids=EVERY_IDS)
def test_the_text_part_is_laid_out_for_reading(letter: Letter, language: str) -> None:
    text = write(letter, language).text
    assert [line for line in text.splitlines() if len(line) > 72 and "://" not in line] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert re.findall(r"<\w+|&\w+;|\{[{%]|None", text) == []


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
        "alliantiebureau. Klopt er iets niet, of wilt u geen brieven meer\n"
        "ontvangen? Beantwoord dan deze e-mail.\n"
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("en", "We ask you to decide by 7 March 2027."),
        ("en-US", "We ask you to decide by 7 March 2027."),
        ("fr", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
        ("../en", "Wij vragen u uiterlijk 7 maart 2027 te besluiten."),
    ],
)
def test_dates_are_written_in_the_language_and_an_unknown_language_is_dutch(language: str, line: str) -> None:
    letter = DecisionOpen(alliance="A", question="go?", due=date(2027, 3, 7), link=None)
    assert line in write(letter, language).text.splitlines()


def test_a_reminder_of_one_thing_says_so_in_its_subject() -> None:
    one = Reminder(alliance="Onderwijs Alliantie", items=items("bevestig: 12 gastlessen"))
    assert write(one).subject == "Herinnering: beantwoord de open vraag van Onderwijs Alliantie"
    assert write(one, "en").subject == "Reminder: answer the open question of Onderwijs Alliantie"


@pytest.mark.parametrize(("cycle", "said"), [(1, False), (2, True)])
def test_only_a_later_cycle_is_explained(cycle: int, said: bool) -> None:
    letter = PhaseOpened(alliance="A", phase_label="Co-creatie", cycle=cycle, what=("ontwerp",))
    assert ("op basis van de geleerde lessen" in " ".join(write(letter).text.split())) is said


def test_without_a_name_the_salutation_is_a_general_one() -> None:
    thanks = Thanks(alliance="A", contribution="uren")
    assert write(thanks, name=" ").text.splitlines()[0] == "Geachte heer of mevrouw,"
    assert write(thanks, "en", name="").text.splitlines()[0] == "Dear Sir or Madam,"


HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=y> O'Neill & {{7*7}} {% raw %} {{ ''.__class__ }}"


def test_hostile_values_are_shown_as_text() -> None:
    rendered = write(Thanks(alliance=HOSTILE, contribution=HOSTILE), name=HOSTILE)
    page = Page(rendered.html)
    assert rendered.subject == f"Bedankt voor uw bijdrage aan {HOSTILE}"
    assert f"Geachte {HOSTILE}," in " ".join(rendered.text.split())
    assert f"Geachte {HOSTILE}," in page.text
    assert {tag for tag, _ in page.tags} & RUNNING == set()


def test_line_breaks_and_invisible_signs_do_not_reach_the_subject_or_forge_a_paragraph() -> None:
    letter = Thanks(alliance="A\r\nBcc: x@y.nl\u2028\x00B\u202e\u200b", contribution="uren\n\nBetaal nu\n- alles")
    rendered = write(letter)
    assert rendered.subject == "Bedankt voor uw bijdrage aan A Bcc: x@y.nl B"
    assert "- uren Betaal nu - alles" in rendered.text.splitlines()


def test_one_line_keeps_letters_of_all_scripts_and_joined_emoji() -> None:
    assert one_line("Zoë  Ünal\t陈 👩\u200d🏫\ud800") == "Zoë Ünal 陈 👩\u200d🏫"


def test_a_subject_is_cut_at_two_hundred_signs() -> None:
    subject = write(Thanks(alliance="x" * 300, contribution="uren")).subject
    assert subject == "Bedankt voor uw bijdrage aan " + "x" * 170 + "…"
