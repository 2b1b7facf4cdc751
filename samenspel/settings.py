"""Every setting of the product, each with a safe default; all are read from ``SAMENSPEL_*``."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside, read once per process by :func:`settings`."""

    model_config = SettingsConfigDict(env_prefix="SAMENSPEL_", extra="forbid", frozen=True)

    home: Path = Field(default=Path("var"), description="The one data directory.")
    database_url: SecretStr | None = Field(
        default=None, description="Application database; SQLite in the home if unset."
    )
    prefect_database_url: SecretStr | None = Field(default=None, description="Prefect's database; SQLite if unset.")

    host: str = Field(default="127.0.0.1", description="Address the Prefect server listens on.")
    port: int = Field(default=4200, ge=1, le=65535, description="Port the Prefect server listens on.")
    work_pool: str = Field(default="samenspel", description="Name of the Prefect work pool.")
    parallel_runs: int = Field(default=4, ge=1, le=64, description="Runs that the warm worker carries at a time.")

    lease_seconds: float = Field(default=45.0, gt=0, description="Time in which a phase run must have finished.")
    backoff_seconds: tuple[float, ...] = Field(
        default=(10.0, 60.0, 300.0), description="Waits before a run is tried again."
    )
    poll_seconds: float = Field(default=0.15, gt=0, description="How often the dispatch loop looks for work.")
    sweep_seconds: float = Field(default=60.0, gt=0, description="How often the sweep looks for what nobody picked up.")
    crowd: int = Field(default=50, ge=1, description="Alliances waiting from which one catch-up run takes many.")

    mail_mode: Literal["file"] = Field(default="file", description="Where letters go: files in the outbox.")
    mail_from: str = Field(default="alliantiebureau@example.org", description="Sender and reply address of letters.")
    foundation: str = Field(default="De Maatschappelijke Alliantie", description="In whose name partners are invited.")
    language: Literal["nl", "en"] = Field(default="nl", description="Language of what staff read.")

    @cached_property
    def base(self) -> Path:
        """The data directory as an absolute path."""
        return self.home.expanduser().absolute()

    @property
    def application_url(self) -> str:
        """The SQLAlchemy URL of the application database."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.base / 'samenspel.db'}"

    @property
    def api_url(self) -> str:
        """Where Prefect's API answers."""
        return f"http://{self.host}:{self.port}/api"

    @property
    def ui_url(self) -> str:
        """Where a person opens Prefect."""
        return f"http://{self.host}:{self.port}"


_settings: Settings | None = None


def settings() -> Settings:
    """Return the settings of this process, read from the environment at the first call."""
    global _settings
    if _settings is None:
        _settings = Settings()
    return _settings


def reload() -> Settings:
    """Read the environment anew, for a process that just changed it."""
    global _settings
    _settings = None
    return settings()
