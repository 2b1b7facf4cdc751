"""What the judged assumptions of a theory of change mean for a diagnosis."""

from collections.abc import Iterable
from enum import StrEnum

from models.method.evaluation.snapshot import Assumption
from models.method.indicators import Evidence, Layer
from models.method.phases import Phase

#: Where an alliance takes up its work again when an assumption of this layer is refuted, most upstream first.
PHASE_OF: dict[Layer, Phase] = {
    Layer.PROBLEM: Phase.EXPLORE,
    Layer.PARTNERSHIP: Phase.FORM_ALLIANCE,
    Layer.MECHANISM: Phase.CO_CREATE,
    Layer.DELIVERY: Phase.IMPLEMENT,
}


class Standing(StrEnum):
    """How the assumptions stand when none of them is refuted."""

    NONE_REFUTED = "none_refuted"
    UNTESTED = "untested"


#: The layer of a refuted assumption, or how the assumptions stand when none is.
Assumed = Layer | Standing


def assumed(assumptions: Iterable[Assumption]) -> Assumed:
    """Return the most upstream layer of which an assumption is refuted, else whether any still has to be tested.

    Refuted means evidence against it; mixed evidence is doubt, and changes nothing.
    """
    judged = tuple(assumptions)
    refuted = {one.layer for one in judged if one.evidence is Evidence.REFUTED}
    if refuted:
        return next(layer for layer in PHASE_OF if layer in refuted)
    untested = any(one.evidence is Evidence.UNTESTED for one in judged)
    return Standing.UNTESTED if untested else Standing.NONE_REFUTED
