"""The words of the sentence that explains a result, in Dutch and in English."""

from models.method.evaluation.results import Advice, Failure, LinkName, LinkState
from models.method.evaluation.words import Reason
from models.method.indicators import Layer

Both = tuple[str, str]

_I, _A, _O, _C, _M = LinkName
_OK, _BROKEN = LinkState.OK, LinkState.BROKEN

AND: Both = ("en", "and")

#: What is said of a link of which something is known; its figure follows.
FACTS: dict[tuple[LinkName, LinkState], Both] = {
    (_I, _OK): ("toezeggingen nagekomen", "commitments kept"),
    (_I, _BROKEN): ("toezeggingen onvoldoende nagekomen", "commitments not kept well enough"),
    (_A, _OK): ("uitgevoerd zoals afgesproken", "delivered as agreed"),
    (_A, _BROKEN): ("niet uitgevoerd zoals afgesproken", "not delivered as agreed"),
    (_O, _OK): ("outputs bereikt", "outputs there"),
    (_O, _BROKEN): ("outputs niet bereikt", "outputs not there"),
    (_C, _OK): ("outcomes bereikt", "outcomes achieved"),
    (_C, _BROKEN): ("outcomes niet bereikt", "outcomes not achieved"),
    (_M, _OK): ("impact zichtbaar", "impact visible"),
    (_M, _BROKEN): ("impact blijft uit", "impact does not follow"),
}

#: What decided about a link whatever its figure.
VETO: dict[Reason, Both] = {
    Reason.CRITICAL_FAILED: (", een kritisch onderdeel is niet gehaald", ", a critical part failed"),
    Reason.GUARD_BREACHED: (", een bewaker van schade is overschreden", ", a guard against harm was breached"),
}

NOT_KNOWN: Both = ("niet bekend: {links}", "not known: {links}")

#: The cause, by the kind of failure and its root; ``{outcomes}`` are those that failed, in brackets.
BECAUSE: dict[tuple[Failure, LinkName | Layer | None], Both] = {
    (Failure.NONE, None): (
        "de keten klopt van begin tot eind",
        "the chain holds from end to end",
    ),
    (Failure.UNEXPLAINED_SUCCESS, None): (
        "er is resultaat, maar de keten laat niet zien dat het van de alliantie komt",
        "there is a result, but the chain does not show that it comes from the alliance",
    ),
    (Failure.THEORY, _C): (
        "de stap van outputs naar outcomes{outcomes} werkt niet zoals gedacht",
        "the step from outputs to outcomes{outcomes} does not hold",
    ),
    (Failure.THEORY, _M): (
        "de outcomes brengen de maatschappelijke opgave niet verder; het is de verkeerde hefboom of een systeemfout",
        "the outcomes do not move the societal problem; it is the wrong lever or a system fault",
    ),
    (Failure.DESIGN, _O): (
        "de activiteiten leveren niet op wat was gedacht",
        "the activities do not yield what was planned",
    ),
    (Failure.IMPLEMENTATION, _A): (
        "er is niet gedaan wat was afgesproken, dus de theorie is nog niet op de proef gesteld",
        "what was agreed was not done, so that the theory has not been tested yet",
    ),
    (Failure.IMPLEMENTATION, _I): (
        "er is niet ingebracht wat was toegezegd, dus de theorie is nog niet op de proef gesteld",
        "what was promised did not come, so that the theory has not been tested yet",
    ),
    (Failure.PARTNERSHIP, _A): (
        "de uitvoering stokt en de samenwerking is zwak",
        "the work falters and the partners do not work well together",
    ),
    (Failure.PARTNERSHIP, _I): (
        "toezeggingen blijven uit en de samenwerking is zwak",
        "commitments are not kept and the partners do not work well together",
    ),
    (Failure.INVALID_PREMISE, Layer.PROBLEM): (
        "een aanname over de opgave zelf is weerlegd",
        "an assumption about the problem itself was refuted",
    ),
    (Failure.ASSUMPTION_REFUTED, Layer.PARTNERSHIP): (
        "een aanname over wie er mee moet doen is weerlegd",
        "an assumption about who must take part was refuted",
    ),
    (Failure.ASSUMPTION_REFUTED, Layer.MECHANISM): (
        "een aanname over hoe de aanpak werkt is weerlegd",
        "an assumption about how the approach works was refuted",
    ),
    (Failure.ASSUMPTION_REFUTED, Layer.DELIVERY): (
        "een aanname over de uitvoering is weerlegd",
        "an assumption about how it is carried out was refuted",
    ),
    (Failure.UNDETERMINED, _M): (
        "of de outcomes er zijn is niet bekend, dus de oorzaak is niet vast te stellen",
        "whether the outcomes are there is not known, so that the cause cannot be told",
    ),
    (Failure.UNDETERMINED, _C): (
        "of de outputs er zijn is niet bekend, dus de oorzaak is niet vast te stellen",
        "whether the outputs are there is not known, so that the cause cannot be told",
    ),
    (Failure.UNDETERMINED, _O): (
        "of de activiteiten zijn uitgevoerd is niet bekend, dus de oorzaak is niet vast te stellen",
        "whether the activities were carried out is not known, so that the cause cannot be told",
    ),
    (Failure.EVIDENCE_GAP, None): (
        "er is te weinig bekend om iets over de impact te zeggen",
        "too little is known to say anything about the impact",
    ),
}

#: Where it leads; ``{phase}`` is the number and the name of a phase.
LEADS_TO: dict[Advice, Both] = {
    Advice.SECURE: ("Voorstel: borgen (fase {phase}).", "Proposal: secure the impact (phase {phase})."),
    Advice.SECURE_CONDITIONALLY: (
        "Voorstel: borgen (fase {phase}), maar eerst de samenwerking herstellen.",
        "Proposal: secure the impact (phase {phase}), but repair the collaboration first.",
    ),
    Advice.CONTRIBUTION_REVIEW: (
        "Voorstel: eerst nagaan wat de alliantie heeft bijgedragen (fase {phase}).",
        "Proposal: first review what the alliance contributed (phase {phase}).",
    ),
    Advice.LOOP_BACK: ("Voorstel: terug naar fase {phase}.", "Proposal: back to phase {phase}."),
    Advice.DIAGNOSE_FURTHER: (
        "Voorstel: eerst de oorzaak vaststellen (fase {phase}).",
        "Proposal: find the cause first (phase {phase}).",
    ),
    Advice.MEASURE_AGAIN: ("Voorstel: opnieuw meten (fase {phase}).", "Proposal: measure again (phase {phase})."),
}

#: What did not hold either, and was not the cause.
SIDE: Both = (
    "Niet de oorzaak, wel iets om met de partner te bespreken: {links}.",
    "Not the cause, but something to talk over with the partner: {links}.",
)
