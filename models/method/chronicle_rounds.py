"""How rounds are prepared, answered and shared (R86, R87): the sentences of both languages, side by side."""

from models.method.events import EventType as E

#: Per kind of event its phrases, from the one that needs to know most to the plainest.
ROUNDS_NL: dict[E, tuple[str, ...]] = {
    E.ROUND_OPENED: (
        "{actor} opende ronde {subject} {together}.",
        "{actor} opende evaluatieronde {subject} ({round_kind}).",
        "{actor} opende evaluatieronde {subject}.",
        "{actor} opende een evaluatieronde.",
    ),
    E.ROUND_CLOSED: (
        "{actor} sloot ronde {subject} {together}.",
        "{actor} sloot evaluatieronde {subject}: {verdict} ({attainment}).",
        "{actor} sloot evaluatieronde {subject}: {verdict}.",
        "{actor} sloot evaluatieronde {subject}.",
        "{actor} sloot een evaluatieronde.",
    ),
    E.ROUND_PREPARED: (
        "{actor} bereidde ronde {subject} voor ({purpose}), te openen op {on}.",
        "{actor} bereidde ronde {subject} voor.",
        "{actor} bereidde een ronde voor.",
    ),
    E.ROUND_APPROVED: (
        "{actor} keurde ronde {subject} goed.",
        "{actor} keurde een ronde goed.",
    ),
    E.ROUND_RESPONDENTS_CHANGED: (
        "{actor} wijzigde wie er in ronde {subject} wordt gevraagd: {organisation} ({change}).",
        "{actor} wijzigde wie er in ronde {subject} wordt gevraagd.",
        "{actor} wijzigde wie er in een ronde wordt gevraagd.",
    ),
    E.ROUND_ANSWERED: (
        "{actor} legde een antwoord vast in ronde {subject}.",
        "{actor} legde een antwoord vast in een ronde.",
    ),
    E.ROUND_DECLINED: (
        "{actor} legde vast dat iemand niet meedoet aan ronde {subject}.",
        "{actor} legde vast dat iemand niet meedoet aan een ronde.",
    ),
    E.ROUND_REOPENED: (
        "{actor} opende ronde {subject} opnieuw.",
        "{actor} opende een ronde opnieuw.",
    ),
    E.ROUND_REVIEWED: (
        "{actor} legde vast dat de uitkomst van ronde {subject} is besproken.",
        "{actor} legde vast dat de uitkomst van een ronde is besproken.",
    ),
    E.ROUND_PUBLISHED: (
        "{actor} deelde de uitkomst van ronde {subject} met wie antwoordde.",
        "{actor} deelde de uitkomst van een ronde met wie antwoordde.",
    ),
    E.ROUND_CANCELLED: (
        "{actor} liet ronde {subject} vervallen.",
        "{actor} liet een ronde vervallen.",
    ),
    E.IMPROVEMENT_PROPOSED: (
        "{actor} stelde {subject} voor het verbeterplan voor.",
        "{actor} stelde een verbeterpunt voor.",
    ),
}

ROUNDS_EN: dict[E, tuple[str, ...]] = {
    E.ROUND_OPENED: (
        "{actor} opened round {subject} {together}.",
        "{actor} opened evaluation round {subject} ({round_kind}).",
        "{actor} opened evaluation round {subject}.",
        "{actor} opened an evaluation round.",
    ),
    E.ROUND_CLOSED: (
        "{actor} closed round {subject} {together}.",
        "{actor} closed evaluation round {subject}: {verdict} ({attainment}).",
        "{actor} closed evaluation round {subject}: {verdict}.",
        "{actor} closed evaluation round {subject}.",
        "{actor} closed an evaluation round.",
    ),
    E.ROUND_PREPARED: (
        "{actor} prepared round {subject} ({purpose}), to be opened on {on}.",
        "{actor} prepared round {subject}.",
        "{actor} prepared a round.",
    ),
    E.ROUND_APPROVED: (
        "{actor} approved round {subject}.",
        "{actor} approved a round.",
    ),
    E.ROUND_RESPONDENTS_CHANGED: (
        "{actor} changed who is asked in round {subject}: {organisation} ({change}).",
        "{actor} changed who is asked in round {subject}.",
        "{actor} changed who is asked in a round.",
    ),
    E.ROUND_ANSWERED: (
        "{actor} recorded an answer in round {subject}.",
        "{actor} recorded an answer in a round.",
    ),
    E.ROUND_DECLINED: (
        "{actor} recorded that somebody takes no part in round {subject}.",
        "{actor} recorded that somebody takes no part in a round.",
    ),
    E.ROUND_REOPENED: (
        "{actor} opened round {subject} again.",
        "{actor} opened a round again.",
    ),
    E.ROUND_REVIEWED: (
        "{actor} recorded that the outcome of round {subject} was talked over.",
        "{actor} recorded that the outcome of a round was talked over.",
    ),
    E.ROUND_PUBLISHED: (
        "{actor} shared the outcome of round {subject} with those who answered.",
        "{actor} shared the outcome of a round with those who answered.",
    ),
    E.ROUND_CANCELLED: (
        "{actor} cancelled round {subject}.",
        "{actor} cancelled a round.",
    ),
    E.IMPROVEMENT_PROPOSED: (
        "{actor} proposed {subject} for the improvement plan.",
        "{actor} proposed a point for the improvement plan.",
    ),
}
