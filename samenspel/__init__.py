"""Samenspel: alliances for societal tasks, run through a six-phase, cyclic method on Prefect 3."""

__version__ = "0.1.0"
