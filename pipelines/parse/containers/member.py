"""A member of a container, whatever kind it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from pipelines.parse.records import Stated


@dataclass(frozen=True, slots=True)
class Member:
    """Something to read inside a container: its name, its bytes, and what the container says of it."""

    name: str
    stream: BinaryIO
    format: str | None = None
    """The reader, where the container knows it; else the name tells."""
    charset: str | None = None
    stated: Stated = field(default_factory=Stated)
    doubtful: str | None = None
    """A kind that seldom holds articles: where this member holds none, it is counted as one of the kind."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something inside a container that is no document and no loss: what kind of thing, for the count."""

    name: str
    kind: str


def member_name(stored: str) -> str:
    """A member's stored name as a relative path that can be shown, whatever it holds: no `..`, no root."""
    steps = [step for step in stored.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return "".join(char if char.isprintable() else "\ufffd" for char in "/".join(steps)) or "?"
