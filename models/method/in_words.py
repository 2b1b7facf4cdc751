"""Figures, shares, days and verdicts as people read them in Dutch or English."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from models.method.evaluation.words import Verdict
from models.method.labels import chosen

#: How each language writes dates and figures.
LOCALES: dict[str, str] = {"nl": "nl_NL", "en": "en_GB"}

#: A verdict about something that is no impact: an indicator, a scale of questions.
JUDGED: dict[Verdict, tuple[str, str]] = {
    Verdict.SUFFICIENT: ("voldoende", "sufficient"),
    Verdict.INSUFFICIENT: ("onvoldoende", "insufficient"),
    Verdict.INCONCLUSIVE: ("nog geen uitsluitsel", "not conclusive yet"),
}


class InWords:
    """One language: called with both texts it gives its own; whatever is not English is Dutch."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = LOCALES.get(language, LOCALES["nl"])

    def __call__(self, dutch: str, english: str) -> str:
        """Return the text of this language."""
        return chosen((dutch, english), self.language)

    def figure(self, value: float | None) -> str:
        """Return a figure with as few decimals as it has, in up to six of them."""
        return self._unknown if value is None else format_decimal(value, "#,##0.######", locale=self._locale)

    def share(self, value: float | None) -> str:
        """Return a share as a whole percentage, cut off: what missed a threshold must not seem to reach it."""
        if value is None:
            return self._unknown
        return format_percent(int(value * 100 + (1e-6 if value > 0 else -1e-6)) / 100, "#,##0%", locale=self._locale)

    def day(self, on: date | str | None) -> str:
        """Return a day, which may be written as ISO does; nothing for none."""
        if not on:
            return ""
        return format_date(date.fromisoformat(on) if isinstance(on, str) else on, "d MMMM y", locale=self._locale)

    def judged(self, verdict: Verdict) -> str:
        """Return a verdict about something that is no impact."""
        return chosen(JUDGED[verdict], self.language)

    @property
    def _unknown(self) -> str:
        return self("onbekend", "unknown")
