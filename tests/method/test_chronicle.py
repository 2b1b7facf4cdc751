"""What happened, told as a sentence in Dutch and in English."""

import pytest

from models.method.chronicle import sentence
from models.method.chronicle_words import Happened
from models.method.events import EventType
from models.method.phases import Phase

NAMES = {
    "gemeente": "Gemeente Voorbeeld",
    "fonds": "Fonds Voorbeeld",
    "person:k7": "Fonds Voorbeeld",
    "commitment:c1": "Gemeente Voorbeeld",
    "handover:h1": "Gemeente Voorbeeld",
}

TOLD: list[tuple[str, str, str, dict[str, object], str, str]] = [
    (
        "deliverable.accepted_by_side",
        "situation_analysis",
        "staff:hz",
        {"side": "foundation", "sha256": "ab12"},
        "HZ accepteerde de situatieanalyse namens de stichting.",
        "HZ accepted the situation analysis for the foundation.",
    ),
    (
        "phase.opened",
        "co_create",
        "flow:form_alliance",
        {},
        "Samenspel opende fase 3 Co-creatie.",
        "Samenspel opened phase 3 Co-create.",
    ),
    (
        "phase.closed",
        "explore",
        "staff:hz",
        {"outcome": "passed_with_conditions", "missing": ["situation_analysis", "stakeholder_overview"]},
        "HZ sloot fase 1 Verkennen: poort gepasseerd onder voorwaarden; open bleef: de situatieanalyse en het "
        "overzicht van het stakeholdersveld.",
        "HZ closed phase 1 Explore: gate passed with conditions; left open: the situation analysis and the overview "
        "of the stakeholder field.",
    ),
    (
        "phase.closed",
        "explore",
        "flow:explore",
        {"outcome": "passed", "missing": []},
        "Samenspel sloot fase 1 Verkennen: poort gepasseerd.",
        "Samenspel closed phase 1 Explore: gate passed.",
    ),
    (
        "gate.due",
        "explore",
        "clock",
        {},
        "Samenspel meldde dat de poort van fase 1 Verkennen aan de beurt is.",
        "Samenspel noted that the gate of phase 1 Explore is due.",
    ),
    (
        "commitment.promised",
        "c1",
        "person:k7",
        {"organisation": "gemeente", "quantity": 2_500_050, "unit": "cents"},
        "Fonds Voorbeeld legde vast dat Gemeente Voorbeeld € 25.000,50 toezegde (c1).",
        "Fonds Voorbeeld recorded that Gemeente Voorbeeld promised €25,000.50 (c1).",
    ),
    (
        "commitment.promised",
        "c1",
        "staff:hz",
        {"organisation": "gemeente", "quantity": 1200, "unit": "hours"},
        "HZ legde vast dat Gemeente Voorbeeld 1.200 uur toezegde (c1).",
        "HZ recorded that Gemeente Voorbeeld promised 1,200 hours (c1).",
    ),
    (
        "commitment.promised",
        "c1",
        "staff:hz",
        {"again": True},
        "HZ vroeg opnieuw om toezegging c1 van Gemeente Voorbeeld.",
        "HZ asked for commitment c1 of Gemeente Voorbeeld again.",
    ),
    (
        "commitment.delivered",
        "c1",
        "staff:hz",
        {"quantity": 80, "delivered": 80, "status": "fulfilled"},
        "HZ legde een levering van Gemeente Voorbeeld vast; toezegging c1 is nagekomen.",
        "HZ recorded a delivery of Gemeente Voorbeeld; commitment c1 is fulfilled.",
    ),
    (
        "stakeholder.moved",
        "onbekend",
        "staff:hz",
        {"status": "in_conversation"},
        "HZ noteerde bij onbekend: in gesprek.",
        "HZ noted of onbekend: in conversation.",
    ),
    (
        "body.changed",
        "sponsor_group",
        "staff:hz",
        {"organisation": "fonds", "chair": True},
        "HZ gaf Fonds Voorbeeld een plaats in de sponsorgroep, als voorzitter.",
        "HZ gave Fonds Voorbeeld a seat in the sponsor group, as its chair.",
    ),
    (
        "body.changed",
        "project_team",
        "staff:hz",
        {"organisation": None, "staff": "jd", "chair": False, "change": "removed"},
        "HZ nam de plaats van JD in het projectteam weg.",
        "HZ took the seat of JD in the project team away.",
    ),
    (
        "measurement.recorded",
        "vacatures",
        "staff:hz",
        {"value": 1250.5, "on": "2027-03-12"},
        "HZ legde 1.250,5 vast voor vacatures, gemeten op 12 mrt 2027.",
        "HZ recorded 1,250.5 for vacatures, measured on 12 Mar 2027.",
    ),
    (
        "round.prepared",
        "3",
        "staff:hz",
        {"purpose": "collaboration", "on": "2026-12-07"},
        "HZ bereidde ronde 3 voor (samenwerking), te openen op 7 dec 2026.",
        "HZ prepared round 3 (collaboration), to be opened on 7 Dec 2026.",
    ),
    (
        "round.opened",
        "3",
        "flow:evaluate",
        {"kind": "informative", "purpose": "collaboration"},
        "Samenspel opende ronde 3 over de samenwerking.",
        "Samenspel opened round 3 on the collaboration.",
    ),
    (
        "round.respondents_changed",
        "3",
        "staff:hz",
        {"organisation": "fonds", "change": "added"},
        "HZ wijzigde wie er in ronde 3 wordt gevraagd: Fonds Voorbeeld (toegevoegd).",
        "HZ changed who is asked in round 3: Fonds Voorbeeld (added).",
    ),
    (
        "round.answered",
        "3",
        "staff:hz",
        {"again": False},
        "HZ legde een antwoord vast in ronde 3.",
        "HZ recorded an answer in round 3.",
    ),
    (
        "round.closed",
        "3",
        "flow:evaluate",
        {"purpose": "collaboration", "answered": 6, "asked": 8},
        "Samenspel sloot ronde 3 over de samenwerking.",
        "Samenspel closed round 3 on the collaboration.",
    ),
    (
        "round.closed",
        "2",
        "flow:evaluate",
        {"verdict": "insufficient", "attainment": 0.4},
        "Samenspel sloot evaluatieronde 2: onvoldoende impact (40%).",
        "Samenspel closed evaluation round 2: too little impact (40%).",
    ),
    (
        "round.closed",
        "2",
        "flow:evaluate",
        {"verdict": "inconclusive", "attainment": None},
        "Samenspel sloot evaluatieronde 2: nog geen uitsluitsel.",
        "Samenspel closed evaluation round 2: not conclusive yet.",
    ),
    (
        "decision.answered",
        "1",
        "staff:hz",
        {"outcome": "go_back", "go_back_to": "co_create"},
        "HZ beantwoordde besluit 1: terug naar fase 3 Co-creatie.",
        "HZ answered decision 1: back to phase 3 Co-create.",
    ),
    (
        "decision.answered",
        "1",
        "staff:hz",
        {"outcome": "secure_anyway", "go_back_to": "not_applicable"},
        "HZ beantwoordde besluit 1: toch borgen.",
        "HZ answered decision 1: secure anyway.",
    ),
    (
        "request.asked",
        "1:vacatures",
        "flow:evaluate",
        {"kind": "measurement", "contact": "k7"},
        "Samenspel vroeg Fonds Voorbeeld om het cijfer vacatures.",
        "Samenspel asked Fonds Voorbeeld for the figure vacatures.",
    ),
    (
        "request.reminded",
        "fonds",
        "clock",
        {"kind": "invitation", "step": 1},
        "Samenspel vroeg Fonds Voorbeeld nogmaals om een antwoord op de uitnodiging.",
        "Samenspel asked Fonds Voorbeeld once more for an answer to the invitation.",
    ),
    (
        "request.stopped",
        "c1",
        "person:k8",
        {"kind": "commitment", "reason": "answered"},
        "k8 sloot het verzoek om de bevestiging van toezegging c1: beantwoord.",
        "k8 closed the request for the confirmation of commitment c1: answered.",
    ),
    (
        "need.weighed",
        "explore",
        "flow:explore",
        {"share": 0.92, "go": False},
        "Samenspel woog de noodzaak van de alliantie: 92%, no-go.",
        "Samenspel weighed the need of the alliance: 92%, no-go.",
    ),
    (
        "need.weighed",
        "explore",
        "flow:explore",
        {"share": 0.92, "go": True},
        "Samenspel woog de noodzaak van de alliantie: 92%, go.",
        "Samenspel weighed the need of the alliance: 92%, go.",
    ),
    (
        "mission.agreed",
        "form_alliance",
        "staff:hz",
        {"agreed": ["mission", "story"]},
        "HZ legde de gezamenlijke missie en het gezamenlijke verhaal vast.",
        "HZ recorded the joint mission and the joint story.",
    ),
    (
        "description.changed",
        "indicators:vacatures",
        "staff:hz",
        {"change": "changed", "fields": ["weight: 0.6 -> 0.5"]},
        "HZ heeft indicator vacatures gewijzigd.",
        "HZ has changed indicator vacatures.",
    ),
    (
        "description.changed",
        "contacts:k7",
        "staff:hz",
        {"change": "removed", "fields": []},
        "HZ heeft het contact bij Fonds Voorbeeld verwijderd.",
        "HZ has removed the contact at Fonds Voorbeeld.",
    ),
    (
        "handover.added",
        "h1",
        "staff:hz",
        {"receiver": "gemeente"},
        "HZ nam h1 op in de overdracht aan Gemeente Voorbeeld.",
        "HZ added h1 to the hand-over to Gemeente Voorbeeld.",
    ),
    (
        "handover.accepted",
        "h1",
        "staff:hz",
        {},
        "HZ legde vast dat Gemeente Voorbeeld h1 van de overdracht accepteerde.",
        "HZ recorded that Gemeente Voorbeeld accepted h1 of the hand-over.",
    ),
    (
        "cadence.changed",
        "deleted",
        "clock",
        {},
        "Samenspel nam over dat het evaluatieschema is verwijderd.",
        "Samenspel noted that the schedule of evaluations was deleted.",
    ),
    (
        "dispatch.parked",
        "explore",
        "clock",
        {"reason": "the run failed", "attempts": 3},
        "Samenspel zette het werk stil na 3 pogingen.",
        "Samenspel parked the work after 3 tries.",
    ),
    (
        "announcement.planned",
        "a1",
        "staff:hz",
        {"audience": "outside", "on": "2026-03-14"},
        "HZ plande communicatiemoment a1 op 14 mrt 2026 (buiten de alliantie).",
        "HZ planned communication moment a1 on 14 Mar 2026 (outside the alliance).",
    ),
    (
        "announcement.changed",
        "a1",
        "staff:hz",
        {"fields": ["text"], "on": "2026-03-14"},
        "HZ wijzigde communicatiemoment a1.",
        "HZ changed communication moment a1.",
    ),
    (
        "announcement.cancelled",
        "a1",
        "staff:hz",
        {},
        "HZ annuleerde communicatiemoment a1.",
        "HZ cancelled communication moment a1.",
    ),
    (
        "announcement.due",
        "a1",
        "clock",
        {"side": "partners"},
        "Samenspel herinnerde de partners aan communicatiemoment a1.",
        "Samenspel reminded the partners of communication moment a1.",
    ),
    (
        "announcement.told",
        "a1",
        "clock",
        {"audience": "inside"},
        "Samenspel legde vast dat communicatiemoment a1 is verteld (binnen de alliantie).",
        "Samenspel recorded that communication moment a1 was told (inside the alliance).",
    ),
    (
        "round.shared",
        "2",
        "flow:evaluate",
        {"contacts": 1},
        "Samenspel deelde de uitkomst van evaluatieronde 2 met wie de cijfers gaf.",
        "Samenspel shared the results of evaluation round 2 with those who gave its figures.",
    ),
    (
        "alliance.ended",
        "no_go",
        "?",
        {},
        "iemand rondde de alliantie af: geen alliantie nodig.",
        "somebody ended the alliance: no alliance needed.",
    ),
]


@pytest.mark.parametrize(("kind", "subject", "actor", "details", "dutch", "english"), TOLD)
def test_what_happened_is_told_in_both_languages(
    kind: str, subject: str, actor: str, details: dict[str, object], dutch: str, english: str
) -> None:
    event = Happened(EventType(kind), subject, actor, details=details)
    assert (sentence(event, "nl", NAMES), sentence(event, "en", NAMES)) == (dutch, english)


def test_without_names_keys_are_told_and_another_language_is_dutch() -> None:
    event = Happened(EventType.STAKEHOLDER_INVITED, "gemeente", "flow:explore")
    assert sentence(event, "fr") == "Samenspel nodigde gemeente uit."


def test_a_phase_that_the_subject_does_not_name_is_the_one_it_happened_in() -> None:
    event = Happened(EventType.GATE_HELD, "", "staff:hz", phase=Phase.EXPLORE)
    assert sentence(event, "en") == "HZ held the gate of phase 1 Explore."


def test_what_the_event_does_not_know_is_left_out() -> None:
    event = Happened(EventType.MEASUREMENT_RECORDED, "", "staff:hz", details={"value": True, "on": "overmorgen"})
    assert sentence(event, "nl") == "HZ legde een meting vast."
