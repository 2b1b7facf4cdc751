"""What an evaluation rests on and leaves to be found out (R57, R86): the sentences of both languages, side by side."""

from models.method.events import EventType as E

#: Per kind of event its phrases, from the one that needs to know most to the plainest.
EVALUATION_NL: dict[E, tuple[str, ...]] = {
    E.NEXT_ROUND_DUE: (
        "{actor} meldde dat het na evaluatieronde {subject} tijd is om opnieuw te meten.",
        "{actor} meldde dat het tijd is om opnieuw te meten.",
    ),
    E.EVIDENCE_WANTED: (
        "{actor} zette op de lijst wat nog uit te zoeken is bij {subject}: {wanted}.",
        "{actor} zette op de lijst wat nog uit te zoeken is: {wanted}.",
        "{actor} zette op de lijst wat nog uit te zoeken is.",
    ),
    E.EVIDENCE_ASSIGNED: (
        "{actor} gaf {organisation} tot {on} om uit te zoeken bij {subject}: {wanted}.",
        "{actor} gaf {organisation} tot {on} om iets uit te zoeken: {wanted}.",
        "{actor} gaf iemand de taak om iets uit te zoeken.",
    ),
    E.EVIDENCE_SETTLED: (
        "{actor} sloot af wat uit te zoeken was bij {subject}: {wanted}.",
        "{actor} sloot af wat uit te zoeken was: {wanted}.",
        "{actor} sloot af wat uit te zoeken was.",
    ),
    E.MEASUREMENT_CONFIRMED: (
        "{actor} bevestigde dat er bij {subject} op {on} 0 is gemeten.",
        "{actor} bevestigde dat er 0 is gemeten.",
    ),
    E.DIRECTION_CONFIRMED: (
        "{actor} bevestigde welke kant {subject} op moet.",
        "{actor} bevestigde welke kant een cijfer op moet.",
    ),
    E.FRAMEWORK_LOCKED: (
        "{actor} legde vast waaraan de impact wordt gemeten (versie {subject}).",
        "{actor} legde vast waaraan de impact wordt gemeten.",
    ),
    E.FRAMEWORK_CHANGED: (
        "{actor} wijzigde waaraan de impact wordt gemeten (versie {subject}).",
        "{actor} wijzigde waaraan de impact wordt gemeten.",
    ),
    E.ASSUMPTION_JUDGED: (
        "{actor} beoordeelde een aanname van de Theory of Change: {evidence}.",
        "{actor} beoordeelde een aanname van de Theory of Change.",
    ),
    E.ACTIVITY_JUDGED: (
        "{actor} legde vast hoever activiteit {subject} is uitgevoerd zoals afgesproken: {score} van 4.",
        "{actor} legde vast hoever een activiteit is uitgevoerd zoals afgesproken.",
    ),
    E.COMPARISON_RECORDED: (
        "{actor} legde vast waarmee {subject} wordt vergeleken.",
        "{actor} legde vast waarmee een cijfer wordt vergeleken.",
    ),
}

EVALUATION_EN: dict[E, tuple[str, ...]] = {
    E.NEXT_ROUND_DUE: (
        "{actor} noted that it is time to measure again after evaluation round {subject}.",
        "{actor} noted that it is time to measure again.",
    ),
    E.EVIDENCE_WANTED: (
        "{actor} listed what is to be found out about {subject}: {wanted}.",
        "{actor} listed what is to be found out: {wanted}.",
        "{actor} listed what is to be found out.",
    ),
    E.EVIDENCE_ASSIGNED: (
        "{actor} gave {organisation} until {on} to find out about {subject}: {wanted}.",
        "{actor} gave {organisation} until {on} to find something out: {wanted}.",
        "{actor} gave somebody the task to find something out.",
    ),
    E.EVIDENCE_SETTLED: (
        "{actor} closed what was to be found out about {subject}: {wanted}.",
        "{actor} closed what was to be found out: {wanted}.",
        "{actor} closed what was to be found out.",
    ),
    E.MEASUREMENT_CONFIRMED: (
        "{actor} confirmed that 0 was measured of {subject} on {on}.",
        "{actor} confirmed that 0 was measured.",
    ),
    E.DIRECTION_CONFIRMED: (
        "{actor} confirmed which way {subject} should go.",
        "{actor} confirmed which way a figure should go.",
    ),
    E.FRAMEWORK_LOCKED: (
        "{actor} locked what the impact is judged by (version {subject}).",
        "{actor} locked what the impact is judged by.",
    ),
    E.FRAMEWORK_CHANGED: (
        "{actor} changed what the impact is judged by (version {subject}).",
        "{actor} changed what the impact is judged by.",
    ),
    E.ASSUMPTION_JUDGED: (
        "{actor} judged an assumption of the theory of change: {evidence}.",
        "{actor} judged an assumption of the theory of change.",
    ),
    E.ACTIVITY_JUDGED: (
        "{actor} recorded how far activity {subject} was carried out as agreed: {score} of 4.",
        "{actor} recorded how far an activity was carried out as agreed.",
    ),
    E.COMPARISON_RECORDED: (
        "{actor} recorded what {subject} is compared with.",
        "{actor} recorded what a figure is compared with.",
    ),
}
