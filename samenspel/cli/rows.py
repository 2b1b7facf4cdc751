"""The rows and records that commands answer with, by name; naming them loads neither actions nor database."""

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NewType

__all__ = [
    "AfterCareLine",
    "Ahead",
    "AllianceName",
    "AllianceView",
    "AnnouncementLine",
    "AskedLine",
    "BounceLine",
    "BundleLine",
    "CommitmentLine",
    "Comparison",
    "CycleLine",
    "CycleView",
    "DateLine",
    "DecisionView",
    "DeliverableLine",
    "DeliverableView",
    "DeliveryLine",
    "EventLine",
    "EvidenceLine",
    "FaultLine",
    "FaultView",
    "FoundationView",
    "GateView",
    "HandoverView",
    "ImprovementLine",
    "InboxLine",
    "LadderLine",
    "LessonLine",
    "LessonView",
    "LetterLine",
    "LifeOutcome",
    "LinkLine",
    "MeasurementLine",
    "NeedView",
    "NodeLine",
    "OpenLine",
    "Overview",
    "PlanView",
    "ProblemLine",
    "QuestionLine",
    "RecommendationLine",
    "ReflectionView",
    "Report",
    "RequestView",
    "RespondentLine",
    "RoundLine",
    "RoundView",
    "ScheduleLine",
    "StaffLine",
    "StakeholderLine",
    "StopLine",
    "TextLine",
    "ThemeLine",
    "TryLine",
    "VersionLine",
    "WaitingLine",
]

if TYPE_CHECKING:
    from deployments.demo.outcome import LifeOutcome
    from models.actions.after_care import AfterCareLine
    from models.actions.agenda import OpenLine
    from models.actions.alliances import AllianceName
    from models.actions.announcements import AnnouncementLine
    from models.actions.bounces import BounceLine
    from models.actions.comparing import Comparison
    from models.actions.foundation import FoundationView, LadderLine
    from models.actions.history import EventLine
    from models.actions.improvements import ImprovementLine
    from models.actions.letter_problems import ProblemLine
    from models.actions.letter_review import WaitingLine
    from models.actions.letter_tries import TryLine
    from models.actions.letterbox import LetterLine
    from models.actions.lists_alliance import AllianceView, CycleLine, CycleView, DeliverableView, GateView
    from models.actions.lists_collaboration import (
        QuestionLine,
        ReflectionView,
        RespondentLine,
        TextLine,
        ThemeLine,
    )
    from models.actions.lists_evidence import EvidenceLine
    from models.actions.lists_faults import BundleLine, FaultLine, FaultView
    from models.actions.lists_framework import VersionLine
    from models.actions.lists_impact import DecisionView, NeedView
    from models.actions.lists_learning import HandoverView
    from models.actions.lists_lessons import InboxLine, LessonLine, LessonView
    from models.actions.lists_measurements import MeasurementLine
    from models.actions.lists_parties import CommitmentLine, DeliveryLine, StakeholderLine
    from models.actions.lists_rounds import RoundLine, RoundView
    from models.actions.mail_stops import StopLine
    from models.actions.overview import DeliverableLine, Overview
    from models.actions.plans import Ahead, PlanView
    from models.actions.recommendations import RecommendationLine
    from models.actions.report_lines import Report
    from models.actions.requests import AskedLine, RequestView
    from models.actions.schedules import ScheduleLine
    from models.actions.staff import StaffLine
    from models.actions.theory import LinkLine, NodeLine
    from models.actions.upcoming import DateLine
else:

    class Named(NewType):
        """A row of which no more than the name is known, until somebody asks what is in it."""

        @property
        def record(self) -> type:
            """The class itself, from where the imports above say that it is."""
            for statement in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8"))):
                if isinstance(statement, ast.ImportFrom) and self.__name__ in {one.name for one in statement.names}:
                    return getattr(import_module(statement.module), self.__name__)
            raise LookupError(f"nothing says where {self.__name__} is")

        def __get_pydantic_core_schema__(self, _source: Any, describe: Any) -> Any:
            """Let pydantic describe the class itself."""
            return describe(self.record)

    def __getattr__(name: str) -> Any:
        # The program reads the annotations of a command when it starts, and needs nothing of a row but its name.
        if name.startswith("__"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return Named(name, object)
