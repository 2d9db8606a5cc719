"""Files that hold files: each container gives its members one after the other, as streams.

A container takes a stream, the meter of the file and its depth, and yields members, failures, or what is to
be passed over. A member's stream is read before the next member is asked for. Names of members are never used
as paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from pipelines.parse.containers.member import Member, PassedOver
from pipelines.parse.containers.tars import members as tar_members
from pipelines.parse.containers.warcs import members as warc_members
from pipelines.parse.containers.zips import members as zip_members
from pipelines.parse.records import ReadFailure
from pipelines.parse.streams import Meter

Members = Callable[[BinaryIO, Meter, int], Iterator[Member | PassedOver | ReadFailure]]

CONTAINERS: dict[str, Members] = {"zip": zip_members, "tar": tar_members, "warc": warc_members}
ARCHIVES = frozenset(("zip", "tar"))
"""Containers whose members have the names of files."""

__all__ = ["ARCHIVES", "CONTAINERS", "Member", "Members", "PassedOver"]
