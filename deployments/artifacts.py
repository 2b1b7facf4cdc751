"""Keyed artifacts in Prefect, written only when they change and without a run, so that no clean-up removes them."""

import hashlib
import logging
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate

from deployments import artifact_text, decision_text, evaluation_text
from models.actions import comparing, lists_impact
from models.actions import overview as standing
from models.actions.overview import Overview
from samenspel.settings import Settings
from tasks.step import in_thread

logger = logging.getLogger("samenspel.artifacts")


class Artifacts:
    """The pages that operations read: one per alliance, the portfolio, open decisions and the sweep."""

    def __init__(self, client: PrefectClient, decide: UUID, settings: Settings) -> None:
        self._client = client
        self._decide = str(decide)
        self._ui_url = settings.ui_url
        self._written: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._overviews: dict[str, Overview] = {}

    async def refresh(self) -> int:
        """Write the pages of alliances that changed since the last look; return how many were written."""
        marks = await in_thread(standing.marks)
        changed = [slug for slug, mark in marks.items() if self._marks.get(slug) != mark]
        gone = self._overviews.keys() - marks.keys()
        if not changed and not gone and self._written:
            return 0
        for slug in gone:
            del self._overviews[slug], self._marks[slug]
        written = 0
        for slug in changed:
            self._overviews[slug] = one = await in_thread(standing.overview, slug)
            cycles = await in_thread(comparing.compare, slug) if one.cycles > 1 else None
            evaluated = await in_thread(evaluation_text.page, slug)
            if evaluated is not None:
                written += await self.write(f"evaluation-{slug}", evaluated, f"Wat de evaluatie van {slug} zegt")
            text = artifact_text.alliance(
                one, cycles, ui_url=self._ui_url, decide_id=self._decide, evaluated=evaluated is not None
            )
            written += await self.write(f"alliance-{slug}", text, f"Hoe {slug} ervoor staat")
            self._marks[slug] = marks[slug]
        everyone = [self._overviews[slug] for slug in marks]
        written += await self.write(
            "portfolio", artifact_text.portfolio(everyone, ui_url=self._ui_url), "Alle allianties"
        )
        waiting = [line for one in everyone for line in one.decisions]
        basis = decision_text.sections([await in_thread(lists_impact.decision, line.id) for line in waiting])
        text = artifact_text.open_decisions(waiting, basis, ui_url=self._ui_url, decide_id=self._decide)
        return written + await self.write("open-decisions", text, "Besluiten die op mensen wachten")

    async def write(self, key: str, text: str, description: str) -> bool:
        """Write one page unless Prefect has it like this already; say whether it was written."""
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._written:
            self._written[key] = await self._latest(key)
        if self._written[key] == fingerprint:
            return False
        page = ArtifactCreate(key=key, type="markdown", description=description, data=text)
        await self._client.request("POST", "/artifacts/", json=page.model_dump(mode="json", exclude_unset=True))
        self._written[key] = fingerprint
        return True

    async def _latest(self, key: str) -> str:
        found = await self._client.request(
            "POST", "/artifacts/latest/filter", json={"artifacts": {"key": {"any_": [key]}}, "limit": 1}
        )
        pages = found.json()
        return hashlib.sha256(str(pages[0]["data"]).encode()).hexdigest() if pages else ""
