"""What happened to an alliance, as sentences that a person reads; the codes and figures stay in the event."""

from collections.abc import Mapping

from models.method.chronicle_en import ENGLISH
from models.method.chronicle_nl import DUTCH
from models.method.chronicle_words import Happened, Tongue, known, whole

#: Every language in which is told what happened.
TONGUES: dict[str, Tongue] = {tongue.language: tongue for tongue in (DUTCH, ENGLISH)}


def sentence(event: Happened, language: str = "nl", names: Mapping[str, str] | None = None) -> str:
    """Return what happened as one sentence, in Dutch or English; whatever the event does not know is left out of it.

    ``names`` are organisations by their key. Where something belongs to an organisation it is found there too: a
    contact as ``person:k7``, a commitment as ``commitment:c1``, an item of the hand-over as ``handover:h1``.
    """
    tongue = TONGUES.get(language, DUTCH)
    return whole(tongue.sentences[event.type], known(event, tongue, names or {})) or event.type.value
