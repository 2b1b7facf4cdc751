"""What was learned, given back, carried over and looked at again: the sentences of both languages, side by side."""

from models.method.events import EventType as E

#: Per kind of event its phrases, from the one that needs to know most to the plainest.
LEARNING_NL: dict[E, tuple[str, ...]] = {
    E.CYCLE_PLANNED: (
        "{actor} legde vast wat er meegaat naar fase {back}.",
        "{actor} legde vast wat er meegaat naar een volgende cyclus.",
    ),
    E.CYCLE_RETRACTED: ("{actor} nam de opening van cyclus {subject} terug.", "{actor} nam een nieuwe cyclus terug."),
    E.DECISION_RETRACTED: ("{actor} nam besluit {subject} terug.", "{actor} nam een besluit terug."),
    E.COMMITMENT_KEPT: (
        "{actor} nam toezegging {subject} van {organisation} mee naar de nieuwe cyclus.",
        "{actor} nam toezegging {subject} mee naar de nieuwe cyclus.",
        "{actor} nam een toezegging mee naar de nieuwe cyclus.",
    ),
    E.COMMITMENT_TRANSFERRED: (
        "{actor} droeg toezegging {subject} over aan {organisation}.",
        "{actor} droeg toezegging {subject} over.",
        "{actor} droeg een toezegging over.",
    ),
    E.LESSON_CHANGED: ("{actor} werkte les {subject} bij.", "{actor} werkte een les bij."),
    E.LESSON_MOVED: (
        "{actor} legde vast hoe ver les {subject} is: {lesson_state}.",
        "{actor} legde vast hoe ver een les is.",
    ),
    E.LESSON_MERGED: ("{actor} voegde les {subject} samen met een andere.", "{actor} voegde twee lessen samen."),
    E.LESSON_SHOWN: ("{actor} legde les {subject} voor bij de poort.", "{actor} legde een les voor bij de poort."),
    E.LESSON_ANSWERED: (
        "{actor} legde vast wat de alliantie met les {subject} doet: {lesson_answer}.",
        "{actor} legde vast wat de alliantie met een les doet.",
    ),
    E.FAULT_CHANGED: (
        "{actor} werkte systeemfout {subject} bij.",
        "{actor} werkte een systeemfout bij.",
    ),
    E.FAULT_RETURNED: (
        "{actor} gaf systeemfout {subject} terug aan {organisation}.",
        "{actor} gaf systeemfout {subject} terug.",
        "{actor} gaf een systeemfout terug.",
    ),
    E.FAULT_RECEIVED: (
        "{actor} legde vast dat {organisation} systeemfout {subject} ontving.",
        "{actor} legde vast dat systeemfout {subject} is ontvangen.",
        "{actor} legde vast dat een systeemfout is ontvangen.",
    ),
    E.FAULT_ANSWERED: (
        "{actor} legde het antwoord op systeemfout {subject} vast: {fault_answer}.",
        "{actor} legde een antwoord op een systeemfout vast.",
    ),
    E.FAULT_FOLLOWED_UP: (
        "{actor} vroeg opnieuw naar systeemfout {subject}.",
        "{actor} vroeg opnieuw naar een systeemfout.",
    ),
    E.FAULT_RATED: (
        "{actor} beoordeelde wat er met systeemfout {subject} is gedaan: {adoption}.",
        "{actor} beoordeelde wat er met een systeemfout is gedaan.",
    ),
    E.FAULT_BUNDLED: ("{actor} bundelde systeemfout {subject} met gelijke.", "{actor} bundelde een systeemfout."),
    E.FAULT_CLOSED: ("{actor} sloot systeemfout {subject} af.", "{actor} sloot een systeemfout af."),
    E.IMPROVEMENT_RECORDED: (
        "{actor} nam {subject} op in het verbeterplan.",
        "{actor} vulde het verbeterplan aan.",
    ),
    E.IMPROVEMENT_MOVED: (
        "{actor} legde vast hoe ver {subject} van het verbeterplan is: {improvement}.",
        "{actor} werkte het verbeterplan bij.",
    ),
    E.HANDOVER_WITHDRAWN: (
        "{actor} draaide de aanvaarding van {subject} door {organisation} terug.",
        "{actor} draaide de aanvaarding van {subject} terug.",
        "{actor} draaide een aanvaarding terug.",
    ),
    E.HANDOVER_REMOVED: (
        "{actor} haalde {subject} van {organisation} uit de overdracht.",
        "{actor} haalde {subject} uit de overdracht.",
        "{actor} haalde iets uit de overdracht.",
    ),
    E.SECURING_AGREED: (
        "{actor} legde vast dat de impact is geborgd, namens {side}.",
        "{actor} legde vast dat de impact is geborgd.",
    ),
    E.AFTER_CARE_FOUND: (
        "{actor} legde vast wat de nazorg uitwees: {finding}.",
        "{actor} legde vast wat de nazorg uitwees.",
    ),
    E.ALLIANCE_REOPENED: ("{actor} opende de alliantie opnieuw.",),
}

