"""How far each indicator came, written out so that anybody can check it with pencil and paper (R57, R59)."""

from models.method.evaluation import KEPT_WITHIN, IndicatorSnapshot, attainment, doubt
from models.method.indicators import Direction


def written_out(indicator: IndicatorSnapshot) -> str:
    """Return the calculation behind an indicator's attainment; where nothing can be said, the code of why not."""
    why_not = doubt(indicator)
    if indicator.value is None or why_not is not None:
        return why_not or "unmeasured"
    value, baseline, target = (_figure(x) for x in (indicator.value, indicator.baseline, indicator.target))
    margin, kept = abs(indicator.target) * KEPT_WITHIN, attainment(indicator) == 1.0
    if indicator.direction is Direction.MAINTAIN:
        return f"|{value} - {target}| {'<=' if kept else '>'} {_figure(margin)}"
    if indicator.target != indicator.baseline:
        return f"({value} - {baseline}) / ({target} - {baseline})"
    if indicator.direction is Direction.DECREASE:
        return f"{value} {'<=' if kept else '>'} {_figure(indicator.target + margin)}"
    return f"{value} {'>=' if kept else '<'} {_figure(indicator.target - margin)}"


def part_of_total(weight: float, score: float | None, total_weight: float) -> float | None:
    """Return how much an indicator adds to the weighted attainment, ``None`` when its score is not known."""
    return None if score is None or total_weight == 0 else round(weight * score / total_weight, 6)


def _figure(value: float) -> str:
    return f"({value:.10g})" if value < 0 else f"{value:.10g}"
