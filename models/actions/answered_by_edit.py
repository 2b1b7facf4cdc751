"""What a change of an indicator answers of what was to be found out (R57, R86)."""

from collections.abc import Sequence

from models.actions import evidence_tasks
from models.actions.frame import Act
from models.method.evaluation.results import LinkName
from models.method.evidence import EvidenceTaskKind
from models.method.revision import Change

#: Which field of an indicator answers what was asked about it, once it says something else.
ANSWERED_BY: dict[str, EvidenceTaskKind] = {
    "baseline.value": EvidenceTaskKind.SET_BASELINE,
    "target.value": EvidenceTaskKind.SET_TARGET,
    "steps": EvidenceTaskKind.SET_TARGET,
    "baseline.date": EvidenceTaskKind.SET_DATES,
    "target.date": EvidenceTaskKind.SET_DATES,
    "accumulation": EvidenceTaskKind.SETTLE_ACCUMULATION,
}


def settle(a: Act, found: Sequence[Change]) -> None:
    """Settle the tasks that changes of the description answer."""
    for change in found:
        if change.section != "indicators" or change.before is None or change.after is None:
            continue
        said = {field for field, _, after in change.differences if after is not None}
        for kind in dict.fromkeys(ANSWERED_BY[field] for field in ANSWERED_BY if field in said):
            evidence_tasks.settle(a, kind, change.key)
        if "weight" in said:
            for link in LinkName:
                evidence_tasks.settle(a, EvidenceTaskKind.SET_WEIGHTS, link)
