"""What can happen to an alliance, in the past tense, and which of it wakes a phase run."""

from enum import StrEnum

#: What an event may carry beside its subject: ids, codes, figures and dates as text; never a name or an address.
Detail = str | int | float | bool | None | list[str]


class EventType(StrEnum):
    """Every kind of event there is."""

    ALLIANCE_ADDED = "alliance.added"
    ALLIANCE_PAUSED = "alliance.paused"
    ALLIANCE_RESUMED = "alliance.resumed"
    ALLIANCE_ENDED = "alliance.ended"
    ALLIANCE_ARCHIVED = "alliance.archived"
    ALLIANCE_RESTORED = "alliance.restored"
    ALLIANCE_REOPENED = "alliance.reopened"
    DESCRIPTION_CHANGED = "description.changed"
    CYCLE_OPENED = "cycle.opened"
    CYCLE_PLANNED = "cycle.planned"
    CYCLE_RETRACTED = "cycle.retracted"
    PHASE_OPENED = "phase.opened"
    PHASE_CLOSED = "phase.closed"
    LEAD_MOVED = "lead.moved"
    GATE_HELD = "gate.held"
    GATE_RELEASED = "gate.released"
    GATE_WENT = "gate.went"
    GATE_DUE = "gate.due"
    NEED_SCORED = "need.scored"
    NEED_WEIGHED = "need.weighed"
    MISSION_AGREED = "mission.agreed"
    BODY_CHANGED = "body.changed"
    STAKEHOLDER_ADDED = "stakeholder.added"
    STAKEHOLDER_APPOINTED = "stakeholder.appointed"
    STAKEHOLDER_INVITED = "stakeholder.invited"
    STAKEHOLDER_MOVED = "stakeholder.moved"
    CONTACT_CHANNELS_CHOSEN = "contact.channels_chosen"
    DELIVERABLE_DRAFTED = "deliverable.drafted"
    DELIVERABLE_SUBMITTED = "deliverable.submitted"
    DELIVERABLE_RETURNED = "deliverable.returned"
    DELIVERABLE_ACCEPTED_BY_SIDE = "deliverable.accepted_by_side"
    DELIVERABLE_ACCEPTED = "deliverable.accepted"
    DELIVERABLE_WAIVED = "deliverable.waived"
    COMMITMENT_PROMISED = "commitment.promised"
    COMMITMENT_CONFIRMED = "commitment.confirmed"
    COMMITMENT_RECONFIRMED = "commitment.reconfirmed"
    COMMITMENT_DELIVERED = "commitment.delivered"
    DELIVERY_WITHDRAWN = "delivery.withdrawn"
    COMMITMENT_DUE = "commitment.due"
    COMMITMENT_WITHDRAWN = "commitment.withdrawn"
    COMMITMENT_ENDED = "commitment.ended"
    COMMITMENT_KEPT = "commitment.kept"
    COMMITMENT_TRANSFERRED = "commitment.transferred"
    ROUND_PREPARED = "round.prepared"
    ROUND_APPROVED = "round.approved"
    ROUND_OPENED = "round.opened"
    ROUND_SKIPPED = "round.skipped"
    ROUND_DUE = "round.due"
    ROUND_RESPONDENTS_CHANGED = "round.respondents_changed"
    ROUND_ANSWERED = "round.answered"
    ROUND_DECLINED = "round.declined"
    ROUND_CLOSED = "round.closed"
    ROUND_REOPENED = "round.reopened"
    ROUND_REVIEWED = "round.reviewed"
    ROUND_PUBLISHED = "round.published"
    ROUND_CANCELLED = "round.cancelled"
    ROUND_SHARED = "round.shared"
    NEXT_ROUND_DUE = "round.next_due"
    EVIDENCE_WANTED = "evidence.wanted"
    EVIDENCE_ASSIGNED = "evidence.assigned"
    EVIDENCE_SETTLED = "evidence.settled"
    FRAMEWORK_LOCKED = "framework.locked"
    FRAMEWORK_CHANGED = "framework.changed"
    ASSUMPTION_JUDGED = "assumption.judged"
    ACTIVITY_JUDGED = "activity.judged"
    COMPARISON_RECORDED = "comparison.recorded"
    MEASUREMENT_RECORDED = "measurement.recorded"
    MEASUREMENT_WITHDRAWN = "measurement.withdrawn"
    MEASUREMENT_CONFIRMED = "measurement.confirmed"
    DIRECTION_CONFIRMED = "direction.confirmed"
    DECISION_OPENED = "decision.opened"
    DECISION_ANSWERED = "decision.answered"
    DECISION_RETRACTED = "decision.retracted"
    LESSON_RECORDED = "lesson.recorded"
    LESSON_CHANGED = "lesson.changed"
    LESSON_MOVED = "lesson.moved"
    LESSON_MERGED = "lesson.merged"
    LESSON_SHOWN = "lesson.shown"
    LESSON_ANSWERED = "lesson.answered"
    FAULT_RECORDED = "fault.recorded"
    FAULT_CHANGED = "fault.changed"
    FAULT_RETURNED = "fault.returned"
    FAULT_RECEIVED = "fault.received"
    FAULT_ANSWERED = "fault.answered"
    FAULT_FOLLOWED_UP = "fault.followed_up"
    FAULT_RATED = "fault.rated"
    FAULT_BUNDLED = "fault.bundled"
    FAULT_CLOSED = "fault.closed"
    RECOMMENDATION_RECORDED = "recommendation.recorded"
    RECOMMENDATION_ANSWERED = "recommendation.answered"
    IMPROVEMENT_PROPOSED = "improvement.proposed"
    IMPROVEMENT_RECORDED = "improvement.recorded"
    IMPROVEMENT_MOVED = "improvement.moved"
    REQUEST_ASKED = "request.asked"
    REQUEST_REMINDED = "request.reminded"
    REQUEST_STOPPED = "request.stopped"
    REQUEST_MOVED = "request.moved"
    REQUEST_LADDER_CHOSEN = "request.ladder_chosen"
    LETTER_APPROVED = "letter.approved"
    LETTER_HELD = "letter.held"
    LETTER_RELEASED = "letter.released"
    LETTER_DISCARDED = "letter.discarded"
    LETTERS_PAUSED = "letters.paused"
    LETTERS_RESUMED = "letters.resumed"
    CONTACT_UNREACHABLE = "contact.unreachable"
    CONTACT_OPTED_OUT = "contact.opted_out"
    CONTACT_REACHABLE = "contact.reachable"
    ANNOUNCEMENT_PLANNED = "announcement.planned"
    ANNOUNCEMENT_CHANGED = "announcement.changed"
    ANNOUNCEMENT_CANCELLED = "announcement.cancelled"
    ANNOUNCEMENT_DUE = "announcement.due"
    ANNOUNCEMENT_TOLD = "announcement.told"
    HANDOVER_ADDED = "handover.added"
    HANDOVER_ACCEPTED = "handover.accepted"
    HANDOVER_WITHDRAWN = "handover.withdrawn"
    HANDOVER_REMOVED = "handover.removed"
    INSIGHTS_SHARED = "insights.shared"
    SECURING_AGREED = "securing.agreed"
    AFTER_CARE_DUE = "after_care.due"
    AFTER_CARE_FOUND = "after_care.found"
    CADENCE_CHANGED = "cadence.changed"
    DISPATCH_PARKED = "dispatch.parked"


