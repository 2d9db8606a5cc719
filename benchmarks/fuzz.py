"""Damaged files of every format through the readers: each ends as documents or failures, in bounds.

Every input comes from a number: the same seed and number give the same bytes on any machine. Inputs are read
in child processes with a time and a memory limit, so that a hang or a blow-up is a finding and not the end.

    python -m benchmarks.fuzz --count 10000 --seed 1
    python -m benchmarks.fuzz --seed 1 --only 4711 --keep FOLDER
"""

from __future__ import annotations

import argparse
import gzip
import io
import multiprocessing
import random
import re
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

import zstandard

from benchmarks.seeds import Seed, seeds
from pipelines.parse import ParsedDocument, ReadFailure, format_of, read

SECONDS = 20.0
MEGABYTES = 1024
"""What a child may take beyond what it holds before the first input."""
MAX_GROWN = 400_000
NUMBER = re.compile(rb"\d{1,10}")
NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x85", b"<![CDATA[", b"<!--",
    b"<!ENTITY a 'b'>",
    b"<p>" * 300, b"(" * 2000, b"[" * 2000, b'{"a":' * 500, b"\n" * 1000, b"a" * 5000, b'"', b"%s",
    b"\r\n\r\n", b"stream\n", b"endobj", b"obj <<", b"/Kids [2 0 R]", b"---\n",
    b"Document 1 of 2", b"End of Document", b"--B1", b"&#xD800;", b"&a;",
)  # fmt: skip
"""Pieces that formats give a meaning to, and runs that recursion is afraid of."""


@dataclass(frozen=True, slots=True)
class Input:
    """A damaged file: its number, its name with the format's end, and its bytes."""

    number: int
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading an input gave; `fault` says what must not be."""

    number: int
    name: str
    documents: int = 0
    failures: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    fault: str | None = None


def damaged(seed: int, number: int, sound: Sequence[Seed]) -> Input:
    """The input of a number: a sound file damaged one to four times, packed ones often inside."""
    rng = random.Random(f"{seed}:{number}")
    first = sound[number % len(sound)]
    other = rng.choice(sound).data
    inside = _unpacked(first, rng) if rng.random() < 0.5 else None
    data = first.data if inside is None else inside.data
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(DAMAGES)(data, other, rng)[:MAX_GROWN]
    return Input(number, first.name, data if inside is None else inside.packed(data))


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a packed file holds, and the way back: damage inside reaches the readers behind the unpacking."""

    data: bytes
    name: str
    member: str | None = None
    archive: bytes = b""

    def packed(self, data: bytes) -> bytes:
        """The file with other content, sound as an archive."""
        if self.member is None:
            return gzip.compress(data, 1, mtime=0) if self.name.endswith(".gz") else zstandard.compress(data)
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.archive)) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for member in old.infolist():
                new.writestr(member.filename, data if member.filename == self.member else old.read(member))
        return out.getvalue()


