"""Readers on damaged bytes never raise, and read large containers within little memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys

import pytest
from containers import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parse import ParsedDocument, ReadFailure, format_of, read


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read(name: str) -> None:
    found = outcomes(SAMPLES[name], name)
    assert any(isinstance(each, ParsedDocument) for each in found)


def outcomes(data: bytes, name: str) -> list[ParsedDocument | ReadFailure]:
    format = format_of(name)
    assert format is not None
    return list(read(io.BytesIO(data), name, format))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sample that was cut, had bytes changed, or had a piece of another one put into it."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    data = bytearray(SAMPLES[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["cut", "change", "splice", "drop"])):
            case "cut":
                del data[at:]
            case "change":
                changed = draw(st.binary(min_size=1, max_size=4))
                data[at : at + len(changed)] = changed
            case "splice":
                other = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
                data[at:at] = other[: draw(st.integers(1, 200))]
            case _:
                del data[at : at + draw(st.integers(1, 40))]
    return name, bytes(data)


@given(mutated())
@settings(max_examples=400, deadline=None)
def test_damaged_files_are_read_or_refused(sample: tuple[str, bytes]) -> None:
    name, data = sample
    found = outcomes(data, name)
    assert found
    members = [each.member for each in found if isinstance(each, ParsedDocument)]
    assert len(members) == len(set(members))
    for each in found:
        if isinstance(each, ReadFailure):
            assert each.reason
        else:
            assert "".join(segment.text for segment in each.segments) == each.text
            assert each.text.encode()


MEASURE = """
import resource, sys
sys.path[:0] = ["tests/support"]
from pipelines.parse import format_of, read
from large_files import LargeFile
warm = LargeFile(sys.argv[1], 1)
list(read(warm, warm.name, format_of(warm.name)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
large = LargeFile(sys.argv[1], int(sys.argv[2]))
count = sum(1 for _ in read(large, large.name, format_of(large.name)))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(count, large.given, grown)
"""


@pytest.mark.parametrize("kind", ["warc", "tar", "jsonl", "json", "csv"])
def test_memory_does_not_grow_with_the_container(kind: str) -> None:
    """A container of 48 MB that is made while it is read takes a small part of that in memory."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, kind, "48"], capture_output=True, text=True, check=True
    )
    count, given_bytes, grown_kilobytes = map(int, done.stdout.split())
    assert count > 40
    assert given_bytes > 48 * 1024**2
    assert grown_kilobytes < 30 * 1024


def test_memory_is_measured_at_all() -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 1024
