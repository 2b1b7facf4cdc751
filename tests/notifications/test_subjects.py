"""The subject of every letter states the act, so that nobody has to open one to know whether it asks something."""

import pytest

from models.method.letters import Group, Letter, OpenItems, Reminder, Thanks
from notifications.render import render
from tests.notifications.sample_letters import items, samples

EVERY = [(letter, language) for letter in samples().values() for language in ("nl", "en")]

SUBJECTS = {
    ("invitation", "nl"): "[Actie gevraagd] Beantwoord onze uitnodiging voor Onderwijs Alliantie",
    ("invitation", "en"): "[Action requested] Answer our invitation to Onderwijs Alliantie",
    ("commitment_asked", "nl"): "[Actie gevraagd] Bevestig uw bijdrage aan Onderwijs Alliantie",
    ("commitment_asked", "en"): "[Action requested] Confirm your contribution to Onderwijs Alliantie",
    ("re_confirmation_asked", "nl"): "[Actie gevraagd] Laat weten of uw toezegging aan Onderwijs Alliantie nog staat",
    ("re_confirmation_asked", "en"): (
        "[Action requested] Tell us whether your commitment to Onderwijs Alliantie still stands"
    ),
    ("signature_asked", "nl"): "[Actie gevraagd] Onderteken de samenwerkingsovereenkomst van Onderwijs Alliantie",
    ("signature_asked", "en"): "[Action requested] Sign the cooperation agreement of Onderwijs Alliantie",
    ("measurement_asked", "nl"): "[Actie gevraagd] Lever de cijfers aan voor evaluatieronde 2 van Onderwijs Alliantie",
    ("measurement_asked", "en"): "[Action requested] Supply the figures for evaluation round 2 of Onderwijs Alliantie",
    ("deliverable_asked", "nl"): "[Actie gevraagd] Lever op voor de fase Implementatie van Onderwijs Alliantie",
    ("deliverable_asked", "en"): "[Action requested] Hand in what Onderwijs Alliantie delivers in the phase Implement",
    ("delivery_asked", "nl"): "[Actie gevraagd] Laat weten wat u heeft geleverd aan Onderwijs Alliantie",
    ("delivery_asked", "en"): "[Action requested] Tell us what you have delivered to Onderwijs Alliantie",
    ("handover_asked", "nl"): "[Actie gevraagd] Aanvaard de overdracht van Onderwijs Alliantie",
    ("handover_asked", "en"): "[Action requested] Accept the hand-over of Onderwijs Alliantie",
    ("round_invitation", "nl"): "[Actie gevraagd] Laat weten hoe de samenwerking in Onderwijs Alliantie gaat",
    ("round_invitation", "en"): "[Action requested] Let us know how the collaboration in Onderwijs Alliantie goes",
    ("reminder", "nl"): "Herinnering: beantwoord de 2 open vragen van Onderwijs Alliantie",
    ("reminder", "en"): "Reminder: answer the 2 open questions of Onderwijs Alliantie",
    ("escalation", "nl"): "[Actie gevraagd] Help ons aan een antwoord van uw organisatie voor Onderwijs Alliantie",
    ("escalation", "en"): "[Action requested] Help us to an answer from your organisation for Onderwijs Alliantie",
    ("open_items", "nl"): "[Actie gevraagd] Beantwoord wat openstaat voor Onderwijs Alliantie, Zorg Alliantie",
    ("open_items", "en"): "[Action requested] Answer what is open for Onderwijs Alliantie, Zorg Alliantie",
    ("handed_over", "nl"): "[Actie gevraagd] Neem zelf contact op met Hogeschool Voorbeeld voor Onderwijs Alliantie",
    ("handed_over", "en"): "[Action requested] Get in touch with Hogeschool Voorbeeld yourself for Onderwijs Alliantie",
    ("decision_open", "nl"): (
        "[Actie gevraagd] Besluit voor Onderwijs Alliantie: evaluatieronde 2 is onvoldoende: terug naar Co-creatie?"
    ),
    ("decision_open", "en"): (
        "[Action requested] Decide for Onderwijs Alliantie: evaluatieronde 2 is onvoldoende: terug naar Co-creatie?"
    ),
    ("gate_due", "nl"): "[Actie gevraagd] Beoordeel of de fase Verkennen van Onderwijs Alliantie klaar is",
    ("gate_due", "en"): "[Action requested] Judge whether phase Explore of Onderwijs Alliantie is complete",
    ("phase_opened", "nl"): "Onderwijs Alliantie begint aan de fase Co-creatie (cyclus 2)",
    ("phase_opened", "en"): "Onderwijs Alliantie begins the phase Co-create (cycle 2)",
    ("thanks", "nl"): "Bedankt voor uw bijdrage aan Onderwijs Alliantie",
    ("thanks", "en"): "Thank you for your contribution to Onderwijs Alliantie",
    ("round_results", "nl"): "De uitkomst van evaluatieronde 2 van Onderwijs Alliantie",
    ("round_results", "en"): "The outcome of evaluation round 2 of Onderwijs Alliantie",
    ("guard_breached", "nl"): "[Actie gevraagd] Stop de schade: een grens van Onderwijs Alliantie is overschreden",
    ("guard_breached", "en"): "[Action requested] Stop the harm: a limit of Onderwijs Alliantie was passed",
    ("reflection_results", "nl"): "De uitkomst van de reflectie op de samenwerking in Onderwijs Alliantie",
    ("reflection_results", "en"): "The outcome of the reflection on the collaboration in Onderwijs Alliantie",
    ("announcement", "nl"): "Nieuws van Onderwijs Alliantie: Twaalf scholen doen mee",
    ("announcement", "en"): "News from Onderwijs Alliantie: Twaalf scholen doen mee",
    ("announcement_due", "nl"): "[Actie gevraagd] Maak bekend namens Onderwijs Alliantie: Twaalf scholen doen mee",
    ("announcement_due", "en"): (
        "[Action requested] Make known on behalf of Onderwijs Alliantie: Twaalf scholen doen mee"
    ),
    ("commitment_ended", "nl"): "Uw toezegging aan Onderwijs Alliantie is afgesloten",
    ("commitment_ended", "en"): "Your commitment to Onderwijs Alliantie is closed",
    ("alliance_ended", "nl"): "Bedankt: Onderwijs Alliantie is afgerond",
    ("alliance_ended", "en"): "Thank you: Onderwijs Alliantie has ended",
    ("after_care", "nl"): "[Actie gevraagd] Kijk na 12 maanden of de impact van Onderwijs Alliantie standhoudt",
    ("after_care", "en"): "[Action requested] See whether the impact of Onderwijs Alliantie holds after 12 months",
    ("fault_returned", "nl"): (
        "[Actie gevraagd] Beantwoord de melding van Onderwijs Alliantie: een knelpunt in uw stelsel"
    ),
    ("fault_returned", "en"): "[Action requested] Answer what Onderwijs Alliantie reports: a fault in your system",
    ("fault_followed_up", "nl"): (
        "Herinnering: beantwoord ons laatste verzoek van 23 november 2026 over het bevoegdhedenstelsel in het onderwijs"
    ),
    ("fault_followed_up", "en"): (
        "Reminder: answer our last request of 23 November 2026 about het bevoegdhedenstelsel in het onderwijs"
    ),
    ("fault_silent", "nl"): (
        "[Actie gevraagd] Neem zelf contact op: geen antwoord van Ministerie Voorbeeld "
        "op systeemfout 12 van Onderwijs Alliantie"
    ),
    ("fault_silent", "en"): (
        "[Action requested] Get in touch yourself: no answer from Ministerie Voorbeeld "
        "to system fault 12 of Onderwijs Alliantie"
    ),
    ("fault_rating_asked", "nl"): (
        "[Actie gevraagd] Beoordeel wat er met systeemfout 12 van Onderwijs Alliantie is gedaan"
    ),
    ("fault_rating_asked", "en"): "[Action requested] Rate what was done about system fault 12 of Onderwijs Alliantie",
    ("point_due", "nl"): "[Actie gevraagd] Rond af voor Onderwijs Alliantie: verbeterpunt i1",
    ("point_due", "en"): "[Action requested] Finish for Onderwijs Alliantie: verbeterpunt i1",
    ("dispatch_parked", "nl"): "[Actie gevraagd] Laat het werk aan Onderwijs Alliantie weer vrijgeven",
    ("dispatch_parked", "en"): "[Action requested] Have the work on Onderwijs Alliantie released",
}

