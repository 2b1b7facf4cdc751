"""What one measurement says: its figure, and how sure that is."""

from models.method.evaluation.intervals import around_error, around_mean, wilson
from models.method.evaluation.results import Interval
from models.method.evaluation.snapshot import Measured, Sample, SampleKind


def figure_of(measured: Measured) -> float | None:
    """Return the figure of a measurement in the indicator's own unit, ``None`` when it says none."""
    sample = measured.sample
    if sample is None:
        return measured.value
    if sample.kind is SampleKind.PROPORTION and sample.k is not None and sample.n is not None:
        return sample.k / sample.n * sample.scale
    return measured.value if sample.mean is None else sample.mean


def impossible(measured: Measured) -> bool:
    """Say whether a sample counts more than were asked."""
    sample = measured.sample
    return sample is not None and sample.k is not None and sample.n is not None and sample.k > sample.n


def interval_of(measured: Measured, figure: float, confidence: float) -> Interval | None:
    """Return the interval of a figure in its own unit; ``None`` when it comes from a sample too small to have one.

    What no sample is told of is taken as it stands: a count is what was counted.
    """
    sample = measured.sample
    if sample is None:
        return (figure, figure)
    match sample.kind:
        case SampleKind.PROPORTION:
            return _of_share(sample, figure, confidence)
        case SampleKind.MEAN:
            if sample.n is None or sample.sd is None:
                return None
            return around_mean(figure, sample.sd, sample.n, confidence, sample.population)
        case _:
            return None if sample.se is None else around_error(figure, sample.se, confidence)


def _of_share(sample: Sample, figure: float, confidence: float) -> Interval | None:
    if sample.k is None or sample.n is None:
        return None
    # A negative scale turns the ends round; the figure is in between, also where rounding puts it a hair outside.
    ends = [end * sample.scale for end in wilson(sample.k, sample.n, confidence, sample.population)]
    return (min(*ends, figure), max(*ends, figure))
