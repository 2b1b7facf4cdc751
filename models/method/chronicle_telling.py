"""What is told, to whom and by which channels (R92): the sentences of both languages, side by side."""

from models.method.events import EventType as E

#: Per kind of event its phrases, from the one that needs to know most to the plainest.
TELLING_NL: dict[E, tuple[str, ...]] = {
    E.ANNOUNCEMENT_PLANNED: (
        "{actor} plande communicatiemoment {subject} op {on} ({audience}).",
        "{actor} plande communicatiemoment {subject}.",
        "{actor} plande een communicatiemoment.",
    ),
    E.ANNOUNCEMENT_CHANGED: (
        "{actor} wijzigde communicatiemoment {subject}.",
        "{actor} wijzigde een communicatiemoment.",
    ),
    E.ANNOUNCEMENT_CANCELLED: (
        "{actor} annuleerde communicatiemoment {subject}.",
        "{actor} annuleerde een communicatiemoment.",
    ),
    E.ANNOUNCEMENT_DUE: (
        "{actor} herinnerde {side} aan communicatiemoment {subject}.",
        "{actor} herinnerde aan communicatiemoment {subject}.",
        "{actor} herinnerde aan een communicatiemoment.",
    ),
    E.ANNOUNCEMENT_TOLD: (
        "{actor} legde vast dat communicatiemoment {subject} is verteld ({audience}).",
        "{actor} legde vast dat communicatiemoment {subject} is verteld.",
        "{actor} legde vast dat een communicatiemoment is verteld.",
    ),
    E.CONTACT_CHANNELS_CHOSEN: (
        "{actor} legde vast langs welke kanalen een contact van {organisation} bericht krijgt.",
        "{actor} legde vast langs welke kanalen een contact bericht krijgt.",
    ),
    E.ROUND_SHARED: (
        "{actor} deelde de uitkomst van evaluatieronde {subject} met wie de cijfers gaf.",
        "{actor} deelde de uitkomst van een evaluatieronde.",
    ),
}

TELLING_EN: dict[E, tuple[str, ...]] = {
    E.ANNOUNCEMENT_PLANNED: (
        "{actor} planned communication moment {subject} on {on} ({audience}).",
        "{actor} planned communication moment {subject}.",
        "{actor} planned a communication moment.",
    ),
    E.ANNOUNCEMENT_CHANGED: (
        "{actor} changed communication moment {subject}.",
        "{actor} changed a communication moment.",
    ),
    E.ANNOUNCEMENT_CANCELLED: (
        "{actor} cancelled communication moment {subject}.",
        "{actor} cancelled a communication moment.",
    ),
    E.ANNOUNCEMENT_DUE: (
        "{actor} reminded {side} of communication moment {subject}.",
        "{actor} reminded of communication moment {subject}.",
        "{actor} reminded of a communication moment.",
    ),
    E.ANNOUNCEMENT_TOLD: (
        "{actor} recorded that communication moment {subject} was told ({audience}).",
        "{actor} recorded that communication moment {subject} was told.",
        "{actor} recorded that a communication moment was told.",
    ),
    E.CONTACT_CHANNELS_CHOSEN: (
        "{actor} recorded by which channels a contact of {organisation} is told.",
        "{actor} recorded by which channels a contact is told.",
    ),
    E.ROUND_SHARED: (
        "{actor} shared the results of evaluation round {subject} with those who gave its figures.",
        "{actor} shared the results of an evaluation round.",
    ),
}
