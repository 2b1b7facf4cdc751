"""First drafts of what an evaluation delivers, in the language of the alliance."""

from datetime import date

from models.method.collaboration_questions import Theme
from models.method.drafts import Point
from models.method.drafts_advice import Heard, ToFind, collaboration_plan, recommendations
from models.method.drafts_page import Said
from models.method.drafts_results import Past, Road, results_overview
from models.method.drafts_theory import Arrow, Step, theory_tested
from models.method.evaluation.results import Aggregate, IndicatorResult, Link, LinkName, LinkState
from models.method.evaluation.words import Reason, Verdict
from models.method.evidence import EvidenceTaskKind
from models.method.improvements import ImprovementState
from models.method.indicators import Evidence, Level
from models.method.recommendations import RecommendationState

SAID = Said(
    Verdict.INSUFFICIENT,
    "De aanpak werkt niet. Voorstel: terug naar fase 3.",
    (
        Link(
            name=LinkName.OUTCOMES,
            state=LinkState.BROKEN,
            together=Aggregate(verdict=Verdict.INSUFFICIENT, reason=Reason.WEIGHTED_SCORE, score=0.799),
        ),
        Link(name=LinkName.IMPACT, state=LinkState.UNKNOWN),
    ),
)
ROADS = [
    Road(
        "Vacatures",
        200,
        100,
        IndicatorResult(
            key="vacatures",
            verdict=Verdict.INSUFFICIENT,
            reason=Reason.RATIO,
            value=140,
            measured_on="2026-03-02",
            attainment=0.6,
            expected=1,
        ),
        "(140 - 200) / (100 - 200) = 0.6 < 0.8",
    ),
    Road(
        "Uren",
        None,
        8.5,
        IndicatorResult(key="uren", verdict=Verdict.INCONCLUSIVE, reason=Reason.MISSING_ACTUAL),
        "missing_actual",
    ),
]
HISTORY = [
    Past(1, 1, date(2025, 9, 1), Verdict.INCONCLUSIVE, None),
    Past(2, 2, date(2026, 3, 2), Verdict.INSUFFICIENT, 0.4),
    Past(3, 2, None, None, None),
]


def test_the_results_show_each_figure_with_its_road_the_calculation_the_chain_and_the_rounds() -> None:
    assert results_overview("Onderwijs", ROADS, SAID, HISTORY) == (
        "# Overzicht resultaten en impact van de alliantie — Onderwijs\n\n"
        "Voorstel van de evaluatie: **onvoldoende impact**\n\n"
        "De aanpak werkt niet. Voorstel: terug naar fase 3.\n\n"
        "| Indicator | Nulmeting | Doel | Gemeten | Op | Behaald | Nu verwacht | Oordeel | Waarom |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| Vacatures | 200 | 100 | 140 | 2 maart 2026 | 60% | 100% | onvoldoende | "
        "vergeleken met wat nu bereikt moest zijn |\n"
        "| Uren | onbekend | 8,5 | onbekend |  | onbekend | onbekend | nog geen uitsluitsel | "
        "er is nog niets gemeten |\n\n"
        "## Berekening\n\n"
        "- Vacatures: `(140 - 200) / (100 - 200) = 0.6 < 0.8`\n"
        "- Uren: `missing_actual`\n\n"
        "## De resultaatketen\n\n"
        "| Schakel | Stand | Score |\n"
        "| --- | --- | --- |\n"
        "| outcomes | houdt niet | 79% |\n"
        "| impact | niet bekend | onbekend |\n\n"
        "## Rondes\n\n"
        "| Ronde | Cyclus | Op | Oordeel | Behaald |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 1 | 1 | 1 september 2025 | nog geen uitsluitsel | onbekend |\n"
        "| 2 | 2 | 2 maart 2026 | onvoldoende impact | 40% |\n"
        "| 3 | 2 |  |  | onbekend |\n"
    )


def test_an_alliance_that_speaks_english_reads_its_results_in_english() -> None:
    lines = results_overview("Education", ROADS[1:], SAID, [], "en").splitlines()
    assert (lines[0], lines[2], lines[6]) == (
        "# Overview of the results and impact of the alliance — Education",
        "What the evaluation proposes: **too little impact**",
        "| Indicator | Baseline | Target | Measured | On | Reached | Due by now | Verdict | Why |",
    )
    assert lines[8] == (
        "| Uren | unknown | 8.5 | unknown |  | unknown | unknown | not conclusive yet | nothing was measured yet |"
    )


STEPS = [
    Step(Level.ACTIVITY, "Opleiden", fidelity=3),
    Step(Level.OUTPUT, "Opgeleide leraren"),
    Step(
        Level.OUTCOME,
        "Meer leraren",
        (("Vacatures", Verdict.INSUFFICIENT), ("Uren", Verdict.INCONCLUSIVE)),
        fidelity=None,
    ),
]
REFUTED = Arrow("Opgeleide leraren", "Meer leraren", "Wie opgeleid is blijft", Evidence.REFUTED, "De helft ging weg.")
UNTESTED = Arrow("Opleiden", "Opgeleide leraren", "Er melden zich genoeg mensen", Evidence.UNTESTED)


