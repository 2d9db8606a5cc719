"""How much memory a crawl takes that is larger than the memory ought to be: one packed WARC file, read whole.

    python -m benchmarks.large_crawl FOLDER --megabytes 500

Writes a crawl of pages and pictures into FOLDER, as a robot brings it home (to each page a picture, which
does not pack), reads it in a process of its own as a build does, part of the store and all, and prints what
that process held at most. A crawl of a tenth of the size is read first, to tell what is the size's doing.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.stories import story
from benchmarks.story_files import page
from pipelines.contracts.stages import PARSE_PARTS
from pipelines.flow.read import NewFile, read_batch
from pipelines.parse import ReadLimits
from pipelines.store import Parts

PICTURE_BYTES = 120_000
MAX_GROWTH_MB = 200
"""What the larger crawl may take beyond the smaller one."""


def write_crawl(path: Path, megabytes: int, seed: int = 1) -> int:
    """Write a packed crawl of at least that size; how many pages it has."""
    rng = random.Random(seed)
    number = 0
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        while out.tell() < megabytes * 2**20:
            number += 1
            for place, kind, body in (
                (f"{number}.html", "text/html; charset=utf-8", page(story(seed, number))),
                (f"{number}.jpg", "image/jpeg", rng.randbytes(PICTURE_BYTES)),
            ):
                http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                url = f"https://site.example/{place}"
                record = writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http)
                writer.write_record(record)
    return number


def read_crawl(path: Path) -> None:
    """Read a crawl into a part, and print the megabytes that this process held at most."""
    parts = Parts(path.parent / "parts", path.name, PARSE_PARTS)
    work = partial(read_batch, corpus=path.parent, parts=parts, limits=ReadLimits())
    work((NewFile(path.name, path.name, "warc"),), lambda index, place=None: None)
    count = parts.read(PARSE_PARTS[0], parts.known()).height
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measured(path: Path, megabytes: int) -> tuple[int, int]:
    """Documents of a crawl of that size, and the most megabytes that reading it takes."""
    pages = write_crawl(path, megabytes)
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.large_crawl", str(path), "--read"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    count, peak = map(int, ran.stdout.split())
    seconds = time.perf_counter() - started
    size = path.stat().st_size / 2**20
    print(
        f"{size:,.0f} MB packed, {pages:,} pages, {count:,} documents: {seconds:,.0f} s, at most {peak:,} MB"
    )
    return count - pages, peak


def main() -> int:
    """Read a small crawl and a large one; 1 where a page is lost or memory grows with the crawl."""
    parser = argparse.ArgumentParser(description="Memory that a large crawl takes.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_crawl(options.folder)
        return 0
    options.folder.mkdir(parents=True, exist_ok=True)
    lost, small = measured(options.folder / "small.warc.gz", options.megabytes // 10)
    also_lost, large = measured(options.folder / "large.warc.gz", options.megabytes)
    return 0 if not lost and not also_lost and large - small <= MAX_GROWTH_MB else 1


if __name__ == "__main__":
    sys.exit(main())