_E = EventType
#: Facts from people and clocks, and a newly opened phase. What a flow itself writes wakes nothing.
WAKES: frozenset[EventType] = frozenset(
    {
        _E.ALLIANCE_RESUMED,
        _E.DESCRIPTION_CHANGED,
        _E.PHASE_OPENED,
        _E.GATE_RELEASED,
        _E.GATE_WENT,
        _E.NEED_SCORED,
        _E.MISSION_AGREED,
        _E.BODY_CHANGED,
        _E.STAKEHOLDER_ADDED,
        _E.STAKEHOLDER_MOVED,
        _E.DELIVERABLE_SUBMITTED,
        _E.DELIVERABLE_RETURNED,
        _E.DELIVERABLE_ACCEPTED,
        _E.DELIVERABLE_WAIVED,
        _E.COMMITMENT_PROMISED,
        _E.COMMITMENT_CONFIRMED,
        _E.COMMITMENT_DELIVERED,
        _E.DELIVERY_WITHDRAWN,
        _E.COMMITMENT_DUE,
        _E.COMMITMENT_WITHDRAWN,
        _E.ROUND_DUE,
        _E.ROUND_RESPONDENTS_CHANGED,
        _E.ROUND_ANSWERED,
        _E.ROUND_DECLINED,
        _E.NEXT_ROUND_DUE,
        _E.ASSUMPTION_JUDGED,
        _E.ACTIVITY_JUDGED,
        _E.MEASUREMENT_RECORDED,
        _E.MEASUREMENT_CONFIRMED,
        _E.DIRECTION_CONFIRMED,
        _E.DECISION_ANSWERED,
        _E.LESSON_RECORDED,
        _E.LESSON_CHANGED,
        _E.LESSON_MOVED,
        _E.LESSON_MERGED,
        _E.LESSON_ANSWERED,
        _E.FAULT_RECORDED,
        _E.FAULT_CHANGED,
        _E.RECOMMENDATION_RECORDED,
        _E.IMPROVEMENT_RECORDED,
        _E.IMPROVEMENT_MOVED,
        _E.COMMITMENT_ENDED,
        _E.COMMITMENT_TRANSFERRED,
        _E.CYCLE_RETRACTED,
        _E.SECURING_AGREED,
        _E.HANDOVER_ADDED,
        _E.HANDOVER_ACCEPTED,
        _E.HANDOVER_WITHDRAWN,
        _E.HANDOVER_REMOVED,
        _E.INSIGHTS_SHARED,
        _E.ROUND_OPENED,
    }
)


def wakes(event: EventType, actor: str) -> bool:
    """Say whether ``event`` asks for a phase run: what a flow itself wrote never does, a new phase does."""
    if event is EventType.PHASE_OPENED:
        return True
    return event in WAKES and not actor.startswith("flow:")
