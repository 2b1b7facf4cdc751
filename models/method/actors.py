"""Who did it: every event names its actor (``staff:hz``, ``person:<contact key>``, ``flow:evaluate``, ``clock``)."""

CLOCK = "clock"


def staff(code: str) -> str:
    """Name a member of staff as an actor."""
    return f"staff:{code}"


def person(key: str) -> str:
    """Name a contact as an actor."""
    return f"person:{key}"


def flow(name: str) -> str:
    """Name a flow as an actor."""
    return f"flow:{name}"


def staff_code(actor: str) -> str | None:
    """Return the staff code of ``actor``, or ``None`` when it is not a member of staff."""
    return actor.removeprefix("staff:") if actor.startswith("staff:") else None
