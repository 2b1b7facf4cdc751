"""What was learned."""

from models.actions import drafts
from models.method.phases import Here
from tasks.step import step


@step
def collect_lessons(here: Here) -> bool:
    """Keep the draft of lessons learned and system faults up to date."""
    return drafts.write_draft(here, "lessons_and_faults")
