"""Ask our Prefect server plainly, without Prefect's own client, which would try again for a minute."""

import ssl

import httpx

from deployments.prefect_env import credentials
from samenspel.settings import Settings

#: Our server answers without TLS, so nothing is to be read here: reading all certificates there are takes longer than
#: a question does.
_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_client(chosen: Settings, *, seconds: float, with_password: bool = True) -> httpx.Client:
    """Return a client of our server's API that waits so long for each step of an answer."""
    auth = None
    if with_password:
        user, _, password = credentials(chosen.base).partition(":")
        auth = (user, password)
    return httpx.Client(base_url=chosen.api_url, auth=auth, timeout=seconds, verify=_NO_CERTIFICATES)
