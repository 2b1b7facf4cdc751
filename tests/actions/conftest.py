"""How long chance may look for a life that breaks: by default short, ``--hypothesis-profile=long`` for a night."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "long", max_examples=2000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
