"""Short messages by chat, push or text message: the one place that knows Apprise. Letters never go this way."""

import logging

from apprise import Apprise, AppriseAsset, NotifyFormat, PersistentStoreMode


class HideAddresses(logging.Filter):
    """Keep addresses out of the log: they hold passwords, and Apprise logs a malformed one as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without its text where that holds an address; what is meant for debugging never does."""
        if record.levelno < logging.INFO:
            return False
        if "://" in record.getMessage():
            record.msg, record.args = "a notification address is not usable (hidden, it may hold a password)", ()
        return True


_HIDE_ADDRESSES = HideAddresses()


def send(url: str, title: str, body: str) -> bool:
    """Send ``body`` to one Apprise address and say whether it was taken.

    Blocks while it sends; call it in a thread.
    """
    asset = _quiet_asset()
    # An object per address: several targets on one object share a result, and some wait for seconds on each other.
    channel = Apprise(asset=asset)
    if not channel.add(url):
        return False
    # Apprise 1 answers with a bool, Apprise 2 with a result object; both say by their truth whether it was sent.
    return bool(channel.notify(body=body, title=title, body_format=NotifyFormat.TEXT))


def schema(url: str) -> str | None:
    """Return the kind of an address, such as ``slack``, or ``None`` when it cannot be used; nothing is sent."""
    found = Apprise.instantiate(url, asset=_quiet_asset())
    if found is None:
        return None
    shown: str = found.url(privacy=True)  # type: ignore[no-untyped-call]  # the library has no types here
    return shown.partition("://")[0]


def _quiet_asset() -> AppriseAsset:
    logging.getLogger("apprise").addFilter(_HIDE_ADDRESSES)
    # Nothing is kept on disk, no code is loaded from a home directory, and one message is sent at a time.
    return AppriseAsset(storage_mode=PersistentStoreMode.MEMORY, plugin_paths=[], async_mode=False)
