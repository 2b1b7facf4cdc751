"""Ask Prefect's API plainly, without the client that would try again for a minute."""

import uuid
from typing import Any

import httpx

from deployments.doctor_findings import Trouble
from deployments.plain_asking import plain_client
from samenspel.settings import Settings

#: Seconds that the server may take for each step of an answer.
PATIENCE_SECONDS = 2.5

#: What Prefect returns at most in one answer.
PAGE = 200


class Refused(Trouble):
    """Prefect answered, but with another status than hoped for."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__("Prefect answers {status} to {path}", status=status, path=path)
        self.status = status


def read(chosen: Settings, path: str) -> Any:
    """Return what Prefect's API answers; raises :class:`Refused`."""
    with plain_client(chosen, seconds=PATIENCE_SECONDS) as client:
        return _read(path, client.get(path))


def find(chosen: Settings, path: str, question: dict[str, Any]) -> Any:
    """Return what Prefect's API finds for a question with a filter; raises :class:`Refused`."""
    me = str(uuid.uuid4())
    with plain_client(chosen, seconds=PATIENCE_SECONDS) as client:
        # Such a question is sent as POST, which takes a token against forged requests.
        token = _read("/csrf-token", client.get("/csrf-token", params={"client": me}))["token"]
        headers = {"Prefect-Csrf-Token": str(token), "Prefect-Csrf-Client": me}
        return _read(path, client.post(path, json=question, headers=headers))


def _read(path: str, answer: httpx.Response) -> Any:
    if answer.status_code != httpx.codes.OK:
        raise Refused(path, answer.status_code)
    return answer.json()
