"""What was learned."""

from models.actions import drafts, lesson_push
from models.method.phases import Here
from tasks.step import step


@step
def put_lessons(here: Here) -> int:
    """Put to the alliance what others learned, on entering the phase; return how many lessons were put."""
    return lesson_push.put_lessons(here)


@step
def collect_lessons(here: Here) -> bool:
    """Keep the drafts of what was learned, recommended and planned up to date; say whether one is new."""
    codes = ("recommendations", "collaboration_plan", "lessons_and_faults")
    written = [drafts.write_draft(here, code) for code in codes]
    return any(written)
