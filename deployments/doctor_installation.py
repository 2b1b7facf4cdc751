"""Is what is installed what this version needs, and does this machine know time zones and UTF-8?"""

import codecs
import locale
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from deployments.doctor_findings import Check, Seen, ok, problem, warning
from models.method.said import Said, joined
from samenspel.settings import Settings

#: What is installed as us, and says what it needs.
DISTRIBUTION = "samenspel"

ZONE = "Europe/Amsterdam"

#: Hours that local time is ahead of UTC, in a month of winter and in one of summer.
_AHEAD = {1: 1.0, 7: 2.0}

_INSTALL = "install exactly what requirements.lock names; with python3 dev.py run that happens by itself"


def python(_chosen: Settings) -> Seen:
    """Say whether this is a Python that this version runs on."""
    running = ".".join(str(part) for part in sys.version_info[:3])
    try:
        return of_python(metadata(DISTRIBUTION)["Requires-Python"], running)
    except PackageNotFoundError:
        return _not_installed(DISTRIBUTION)


def of_python(allowed: str, running: str) -> Seen:
    """Say whether the running Python is an allowed one."""
    if SpecifierSet(allowed).contains(running, prereleases=True):
        return ok("Python {running}", running=running)
    todo = "remove .venv and make it anew with a Python that fits"
    return problem("Python {running} is not {allowed}", todo, running=running, allowed=allowed)


def versions(_chosen: Settings) -> Seen:
    """Say whether every library we ask for is there in a version we allow."""
    return of_distribution(DISTRIBUTION)


def of_distribution(name: str) -> Seen:
    """Say whether everything that a distribution asks for is there in a version it allows."""
    try:
        wanted = [Requirement(text) for text in requires(name) or []]
    except PackageNotFoundError:
        return _not_installed(name)
    asked = list(_with_extras(wanted))
    wrong = [sentence for one in asked if (sentence := _misfit(one))]
    if wrong:
        return problem(joined("; ", wrong), _INSTALL)
    capped = [f"{one.name} {version(one.name)}" for one in asked if "<" in str(one.specifier)]
    if not capped:
        return ok("{count} libraries fit; those with a cap: none", count=len(asked))
    return ok("{count} libraries fit; those with a cap: {capped}", count=len(asked), capped=", ".join(capped))


def _with_extras(wanted: list[Requirement]) -> Iterator[Requirement]:
    """Give what is asked for on this machine, and behind it what its extras bring along."""
    for one in wanted:
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        yield one
        for extra in sorted(one.extras) if _installed(one.name) else []:
            for brought in map(Requirement, requires(one.name) or []):
                marker = brought.marker
                if marker is not None and marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""}):
                    yield brought


def _misfit(one: Requirement) -> Said | None:
    found = _installed(one.name)
    if found is None:
        return Said("{name} is not installed", name=one.name)
    if one.specifier.contains(found, prereleases=True):
        return None
    return Said("{name} {found} is not {allowed}", name=one.name, found=found, allowed=one.specifier)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _not_installed(name: str) -> Seen:
    return problem("{name} itself is not installed in this Python", _INSTALL, name=name)


def encoding(_chosen: Settings) -> Seen:
    """Say whether text is read and written as UTF-8 here."""
    printed = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = locale.getpreferredencoding(False)
    return of_encodings({"text": text, "file names": sys.getfilesystemencoding(), "output": printed})


def of_encodings(used: Mapping[str, str]) -> Seen:
    """Say which of the encodings in use, by what they are used for, is not UTF-8."""
    others = [
        Said("{what} in {encoding}", what=Said(what), encoding=name)
        for what, name in used.items()
        if codecs.lookup(name).name != "utf-8"
    ]
    if others:
        todo = "set LANG to a UTF-8 locale such as C.UTF-8, or PYTHONUTF8=1"
        return warning("not in UTF-8: {others}; names may come out wrong", todo, others=joined(", ", others))
    return ok("UTF-8")


def time_zone(_chosen: Settings) -> Seen:
    """Say whether the rules of Dutch time can be loaded."""
    try:
        zone = ZoneInfo.no_cache(ZONE)
    except ZoneInfoNotFoundError:
        return problem("there are no rules of {zone}", "install tzdata: it is named in requirements.lock", zone=ZONE)
    year = 2026
    for month, ahead in _AHEAD.items():
        offset = datetime(year, month, 1, tzinfo=UTC).astimezone(zone).utcoffset()
        if offset is None or offset.total_seconds() != ahead * 3600:
            return problem("the rules of {zone} are wrong", "install tzdata anew, and unset PYTHONTZPATH", zone=ZONE)
    return ok(ZONE)


CHECKS = (
    Check("python", python),
    Check("versions", versions),
    Check("encoding", encoding),
    Check("time-zone", time_zone),
)
