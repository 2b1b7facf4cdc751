"""Every setting of the product, each with a safe default; all are read from ``SAMENSPEL_*``."""

from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

#: Hosts to which no line crosses a network.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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

    mail_mode: Literal["file", "allowlist", "live"] = Field(
        default="file", description="Where letters go: to files in the outbox, to the allowlist only, or to everybody."
    )
    mail_allow: tuple[str, ...] = Field(
        default=(), description="Addresses and @domains that the mode allowlist writes to; all others get a file."
    )
    mail_from: str = Field(default="alliantiebureau@example.org", description="Sender and reply address of letters.")
    mail_per_minute: int = Field(default=60, ge=1, description="Letters that leave in a minute at most.")
    mail_per_domain_minute: int = Field(
        default=20, ge=1, description="Letters that leave in a minute for one receiving domain at most."
    )
    mail_secret: SecretStr | None = Field(
        default=None, description="Secret with which bounce addresses are signed, so that nobody can make one up."
    )
    bounce_address: str | None = Field(
        default=None, description="Address that mail comes back to; letter and signature are put into it."
    )
    smtp_host: str = Field(default="127.0.0.1", description="Mail server that letters are handed to.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str | None = Field(default=None, description="User at the mail server; nobody logs in if unset.")
    smtp_password: SecretStr | None = Field(default=None, description="Password at the mail server.")
    smtp_tls: Literal["starttls", "implicit", "none"] = Field(
        default="starttls", description="How the line to the mail server is made secret; none is for loopback only."
    )
    smtp_seconds: float = Field(default=60.0, gt=0, le=60, description="Time in which one letter must be handed over.")
    staff_channels: tuple[str, ...] = Field(
        default=(), description="Channels by which staff are told what stopped; `samenspel channel list` names them."
    )
    foundation: str = Field(default="De Maatschappelijke Alliantie", description="In whose name partners are invited.")
    language: Literal["nl", "en"] = Field(default="nl", description="Language of what staff read.")

    @model_validator(mode="after")
    def _keeps_mail_secret(self) -> Self:
        if self.smtp_tls == "none" and self.smtp_host not in LOOPBACK:
            raise ValueError(
                f"smtp_tls is none, but {self.smtp_host} is not on this machine: letters would cross the network for "
                "all to read; allowed: starttls or implicit, or a host on loopback"
            )
        if (self.smtp_user is None) != (self.smtp_password is None):
            raise ValueError("smtp_user and smtp_password belong together: set both or neither")
        return self

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