#: Letters that only tell ask for nothing in their subject; reminders say that they are one.
TELLING = {
    *("phase_opened", "thanks", "round_results", "reflection_results", "announcement", "commitment_ended"),
    "alliance_ended",
}
REMINDING = {"reminder", "fault_followed_up"}


def subject(letter: Letter, language: str = "nl") -> str:
    return render(letter, language=language, recipient_name="Jan de Vries").subject


@pytest.mark.parametrize(("letter", "language"), EVERY)
def test_the_subject_states_the_act(letter: Letter, language: str) -> None:
    assert subject(letter, language) == SUBJECTS[letter.kind, language]


@pytest.mark.parametrize(("kind", "language"), SUBJECTS)
def test_who_only_reads_subjects_knows_whether_something_is_asked(kind: str, language: str) -> None:
    asks, reminds = {"nl": ("[Actie gevraagd] ", "Herinnering: "), "en": ("[Action requested] ", "Reminder: ")}[
        language
    ]
    told = SUBJECTS[kind, language]
    said = (told.startswith(asks), told.startswith(reminds))
    assert said == (kind not in TELLING | REMINDING, kind in REMINDING)


def test_a_reminder_of_one_thing_says_so_in_its_subject() -> None:
    one = Reminder(alliance="Onderwijs Alliantie", items=items("bevestig: 12 gastlessen"))
    assert subject(one) == "Herinnering: beantwoord de open vraag van Onderwijs Alliantie"
    assert subject(one, "en") == "Reminder: answer the open question of Onderwijs Alliantie"


def test_first_askings_in_one_letter_are_no_reminder() -> None:
    letter = OpenItems(alliance="A", groups=(Group(alliance="A", items=items("uren")),), reminder=False)
    assert subject(letter, "en") == "[Action requested] Answer what is open for A"


def test_a_subject_is_cut_at_two_hundred_signs() -> None:
    cut = subject(Thanks(alliance="x" * 300, contribution="uren"))
    assert cut == "Bedankt voor uw bijdrage aan " + "x" * 170 + "…"
