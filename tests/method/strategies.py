"""What the properties of the rules are tried on."""

from datetime import UTC, date, datetime

from hypothesis import settings
from hypothesis import strategies as st

from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.gates import GateFacts
from models.method.ladders import MOST_DAYS, Anchor, Rung, To
from models.method.phases import Phase, Side

#: The machines that run the tests are shared: how long one example takes says nothing about the rule.
unhurried = settings(deadline=None)

#: Whole descriptions take long to draw, and a few of them meet every section.
few = settings(deadline=None, max_examples=25)

phases = st.sampled_from(Phase)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))
moments = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001 -- Hypothesis adds the zone itself
    max_value=datetime(2032, 12, 31),  # noqa: DTZ001 -- Hypothesis adds the zone itself
    timezones=st.just(UTC),
)
quiet_days = st.frozensets(st.dates(min_value=date(2026, 7, 1), max_value=date(2026, 8, 31)))

_counts = st.integers(min_value=1, max_value=MOST_DAYS)
rungs = st.builds(
    Rung, _counts, working=st.booleans(), anchor=st.just(Anchor.STEP), to=st.sampled_from(To)
) | st.builds(
    lambda days, working, to: Rung(days, working=working and days != 0, anchor=Anchor.DUE, to=to),
    st.integers(min_value=-MOST_DAYS, max_value=MOST_DAYS),
    st.booleans(),
    st.sampled_from(To),
)

weights = st.integers(min_value=1, max_value=100).map(float)


gate_facts = st.builds(
    GateFacts,
    phase=phases,
    deliverables=st.dictionaries(st.sampled_from(sorted(DELIVERABLES)), st.sampled_from(DeliverableStatus)),
    held=st.booleans(),
    go=st.booleans(),
    impact_enough=st.booleans(),
    decision_open=st.booleans(),
    handover_open=st.lists(st.sampled_from(["h1", "h2", "h3"]), unique=True).map(tuple),
    handover_known=st.booleans(),
    commitments_open=st.lists(st.sampled_from(["c1", "c2"]), unique=True).map(tuple),
    agreement_open=st.lists(st.sampled_from(Side), unique=True).map(tuple),
    insights_shared=st.booleans(),
    repairs_open=st.lists(st.sampled_from(["i1", ""]), unique=True).map(tuple),
)
