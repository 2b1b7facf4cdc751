"""Keyed artifacts in Prefect, written only when they change and without a run, so that no clean-up removes them."""

import hashlib
import logging
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate

from deployments import artifact_text
from models.actions import overview as standing
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
        self._seen: dict[str, tuple[int, str, int | None]] = {}

    async def refresh(self) -> int:
        """Write what changed since the last look; return how many pages that were."""
        overviews = await in_thread(standing.portfolio)
        changed = 0
        for one in overviews:
            mark = (one.last_seq, one.status, one.days_in_phase)
            if self._seen.get(one.slug) == mark:
                continue
            text = artifact_text.alliance(one, ui_url=self._ui_url, decide_id=self._decide)
            changed += await self.write(f"alliance-{one.slug}", text, f"Hoe {one.slug} ervoor staat")
            self._seen[one.slug] = mark
        changed += await self.write(
            "portfolio", artifact_text.portfolio(overviews, ui_url=self._ui_url), "Alle allianties"
        )
        waiting = [line for one in overviews for line in one.decisions]
        text = artifact_text.open_decisions(waiting, ui_url=self._ui_url, decide_id=self._decide)
        return changed + await self.write("open-decisions", text, "Besluiten die op mensen wachten")

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
