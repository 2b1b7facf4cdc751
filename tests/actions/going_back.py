"""Going back by chance: planned, looked at ahead, and taken back, at any moment and whatever the plan says."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from models.actions import plans, retract
from models.actions.overview import log_of
from models.db.tables import Decision
from models.method.cycles import Carry, CarryCommitments, CarryOver, Partner, PartnerMove, Target
from models.method.deliverables import DELIVERABLES
from tests.actions import seen
from tests.actions.ways import REASON, tried
from tests.factories import HZ

SLUG = "leven"
PARTIES = [f"{SLUG}-{who}" for who in ("gemeente", "ouders", "bedrijf", "fonds")]

codes = st.sampled_from(sorted(DELIVERABLES))
parties = st.sampled_from(PARTIES)
keys = st.sampled_from(["c1", "c2", "c3", "c4", "c99"])


class GoesBack(RuleBasedStateMachine):
    """What people do around the decision to walk part of the process again."""

    @rule(
        party=parties,
        move=st.sampled_from(PartnerMove),
        fate=st.sampled_from(CarryCommitments),
        code=codes,
        carry=st.sampled_from(Carry),
        key=keys,
        aim=st.sampled_from([40, 60]),
        looks_ahead=st.booleans(),
    )
    def plans_what_goes_along(
        self,
        party: str,
        move: PartnerMove,
        fate: CarryCommitments,
        code: str,
        carry: Carry,
        key: str,
        aim: int,
        looks_ahead: bool,
    ) -> None:
        if looks_ahead:
            before = log_of(SLUG)
            tried(lambda: plans.ahead(SLUG, by=HZ))
            assert log_of(SLUG) == before
        for more in (
            CarryOver(partners={party: Partner(move=move, reason=REASON)}),
            CarryOver(deliverables={code: carry}, targets={"vacatures": Target(value=aim)}),
            CarryOver(by_commitment={key: fate}),
        ):
            tried(lambda more=more: plans.plan(SLUG, more, by=HZ))  # type: ignore[misc]

    @rule(data=st.data())
    def takes_a_decision_back(self, data: st.DataObject) -> None:
        known = [d.id for d in seen.rows(Decision, SLUG)]
        if known:
            number = data.draw(st.sampled_from(known))
            tried(lambda: retract.retract(number, by=HZ, reason=REASON))