def test_the_theory_tested_says_what_was_seen_of_each_node_and_what_was_refuted() -> None:
    assert theory_tested("Onderwijs", STEPS, [UNTESTED, REFUTED], SAID) == (
        "# Getoetste Theory of Change — Onderwijs\n\n"
        "De aanpak werkt niet. Voorstel: terug naar fase 3.\n\n"
        "## Stappen\n\n"
        "| Niveau | Stap | Gezien |\n"
        "| --- | --- | --- |\n"
        "| activiteit | Opleiden | uitgevoerd als afgesproken: 3 van 4 |\n"
        "| output | Opgeleide leraren | nog niet gemeten |\n"
        "| outcome | Meer leraren | Vacatures: onvoldoende; Uren: nog geen uitsluitsel |\n\n"
        "## Aannames\n\n"
        "| Verband | Aanname | Bewijs | Toelichting |\n"
        "| --- | --- | --- | --- |\n"
        "| Opleiden → Opgeleide leraren | Er melden zich genoeg mensen | nog niet getoetst |  |\n"
        "| Opgeleide leraren → Meer leraren | Wie opgeleid is blijft | weerlegd | De helft ging weg. |\n\n"
        "## Weerlegd\n\n"
        "- Opgeleide leraren → Meer leraren: Wie opgeleid is blijft\n"
    )


def test_a_theory_of_which_nothing_was_refuted_says_so() -> None:
    text = theory_tested("Education", STEPS[:1], [UNTESTED], SAID, "en")
    assert text.split("\n\n")[-1] == "No assumption was refuted.\n"
    assert "| activity | Opleiden | carried out as agreed: 3 of 4 |" in text.splitlines()


def test_a_theory_without_assumptions_has_no_table_of_them() -> None:
    assert theory_tested("Onderwijs", STEPS[:1], [], SAID).split("\n\n")[-2:] == [
        "## Aannames",
        "Er zijn geen aannames vastgelegd.\n",
    ]


def test_the_recommendations_say_what_is_asked_what_is_proposed_and_what_is_to_be_found_out() -> None:
    points = [
        Point(
            "Maak deeltijd aantrekkelijker.", "Gemeente Utrecht", date(2027, 3, 1), RecommendationState.PARTLY_ACCEPTED
        ),
        Point("Deel de leergang.", None, None, RecommendationState.OPEN),
    ]
    find = [
        ToFind(EvidenceTaskKind.CONFIRM_ZERO, "uren", "hz", date(2026, 3, 9)),
        ToFind(EvidenceTaskKind.MEASURE_LINK, "outputs", "tb", date(2026, 3, 30)),
        ToFind(EvidenceTaskKind.MEASURE_LINK, "collaboration", "tb", date(2026, 3, 30)),
    ]
    assert recommendations("Onderwijs", points, SAID, find) == (
        "# Aanbevelingen om impact te vergroten — Onderwijs\n\n"
        "| Aanbeveling | Aan | Uiterlijk | Stand |\n"
        "| --- | --- | --- | --- |\n"
        "| Maak deeltijd aantrekkelijker. | Gemeente Utrecht | 1 maart 2027 | deels overgenomen |\n"
        "| Deel de leergang. | stichting |  | open |\n\n"
        "## Wat de evaluatie voorstelt\n\n"
        "De aanpak werkt niet. Voorstel: terug naar fase 3.\n\n"
        "## Nog uit te zoeken\n\n"
        "| Wat | Waarover | Wie | Uiterlijk |\n"
        "| --- | --- | --- | --- |\n"
        "| nul bevestigen | uren | hz | 9 maart 2026 |\n"
        "| schakel meten | outputs | tb | 30 maart 2026 |\n"
        "| schakel meten | samenwerking | tb | 30 maart 2026 |\n"
    )


def test_recommendations_without_an_evaluation_are_those_of_people_only() -> None:
    points = [Point("Deel de leergang.", None, None, RecommendationState.OPEN)]
    assert recommendations("Education", points, None, [], "en") == (
        "# Recommendations to increase impact — Education\n\n"
        "| Recommendation | To | Due | State |\n"
        "| --- | --- | --- | --- |\n"
        "| Deel de leergang. | foundation |  | open |\n"
    )
    assert recommendations("Onderwijs", [], SAID, []).count("|") == 0


def test_the_plan_for_the_collaboration_rests_on_what_the_partners_said() -> None:
    points = [Point("Lees samen de cijfers.", "Stichting Leren", date(2027, 3, 1), ImprovementState.DONE)]
    heard = Heard(8, 10, Verdict.INSUFFICIENT, ((Theme.ROLES, 0.41), (Theme.OPEN_MIND, None)))
    assert collaboration_plan("Onderwijs", points, heard) == (
        "# Inzicht en verbeterplan samenwerking — Onderwijs\n\n"
        "## Inzicht in de samenwerking\n\n"
        "8 van 10 organisaties antwoordden: **onvoldoende**.\n\n"
        "| Thema | Gemiddelde |\n"
        "| --- | --- |\n"
        "| heldere rolverdeling | 41% |\n"
        "| open mind: de gezamenlijke opgave voorop | te weinig antwoorden |\n\n"
        "## Verbeterplan\n\n"
        "| Verbeterpunt | Wie | Uiterlijk | Stand |\n"
        "| --- | --- | --- | --- |\n"
        "| Lees samen de cijfers. | Stichting Leren | 1 maart 2027 | gedaan |\n"
    )


def test_a_plan_leaves_to_people_what_nobody_said_yet() -> None:
    assert collaboration_plan("Onderwijs", [], None).split("\n\n")[1:] == [
        "## Inzicht in de samenwerking",
        "Nog te beschrijven.",
        "## Verbeterplan",
        "Nog geen verbeterpunten.\n",
    ]
