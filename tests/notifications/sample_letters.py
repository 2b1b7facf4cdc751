"""The samples of letters, as the tests use them."""

from notifications.sample_facts import items
from notifications.samples import samples

__all__ = ["items", "samples"]
