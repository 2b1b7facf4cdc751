"""What an evaluation may be set to, with the defaults and why they are what they are."""

from pydantic import Field

from models.method.choices import THRESHOLD
from models.method.evaluation.words import Frozen

#: Two figures closer than this are equal, so that exactly 0.8 is sufficient.
TOLERANCE = 1e-9


class Parameters(Frozen):
    """The choices of an evaluation; shares are within 0..1, days whole days."""

    #: From this share of the road on, impact is sufficient.
    threshold: float = Field(default=THRESHOLD, ge=0, le=1)
    #: How sure an interval is, two-sided; with 0.95 a small alliance would never be decided about.
    confidence: float = Field(default=0.80, gt=0, lt=1)
    #: Before this share of the road is due, a ratio is noise.
    least_expected: float = Field(default=0.10, ge=0, le=1)
    #: So much of the weight must be known, unless what is missing could not change the verdict.
    coverage: float = Field(default=0.60, ge=0, le=1)
    #: So many of those invited must answer, and at least so many, unless the silent could not change the verdict.
    quorum: float = Field(default=0.60, ge=0, le=1)
    least_answers: int = Field(default=5, ge=1)
    #: Somebody who answered fewer of the questions of a scale is left out of it.
    half_rule: float = Field(default=0.50, ge=0, le=1)
    #: From this mean on, 0..1, a scale of questions is sufficient: 3.4 on a scale of 1 to 5.
    survey_threshold: float = Field(default=0.60, ge=0, le=1)
    #: The mean of fewer is shown to nobody: it would name them.
    least_shown: int = Field(default=3, ge=1)
    #: Beyond this the target may have been too easy.
    overshoot: float = Field(default=1.5, gt=1)
    #: An older figure says nothing about today: a year and some slack.
    stale_days: int = Field(default=400, ge=1)
    #: Where there is no road to cover, this share off the target still counts as kept.
    kept_within: float = Field(default=0.05, ge=0)