def _unpacked(seed: Seed, rng: random.Random) -> _Inside | None:
    if seed.name.endswith(".gz"):
        return _Inside(gzip.decompress(seed.data), seed.name)
    if seed.name.endswith(".zst"):
        return _Inside(zstandard.decompress(seed.data), seed.name)
    if not seed.name.endswith((".docx", ".zip")):
        return None
    with zipfile.ZipFile(io.BytesIO(seed.data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith((".jpeg", ".jpg"))]
        member = (
            "word/document.xml" if "word/document.xml" in names and rng.random() < 0.6 else rng.choice(names)
        )
        return _Inside(archive.read(member), seed.name, member, seed.data)


def _cut(data: bytes, other: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _beheaded(data: bytes, other: bytes, rng: random.Random) -> bytes:
    return data[rng.randrange(len(data) // 4 + 1) :]


def _flipped(data: bytes, other: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200)) if damaged else 0):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _spliced(data: bytes, other: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _without(data: bytes, other: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.choice((1, 10, 300)) :]


def _repeated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    piece = data[start : start + rng.choice((1, 20, 300))]
    return data[:start] + piece * rng.choice((2, 10, 1000)) + data[start:]


def _with_noise(data: bytes, other: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.randbytes(rng.choice((1, 16, 400))) + data[start:]


def _with_nasty(data: bytes, other: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.choice(NASTY) + data[start + rng.choice((0, 0, 20)) :]


def _misnumbered(data: bytes, other: bytes, rng: random.Random) -> bytes:
    numbers = list(NUMBER.finditer(data))
    if not numbers:
        return data
    found = rng.choice(numbers)
    number = rng.choice((b"0", b"1", b"-1", b"4294967296", b"99999999999999999999", b"2", b"1e308"))
    return data[: found.start()] + number + data[found.end() :]


DAMAGES = (
    _cut, _beheaded, _flipped, _flipped, _spliced, _without, _repeated, _with_noise, _with_nasty, _with_nasty,
    _misnumbered,
)  # fmt: skip


def read_input(one: Input) -> Outcome:
    """Read an input here; whatever is raised is a fault, and so is a document whose parts do not fit."""
    started = time.perf_counter()
    documents = failures = 0
    fault = None
    try:
        for outcome in read(io.BytesIO(one.data), one.name, format_of(one.name) or ""):
            if isinstance(outcome, ReadFailure):
                failures += 1
                fault = fault or (None if outcome.reason else "a failure without a reason")
            else:
                documents += 1
                fault = fault or misfit(outcome)
    except MemoryError:
        fault = "it ran out of memory"
    except Exception as error:  # noqa: BLE001
        fault = f"{type(error).__name__}: {error}"[:300]
    if documents + failures == 0:
        fault = fault or "it gave neither document nor failure"
    return Outcome(one.number, one.name, documents, failures, time.perf_counter() - started, _peak(), fault)


def misfit(document: ParsedDocument) -> str | None:
    """What is wrong with a document's segments and articles; None where all fits."""
    position = 0
    for segment in document.segments:
        if segment.start_char != position or document.text[position : segment.end_char] != segment.text:
            return f"segment {segment.ordinal} does not follow the one before it"
        position = segment.end_char
    if position != len(document.text):
        return "the segments do not reach the end of the text"
    named = {segment.article_ordinal for segment in document.segments} - {None}
    if named != {article.article_ordinal for article in document.articles}:
        return "segments and articles do not agree"
    try:
        "".join(filter(None, [document.text, document.url, document.member])).encode()
    except UnicodeEncodeError:
        return "it cannot be stored as UTF-8"
    return None


def _peak() -> float:
    """Most megabytes that this process has held since the last question."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with suppress(OSError, IndexError):
        status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
        peak = int(status.split()[0]) / 1024
        Path("/proc/self/clear_refs").write_text("5")
    return peak


def _work(pipe: Connection, seed: int, megabytes: int) -> None:
    """Read the inputs whose numbers come through the pipe, until it closes."""
    sound = seeds()
    for number in range(len(sound)):
        read_input(Input(-1, sound[number].name, sound[number].data))
    with suppress(OSError, IndexError):
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        limit = held + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    pipe.send(None)
    with suppress(EOFError):
        while True:
            pipe.send(read_input(damaged(seed, pipe.recv(), sound)))


@dataclass(slots=True)
class _Child:
    """A process that reads, and the input it is at."""

    seed: int
    megabytes: int
    number: int | None = None
    since: float = 0.0
    pipe: Connection = field(init=False)
    process: multiprocessing.process.BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin anew, with no input."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.seed, self.megabytes), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()
        self.number = None

    def give(self, number: int) -> None:
        """Let it read an input."""
        self.number, self.since = number, time.monotonic()
        self.pipe.send(number)

    def end(self) -> None:
        """Stop it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(
    numbers: Iterator[int], seed: int, workers: int = 2, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[Outcome]:
    """Read the inputs of these numbers in child processes; what they do not survive is an outcome too."""
    sound = seeds()
    children = [_Child(seed, megabytes) for _ in range(workers)]
    try:
        for child in children:
            _next(child, numbers)
        while busy := [child for child in children if child.number is not None]:
            ready = wait([child.pipe for child in busy], timeout=0.5)
            for child in busy:
                number = child.number or 0
                name = sound[number % len(sound)].name
                if child.pipe in ready:
                    try:
                        yield child.pipe.recv()
                    except (EOFError, ConnectionError):
                        child.process.join()
                        yield Outcome(number, name, fault=f"the process died ({child.process.exitcode})")
                        child.start()
                elif time.monotonic() - child.since > seconds:
                    child.end()
                    yield Outcome(
                        number, name, seconds=seconds, fault=f"it took more than {seconds:g} seconds"
                    )
                    child.start()
                else:
                    continue
                _next(child, numbers)
    finally:
        for child in children:
            child.end()


def _next(child: _Child, numbers: Iterator[int]) -> None:
    number = next(numbers, None)
    child.number = None
    if number is not None:
        child.give(number)


def table(outcomes: Sequence[Outcome]) -> str:
    """One line per kind of file: inputs, what became of them, the slowest and the largest."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.name, []).append(outcome)
    heads = ("inputs", "documents", "failures", "faults", "slowest s", "peak MB")
    lines = [f"{'file':<18}" + "".join(f"{head:>11}" for head in heads)]
    for name, each in sorted([*kinds.items(), ("all", list(outcomes))], key=lambda one: one[0] == "all"):
        documents, failures = sum(one.documents for one in each), sum(one.failures for one in each)
        faults = sum(one.fault is not None for one in each)
        slowest, largest = max(one.seconds for one in each), max(one.megabytes for one in each)
        counts = f"{len(each):>11}{documents:>11}{failures:>11}{faults:>11}"
        lines.append(f"{name:<18}{counts}{slowest:>11.2f}{largest:>11.0f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the inputs, print the table and every fault with its number; 1 where there is one."""
    parser = argparse.ArgumentParser(description="Damaged files of every format through the readers.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES)
    parser.add_argument("--only", type=int, help="one input alone, in this process, with its traceback")
    parser.add_argument("--keep", type=Path, help="a folder to write the inputs of faults to")
    options = parser.parse_args(arguments)
    sound = seeds()
    if options.only is not None:
        one = damaged(options.seed, options.only, sound)
        _keep(one, options.keep)
        for outcome in read(io.BytesIO(one.data), one.name, format_of(one.name) or ""):
            print(outcome)
        return 0
    outcomes: list[Outcome] = []
    for outcome in run(
        iter(range(options.count)), options.seed, options.workers, options.seconds, options.megabytes
    ):
        outcomes.append(outcome)
        if outcome.fault:
            print(
                f"--seed {options.seed} --only {outcome.number}: {outcome.name}: {outcome.fault}", flush=True
            )
            _keep(damaged(options.seed, outcome.number, sound), options.keep)
    print(table(outcomes))
    slow = sorted(outcomes, key=lambda one: -one.seconds)[:5]
    print("slowest: " + ", ".join(f"{one.number} ({one.name}, {one.seconds:.2f} s)" for one in slow))
    faults = Counter(one.fault is not None for one in outcomes)[True]
    print(f"{len(outcomes)} inputs, {faults} faults")
    return 1 if faults else 0


def _keep(one: Input, folder: Path | None) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{one.number}-{one.name}").write_bytes(one.data)


if __name__ == "__main__":
    sys.exit(main())
