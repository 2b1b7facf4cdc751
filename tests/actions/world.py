"""A small world of people who answer, promise, deliver, measure and decide, by chance with a seed."""

from collections.abc import Callable
from datetime import date
from random import Random

from models.actions import (
    alliances,
    commitments,
    decisions,
    deliverables,
    gates,
    handover,
    measuring,
    need,
    rounds,
    settling,
    stakeholders,
)
from models.actions.lists_alliance import GateView, gate
from models.actions.overview import open_decisions, overview
from models.db.tables import Commitment, Round
from models.method.commitments import ContributionKind, Unit
from models.method.decisions import OPTIONS, DecisionAnswer, DecisionKind, GoBackTo, Outcome
from models.method.deliverables import of_phase, sides_needed
from models.method.handover import Route
from models.method.parties import StakeholderStatus
from models.method.phases import Phase, Side
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

REASON = "Zo hebben de partijen het besloten."


class World:
    """The people around many alliances; one seed, one history."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 -- nothing here is secret, and the same seed must give the same history
        self._acts: dict[Phase, Callable[[str], None]] = {
            Phase.EXPLORE: self._explore,
            Phase.FORM_ALLIANCE: self._form,
            Phase.CO_CREATE: self._deliver_all,
            Phase.IMPLEMENT: self._implement,
            Phase.EVALUATE: self._evaluate,
            Phase.SECURE_IMPACT: self._secure,
        }

    def happens(self, probability: float) -> bool:
        """Say whether something of this probability happens now."""
        return self._chance.random() < probability

    def act(self, slug: str) -> None:
        """Let the people of one alliance do what its phase asks of them, or something unexpected."""
        here = gate(slug)
        if self.happens(0.008):
            gates.stop(slug, by=HZ, reason=REASON)
        elif self.happens(0.05):
            alliances.pause(slug, by=HZ, reason=REASON)
        elif here.held_reason is not None:
            gates.release(slug, by=HZ)
        elif self.happens(0.05):
            gates.hold(slug, by=HZ, reason=REASON)
        elif self.happens(0.05) and set(_waiting(here)) == {"deliverable"}:
            gates.pass_gate(slug, by=HZ, with_missing=True, reason=REASON)
        else:
            self._acts[Phase(here.phase)](slug)

    def _deliver_all(self, slug: str) -> None:
        here = gate(slug)
        owed = _waiting(here).get("deliverable", [])
        for kind in of_phase(Phase(here.phase)):
            if kind.code in owed:
                content = f"{kind.label} {self._chance.randrange(10**9)}".encode()
                deliverables.submit(slug, kind.code, by=HZ, content=content)
                for side in sorted(sides_needed(kind.phase)):
                    deliverables.accept(slug, kind.code, side, by=HZ)

    def _explore(self, slug: str) -> None:
        said = need.score_need(
            slug, {"urgentie": self._chance.randint(1, 5), "kracht": self._chance.randint(2, 5)}, by=HZ
        )
        party = f"{slug}-{self._chance.choice(['gemeente', 'ouders', 'bedrijf', 'fonds'])}"
        row = overview(slug)
        if any(r.kind == "invitation" and r.subject == party for r in row.requests):
            stakeholders.move(slug, party, StakeholderStatus.INTERESTED, by=HZ)
        if not said.go and self.happens(0.5):
            need.no_go(slug, by=HZ, reason=REASON)
            return
        need.go(slug, by=HZ, reason=REASON)
        self._deliver_all(slug)

    def _form(self, slug: str) -> None:
        promised = [c.key for c in seen.rows(Commitment, slug, status="promised")]
        if not promised and self.happens(0.6):
            for who in ("gemeente", "fonds"):
                commitments.promise(
                    slug, f"{slug}-{who}", ContributionKind.TIME, REASON, 40, Unit.HOURS, by=HZ, starts_on=_today()
                )
            return
        for key in promised:
            if self.happens(0.8):
                commitments.confirm(slug, key, by=HZ)
            else:
                commitments.withdraw(slug, key, by=HZ, reason=REASON)
        alliances.agree_on(slug, by=HZ, mission=REASON, story=REASON)
        self._deliver_all(slug)

    def _implement(self, slug: str) -> None:
        for commitment in seen.rows(Commitment, slug, status="confirmed"):
            commitments.deliver(slug, commitment.key, self._chance.choice([20, 40]), by=HZ, on=_today())
        if self.happens(0.5):
            self._deliver_all(slug)
        elif self.happens(0.3):
            rounds.open_round(slug, by="clock", occurrence=clock.now())

    def _evaluate(self, slug: str) -> None:
        asked = [one for one in open_decisions(slug) if one.kind == DecisionKind.VERDICT]
        if asked:
            decisions.answer(str(asked[0].id), self._answer(), via="CLI")
        elif seen.rows(Round, slug, state="open"):
            share = self._chance.choice([0.3, 0.6, 0.9])
            measuring.measure(slug, "vacatures", 100 - 50 * share, by=HZ, on=_today())
            if self.happens(0.9):
                measuring.measure(slug, "instroom", 200 + 100 * share, by=HZ, on=_today())
        else:
            self._deliver_all(slug)

    def _answer(self) -> DecisionAnswer:
        outcome = self._chance.choice([Outcome.GO_BACK, Outcome.GO_BACK, *OPTIONS[DecisionKind.VERDICT]])
        back = self._chance.choice([GoBackTo.FORM_ALLIANCE, GoBackTo.CO_CREATE, GoBackTo.IMPLEMENT])
        return factories.an_answer(outcome, go_back_to=back if outcome is Outcome.GO_BACK else GoBackTo.NOT_APPLICABLE)

    def _secure(self, slug: str) -> None:
        keys = _waiting(gate(slug)).get("handover")
        if keys == [""]:
            handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=f"{slug}-gemeente")
            handover.add(slug, REASON, f"{slug}-gemeente", by=HZ)
            return
        for key in keys or []:
            handover.accept(slug, key, by=HZ)
        for key in _waiting(gate(slug)).get("commitment", []):
            if seen.rows(Commitment, slug, key=key, status="confirmed"):
                settling.transfer(slug, key, f"{slug}-ouders", by=HZ, reason=REASON)
            else:
                settling.close(slug, key, by=HZ, reason=REASON)
        for side in _waiting(gate(slug)).get("agreement", []):
            handover.agree(slug, Side(side), by=HZ)
        handover.share(slug, by=HZ)
        self._deliver_all(slug)


def _waiting(here: GateView) -> dict[str, list[str]]:
    """Return the subjects that a gate waits for, by kind; a kind without a subject has the empty one."""
    found: dict[str, list[str]] = {}
    for line in here.waits_for:
        kind, _, subject = line.waits_for.partition(":")
        found.setdefault(kind, []).append(subject)
    return found


def _today() -> date:
    return local_day(clock.now())