LEARNING_EN: dict[E, tuple[str, ...]] = {
    E.CYCLE_PLANNED: (
        "{actor} recorded what goes along to phase {back}.",
        "{actor} recorded what goes along to a next cycle.",
    ),
    E.CYCLE_RETRACTED: ("{actor} took back the opening of cycle {subject}.", "{actor} took back a new cycle."),
    E.DECISION_RETRACTED: ("{actor} took back decision {subject}.", "{actor} took back a decision."),
    E.COMMITMENT_KEPT: (
        "{actor} kept commitment {subject} of {organisation} for the new cycle.",
        "{actor} kept commitment {subject} for the new cycle.",
        "{actor} kept a commitment for the new cycle.",
    ),
    E.COMMITMENT_TRANSFERRED: (
        "{actor} transferred commitment {subject} to {organisation}.",
        "{actor} transferred commitment {subject}.",
        "{actor} transferred a commitment.",
    ),
    E.LESSON_CHANGED: ("{actor} brought lesson {subject} up to date.", "{actor} brought a lesson up to date."),
    E.LESSON_MOVED: (
        "{actor} recorded how far lesson {subject} is: {lesson_state}.",
        "{actor} recorded how far a lesson is.",
    ),
    E.LESSON_MERGED: ("{actor} merged lesson {subject} with another.", "{actor} merged two lessons."),
    E.LESSON_SHOWN: ("{actor} put lesson {subject} to the alliance at the gate.", "{actor} put a lesson at the gate."),
    E.LESSON_ANSWERED: (
        "{actor} recorded what the alliance does with lesson {subject}: {lesson_answer}.",
        "{actor} recorded what the alliance does with a lesson.",
    ),
    E.FAULT_CHANGED: (
        "{actor} brought system fault {subject} up to date.",
        "{actor} brought a system fault up to date.",
    ),
    E.FAULT_RETURNED: (
        "{actor} returned system fault {subject} to {organisation}.",
        "{actor} returned system fault {subject}.",
        "{actor} returned a system fault.",
    ),
    E.FAULT_RECEIVED: (
        "{actor} recorded that {organisation} received system fault {subject}.",
        "{actor} recorded that system fault {subject} was received.",
        "{actor} recorded that a system fault was received.",
    ),
    E.FAULT_ANSWERED: (
        "{actor} recorded the answer to system fault {subject}: {fault_answer}.",
        "{actor} recorded an answer to a system fault.",
    ),
    E.FAULT_FOLLOWED_UP: (
        "{actor} asked after system fault {subject} again.",
        "{actor} asked after a system fault again.",
    ),
    E.FAULT_RATED: (
        "{actor} rated what was done about system fault {subject}: {adoption}.",
        "{actor} rated what was done about a system fault.",
    ),
    E.FAULT_BUNDLED: ("{actor} bundled system fault {subject} with its equals.", "{actor} bundled a system fault."),
    E.FAULT_CLOSED: ("{actor} closed system fault {subject}.", "{actor} closed a system fault."),
    E.IMPROVEMENT_RECORDED: (
        "{actor} took {subject} into the improvement plan.",
        "{actor} added to the improvement plan.",
    ),
    E.IMPROVEMENT_MOVED: (
        "{actor} recorded how far {subject} of the improvement plan is: {improvement}.",
        "{actor} brought the improvement plan up to date.",
    ),
    E.HANDOVER_WITHDRAWN: (
        "{actor} took back that {organisation} accepted {subject}.",
        "{actor} took back that {subject} was accepted.",
        "{actor} took back an acceptance.",
    ),
    E.HANDOVER_REMOVED: (
        "{actor} took {subject} of {organisation} out of the hand-over.",
        "{actor} took {subject} out of the hand-over.",
        "{actor} took something out of the hand-over.",
    ),
    E.SECURING_AGREED: (
        "{actor} recorded that the impact is secured, for {side}.",
        "{actor} recorded that the impact is secured.",
    ),
    E.AFTER_CARE_FOUND: (
        "{actor} recorded what after-care found: {finding}.",
        "{actor} recorded what after-care found.",
    ),
    E.ALLIANCE_REOPENED: ("{actor} reopened the alliance.",),
}
