"""Our events shown in Prefect's event feed: best effort, each with a fixed id, so that showing twice shows once."""

import uuid
from typing import Any

from prefect.client.orchestration import PrefectClient

from models.actions import feed
from samenspel import clock
from tasks.step import in_thread

#: The name space of the ids our events have in Prefect.
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "samenspel:events")

AT_ONCE = 200


async def mirror(client: PrefectClient) -> int:
    """Show the next events in Prefect; return how many. What they say about persons stays with us."""
    lines = await in_thread(feed.next_lines, AT_ONCE)
    if not lines:
        return 0
    await client.request("POST", "/events", json=[_shown(line) for line in lines])
    await in_thread(feed.mark_shown, lines[-1].id)
    return len(lines)


def _shown(line: feed.FeedLine) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid5(SPACE, f"{line.uid}:{line.seq}")),
        # The feed orders and keeps by arrival; when it happened in the life of the alliance stands in the payload.
        "occurred": clock.WallClock().now().isoformat(),
        "event": f"samenspel.{line.type}",
        "resource": {
            "prefect.resource.id": f"samenspel.alliance.{line.alliance}",
            "prefect.resource.name": line.alliance,
        },
        "related": [],
        "payload": {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "cycle": line.cycle,
            "phase": line.phase,
            "subject": line.subject,
        },
    }
