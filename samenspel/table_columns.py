"""Where the columns of a table stand that are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands that is read, what the file calls it, and what is not read."""

    at: dict[str, int]
    titles: dict[str, str]
    ignored: tuple[str, ...]

    def title(self, field: str) -> str:
        """Return what the file calls a field; one without a column goes by our own name."""
        return self.titles.get(field, field)

    @property
    def taken(self) -> dict[str, str]:
        """The columns that are read, by their title, in the order of the file."""
        return {self.titles[field]: field for field in sorted(self.at, key=self.at.__getitem__)}
