"""Tell staff where they are: the one place that knows Apprise (chat, push, text message). Partners get letters."""

import logging
from collections.abc import Sequence

from apprise import Apprise, AppriseAsset, NotifyFormat, PersistentStoreMode


class HideUrls(logging.Filter):
    """Replace every log line with an address in it: Apprise logs a malformed one with its password."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without its text where that holds an address."""
        if "://" in record.getMessage():
            record.msg, record.args = "a notification address is not usable (hidden, it may hold a password)", ()
        return True


_HIDE_URLS = HideUrls()


def tell_staff(urls: Sequence[str], title: str, body: str) -> bool:
    """Send ``body`` to each of the Apprise addresses; say whether all of them took it.

    Without addresses nobody is told and nothing has failed. Blocks while it sends; call it in a thread.
    """
    logging.getLogger("apprise").addFilter(_HIDE_URLS)
    # Every address is tried, also after one that failed.
    told = [_tell(url, title, body) for url in urls]
    return all(told)


def _tell(url: str, title: str, body: str) -> bool:
    # An object per address: several targets on one object share a result, and some wait for seconds on each other.
    asset = AppriseAsset(storage_mode=PersistentStoreMode.MEMORY, plugin_paths=[], async_mode=False)
    channel = Apprise(asset=asset)
    if not channel.add(url):
        return False
    # Apprise 1 answers with a bool, Apprise 2 with a result object; both say by their truth whether it was sent.
    return bool(channel.notify(body=body, title=title, body_format=NotifyFormat.TEXT))
