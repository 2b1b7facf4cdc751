"""With which command something is found out: what people type next (R24, R86)."""

from models.method.evaluation.results import LinkName
from models.method.evidence import COLLABORATION, EvidenceTaskKind

_K = EvidenceTaskKind

#: What is done about an indicator, by its key.
_MEASURE = "samenspel measure add {slug} {subject} VALUE --by STAFF"
_CHANGE = "samenspel indicator change {slug} {subject} --by STAFF"
OF_INDICATOR: dict[EvidenceTaskKind, str] = {
    _K.COLLECT_VALUE: _MEASURE,
    _K.ENLARGE_SAMPLE: _MEASURE,
    _K.FIND_RATERS: _MEASURE,
    _K.CORRECT_VALUE: "samenspel measure list {slug} {subject}",
    _K.SETTLE_DIRECTION: "samenspel indicator confirm-direction {slug} {subject} --by STAFF",
    _K.SET_BASELINE: _CHANGE,
    _K.SET_TARGET: _CHANGE,
    _K.SET_DATES: _CHANGE,
    _K.SETTLE_ACCUMULATION: _CHANGE,
    _K.SET_WEIGHTS: _CHANGE,
}

#: What shows a link of the chain, or how the partners work together.
OF_LINK: dict[str, str] = {
    LinkName.INPUTS: "samenspel commitment list {slug}",
    LinkName.ACTIVITIES: "samenspel toc done {slug} ACTIVITY --fidelity FIDELITY --by STAFF",
    LinkName.OUTPUTS: "samenspel indicator list {slug}",
    LinkName.OUTCOMES: "samenspel indicator list {slug}",
    LinkName.IMPACT: "samenspel indicator list {slug}",
    COLLABORATION: "samenspel round prepare {slug} collaboration --by STAFF",
}


def next_command(slug: str, kind: EvidenceTaskKind, subject: str, measurement: int | None) -> str:
    """Return the command to find something out; for what takes more than a command, the one to look at it."""
    if kind is _K.CONFIRM_ZERO and measurement is not None:
        return f"samenspel measure confirm-zero {slug} {measurement} --by STAFF"
    if kind is _K.TEST_ASSUMPTION:
        source, _, target = subject.partition(" -> ")
        return f"samenspel toc judge {slug} {source} {target} --evidence EVIDENCE --note TEXT --by STAFF"
    if kind is _K.REACH_QUORUM:
        return f"samenspel round list {slug}"
    if kind in (_K.WAIT, _K.EXPLAIN_SUCCESS, _K.STOP_HARM):
        return f"samenspel evaluation show {slug}"
    template = OF_LINK.get(subject) or OF_INDICATOR.get(kind, "samenspel measure list {slug} {subject}")
    return template.format(slug=slug, subject=subject)
