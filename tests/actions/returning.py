"""An alliance with a system fault, and the owner of the system that it is given back to."""

from collections.abc import Callable
from datetime import date, timedelta

from models.actions import fault_returns, faults, improvements, recommendations
from models.actions.faults import FaultText
from models.method.faults import Adoption, Element, FaultAnswer, Scale
from models.method.improvements import ImprovementState
from models.method.recommendations import RecommendationState
from tests import factories
from tests.factories import HZ

TEXT = "Een bevoegdheid geldt voor één onderwijssector."
SYSTEM = "bevoegdhedenstelsel"
ASK = "Laat een bevoegdheid gelden in elke sector."
EVIDENCE = "Ronde 2: 41 afgebroken trajecten."


def recorded(slug: str = "onderwijs", *, said: FaultText | None = None) -> int:
    """Record a fault that is ready to go back, and return its number."""
    known = FaultText(element=Element.LAW, scale=Scale.NATIONAL, affected=40, ask=ASK, evidence=EVIDENCE)
    return faults.add_fault(slug, TEXT, SYSTEM, by=HZ, more=said or known)


def returned(slug: str = "onderwijs") -> int:
    """Add an alliance, record a fault and give it back to the municipality; return its number."""
    factories.added(slug)
    number = recorded(slug)
    fault_returns.return_(slug, number, to=f"{slug}-gemeente", by=HZ)
    return number


def bundled(*slugs: str) -> dict[str, int]:
    """Add alliances with the same fault each, and bundle them; return the numbers by alliance."""
    numbers = {}
    for slug in slugs:
        factories.added(slug)
        numbers[slug] = recorded(slug)
    faults.bundle("bevoegdheden", [f"{s}/{n}" for s, n in numbers.items()], title="Bevoegdheden per sector", by=HZ)
    return numbers


def to_give_back(slug: str, party: str, number: int, today: date) -> dict[str, Callable[[], object]]:
    """Return what people do with a fault, a recommendation and a point of the plan, by name; much of it is refused."""
    point = f"i{number % 3 + 1}"
    return {
        "record": lambda: recorded(slug),
        "return": lambda: fault_returns.return_(slug, number, to=party, by=HZ),
        "receive": lambda: fault_returns.received(slug, number, by=HZ),
        "accept": lambda: fault_returns.answer(slug, number, FaultAnswer.ACCEPTED, by=HZ),
        "refuse": lambda: fault_returns.answer(slug, number, FaultAnswer.REFUSED, by=HZ, reason=ASK),
        "rate": lambda: fault_returns.rate(slug, number, Adoption.MODERATE, by=HZ),
        "close": lambda: faults.close(slug, number, by=HZ),
        "advise": lambda: recommendations.add(slug, ASK, by=HZ, due_on=today + timedelta(days=20)),
        "follow": lambda: recommendations.answer(slug, "r1", RecommendationState.ACCEPTED, by=HZ),
        "finish": lambda: recommendations.answer(slug, "r1", RecommendationState.DONE, by=HZ),
        "plan": lambda: improvements.add(slug, ASK, due_on=today + timedelta(days=20), by=HZ),
        "do": lambda: improvements.move(slug, point, ImprovementState.DONE, by=HZ),
        "open": lambda: improvements.move(slug, point, ImprovementState.OPEN, by=HZ),
    }
