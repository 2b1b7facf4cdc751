"""Remind partners of what they owe, on working days; the sweep does the same for what is missed."""

from prefect import State, flow

from tasks.reminders import remind_due, show_reminded
from tasks.work import said


@flow(flow_run_name="herinneringen", timeout_seconds=300)
async def remind_partners() -> State[str] | str:
    """Take every step that is due on the ladders of open requests, and show who was reminded of what."""
    reminded = await remind_due()
    await show_reminded()
    return said(f"reminders: {reminded}")
