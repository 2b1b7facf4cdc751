"""The rows and records that commands answer with, by name; naming them loads neither actions nor database."""

from typing import TYPE_CHECKING, Any, NewType

__all__ = [
    "AllianceName",
    "AllianceView",
    "AskedLine",
    "CommitmentLine",
    "CycleLine",
    "CycleView",
    "DateLine",
    "DecisionView",
    "DeliverableLine",
    "DeliverableView",
    "DeliveryLine",
    "EvaluationView",
    "EventLine",
    "FaultLine",
    "GateView",
    "HandoverView",
    "LessonLine",
    "LetterLine",
    "MeasurementLine",
    "NeedView",
    "OpenLine",
    "Overview",
    "RecommendationLine",
    "RoundLine",
    "RoundView",
    "ScheduleLine",
    "StaffLine",
    "StakeholderLine",
]

if TYPE_CHECKING:
    from models.actions.agenda import OpenLine
    from models.actions.alliances import AllianceName
    from models.actions.history import EventLine
    from models.actions.letterbox import LetterLine
    from models.actions.lists_alliance import AllianceView, CycleLine, CycleView, DeliverableView, GateView
    from models.actions.lists_impact import DecisionView, EvaluationView, NeedView
    from models.actions.lists_learning import FaultLine, HandoverView, LessonLine
    from models.actions.lists_parties import CommitmentLine, DeliveryLine, StakeholderLine
    from models.actions.lists_rounds import MeasurementLine, RoundLine, RoundView
    from models.actions.overview import DeliverableLine, Overview
    from models.actions.recommendations import RecommendationLine
    from models.actions.requests import AskedLine
    from models.actions.schedules import ScheduleLine
    from models.actions.staff import StaffLine
    from models.actions.upcoming import DateLine
else:

    def __getattr__(name: str) -> Any:
        # The program reads the annotations of a command when it starts, and needs nothing of a row but its name.
        if name.startswith("__"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return NewType(name, object)
