"""The incremental store: a folder of Parquet files beside the warehouse.

Two kinds of content. *Tables* are the working frames of the last run, one file each, replaced
in one step. *Parts* are rows computed once per content key and never changed: a part is a
folder that appears in one step, so running the same work twice does no harm and a kill leaves
nothing half-written. Parts live under a version; rows of another version are never read.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from pipelines.contracts import Table
from pipelines.contracts.frames import empty
from pipelines.ids import digest

KEY = "part_key"
"""The column by which a part's rows are found."""
_KEYS_FILE = "keys.parquet"
_WRITING = ".writing-"
_PASSING = ".passing"
"""End of the name of a part with rows that hold for one run only."""
_CHUNK_BYTES = 32 * 1024**2
"""Rows of a table that are gathered in memory before they are written."""
_FRAME_BYTES = 2048
"""What a frame of a few rows takes besides its values."""
_MAX_PARTS = 64
"""Above this many parts reading slows down: they are merged into one."""


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame in one step: readers see the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        frame.write_parquet(temporary, compression="zstd")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _empty(table: Table) -> pl.DataFrame:
    return empty(table).with_columns(pl.lit(None, pl.String).alias(KEY))


def _chunk_paths(part: Path, table: Table) -> list[Path]:
    """The files of a part that hold a table's rows."""
    return [part / f"{table.name}.parquet", *sorted(part.glob(f"{table.name}.*.parquet"))]


class PartWriter:
    """Rows on their way into a part: gathered, and written as one file more whenever they weigh enough."""

    def __init__(self, folder: Path, tables: tuple[Table, ...]) -> None:
        self.passing: set[str] = set()
        """Keys whose rows hold for this run only; see `Parts.forget_passing`."""
        self._folder = folder
        self._waiting: dict[str, list[pl.DataFrame]] = {table.name: [_empty(table)] for table in tables}
        self._bytes = dict.fromkeys(self._waiting, 0)
        self._written = dict.fromkeys(self._waiting, 0)

    def add(self, table_name: str, frame: pl.DataFrame) -> None:
        """Rows of a table, with their key in `part_key`."""
        self._waiting[table_name].append(frame)
        self._bytes[table_name] += int(frame.estimated_size()) + _FRAME_BYTES
        if self._bytes[table_name] > _CHUNK_BYTES:
            self._flush(table_name)

    def finish(self) -> None:
        """Write what is still waiting; a table without rows gets an empty file."""
        for name, frames in self._waiting.items():
            if len(frames) > 1 or not self._written[name]:
                self._flush(name)

    def _flush(self, name: str) -> None:
        number = self._written[name]
        file_name = f"{name}.{number:06}.parquet" if number else f"{name}.parquet"
        frames = self._waiting[name]
        columns = frames[-1].columns
        pl.concat([frame.select(columns) for frame in frames]).write_parquet(
            self._folder / file_name, compression="zstd"
        )
        self._waiting[name], self._bytes[name] = frames[:1], 0
        self._written[name] += 1


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows computed once per key, under one version.

    Frames that are written carry their key in `part_key` beside the columns of their contract; a
    table may hold no row for a key.
    """

    folder: Path
    version: str
    tables: tuple[Table, ...]

    @property
    def _home(self) -> Path:
        return self.folder / self.version

    def part_path(self, keys: Iterable[str]) -> Path:
        """Where the part of exactly these keys stands."""
        return self._home / digest(*sorted(keys))

    def write(self, keys: list[str], frames: Mapping[str, pl.DataFrame]) -> None:
        """Add a part. A key whose rows stand in several parts is read from one of them."""
        with self.writing(keys) as part:
            for name, frame in frames.items():
                part.add(name, frame)

    @contextmanager
    def writing(self, keys: Iterable[str]) -> Iterator[PartWriter]:
        """Add a part bit by bit, with bounded memory; it appears when the block ends well."""
        keys = sorted(keys)
        path = self.part_path(keys)
        temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        temporary.mkdir(parents=True)
        try:
            part = PartWriter(temporary, self.tables)
            yield part
            part.finish()
            named = pl.DataFrame({KEY: keys}, schema={KEY: pl.String})
            is_passing = pl.col(KEY).is_in(sorted(part.passing))
            named.with_columns(is_passing=is_passing).write_parquet(temporary / _KEYS_FILE)
            path = path.with_suffix(_PASSING) if part.passing else path
            if not path.exists():
                temporary.rename(path)
        except OSError:
            if not path.exists():
                raise
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _paths(self) -> list[Path]:
        if not self._home.exists():
            return []
        return sorted(path for path in self._home.iterdir() if not path.name.startswith("."))

    def _owners(self) -> pl.DataFrame:
        """Which part each key is read from: columns `part_key`, `part`."""
        return self.owners_but(set())

    def owners_but(self, seen: set[str]) -> pl.DataFrame:
        """The same without the parts of these names."""
        frames = [
            pl.read_parquet(path / _KEYS_FILE, columns=[KEY]).with_columns(part=pl.lit(path.name))
            for path in self._paths()
            if path.name not in seen
        ]
        if not frames:
            return pl.DataFrame(schema={KEY: pl.String, "part": pl.String})
        return pl.concat(frames).group_by(KEY).agg(pl.col("part").min())

    def known(self) -> pl.Series:
        """The keys that need no work."""
        return self._owners().get_column(KEY).sort()

    def read(self, table: Table, keys: pl.Series) -> pl.DataFrame:
        """The rows of a table that belong to the given keys, in the order of the table's key."""
        return self.read_from(table, keys, self._owners())

    def read_in_turn(
        self, tables: tuple[Table, ...], keys: Iterable[pl.Series]
    ) -> Iterator[dict[str, pl.DataFrame]]:
        """The rows of tables for one set of keys after the other, by the tables' names."""
        owners = self._owners()
        for each in keys:
            yield {table.name: self.read_from(table, each, owners) for table in tables}

    def read_from(self, table: Table, keys: pl.Series, owners: pl.DataFrame) -> pl.DataFrame:
        """The rows of keys, of which `owners` says what part holds them."""
        owners = owners.filter(pl.col(KEY).is_in(keys.unique().implode()))
        frames = []
        for (part,), wanted in owners.group_by("part"):
            paths = _chunk_paths(self._home / str(part), table)
            rows = pl.scan_parquet(paths).join(wanted.lazy().select(KEY), on=KEY, how="semi")
            frames.append(rows.collect())
        if not frames:
            return empty(table)
        return pl.concat(frames).drop(KEY).sort(table.key, nulls_last=True)

    def compact(self, live: pl.Series) -> None:
        """Merge many parts into one and drop the rows of keys that no file has any more."""
        paths = [path for path in self._paths() if path.suffix != _PASSING]
        if len(paths) <= _MAX_PARTS:
            return
        lasting = pl.col("part").is_in([path.name for path in paths])
        owners = self._owners().filter(pl.col(KEY).is_in(live.unique().implode()) & lasting)
        keys = sorted(owners[KEY])
        with self.writing(keys) as merged_part:
            for (part,), wanted in owners.group_by("part"):
                for table in self.tables:
                    for chunk in _chunk_paths(self._home / str(part), table):
                        rows = pl.scan_parquet(chunk).join(wanted.lazy().select(KEY), on=KEY, how="semi")
                        merged_part.add(table.name, rows.collect())
        merged = self.part_path(keys)
        for path in paths:
            if path != merged:
                shutil.rmtree(path)

    def passing(self) -> pl.Series:
        """The keys whose rows may differ when they are computed again, though nothing has changed."""
        parts = [path for path in self._paths() if path.suffix == _PASSING]
        frames = [pl.read_parquet(path / _KEYS_FILE).filter("is_passing").select(KEY) for path in parts]
        return pl.concat(frames)[KEY] if frames else pl.Series(KEY, [], pl.String)

    def forget_passing(self) -> None:
        """Drop the parts that hold such rows, so that their keys are computed again."""
        for path in self._paths():
            if path.suffix == _PASSING:
                shutil.rmtree(path)

    def forget(self) -> None:
        """Drop every part of this version."""
        shutil.rmtree(self._home, ignore_errors=True)

    def forget_other_versions(self) -> None:
        """Drop what older code or settings computed."""
        if self.folder.exists():
            for path in self.folder.iterdir():
                if path != self._home:
                    shutil.rmtree(path)


class PartIndex:
    """Which part holds which key, kept while parts are added: looking for new ones costs what is new."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._owners = parts.owners_but(set())

    def known(self) -> pl.Series:
        """The keys that need no work."""
        self._look()
        return self._owners.get_column(KEY)

    def read(self, table: Table, keys: pl.Series) -> pl.DataFrame:
        """The rows of a table that belong to the given keys, in the order of the table's key."""
        self._look()
        return self._parts.read_from(table, keys, self._owners)

    def _look(self) -> None:
        found = self._parts.owners_but(set(self._owners.get_column("part").unique()))
        if found.height:
            self._owners = pl.concat([self._owners, found]).group_by(KEY).agg(pl.col("part").min())


@dataclass(frozen=True, slots=True)
class Store:
    """The folder; see the module's docstring."""

    folder: Path

    def parts(self, room: str, version: str, tables: tuple[Table, ...]) -> Parts:
        """The parts of one room at one version of its code and settings."""
        return Parts(self.folder / "parts" / room, version, tables)

    def table_path(self, name: str) -> Path:
        """Where the working table of that name stands."""
        return self.folder / "tables" / f"{name}.parquet"

    def write(self, name: str, frame: pl.DataFrame) -> None:
        """Replace a working table."""
        write_parquet(frame, self.table_path(name))

    @contextmanager
    def writing(self, tables: Mapping[str, Table]) -> Iterator[Callable[[str, pl.DataFrame], None]]:
        """Replace working tables bit by bit: gives what takes the name of one and some of its rows.

        Rows need not come in the order of the key; they end up in it. Memory holds one table at a time.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for left_by_a_kill in self.folder.glob(f"{_WRITING}*"):
            shutil.rmtree(left_by_a_kill)
        with TemporaryDirectory(prefix=_WRITING, dir=self.folder) as folder:
            pieces: dict[str, list[Path]] = {name: [] for name in tables}

            def add(name: str, frame: pl.DataFrame) -> None:
                piece = Path(folder, f"{name}.{len(pieces[name])}.parquet")
                frame.write_parquet(piece, compression="lz4")
                pieces[name].append(piece)

            yield add
            for name, table in tables.items():
                rows = pl.read_parquet(pieces[name]) if pieces[name] else empty(table)
                self.write(name, rows.sort(table.key, nulls_last=True, maintain_order=True))

    def read(self, name: str) -> pl.DataFrame:
        """A working table; FileNotFoundError where no run has written it."""
        return pl.read_parquet(self.table_path(name))

    def scan(self, name: str) -> pl.LazyFrame:
        """A working table, of which only what is asked for is read."""
        return pl.scan_parquet(self.table_path(name))

    def read_or_none(self, name: str) -> pl.DataFrame | None:
        """A working table, or None where no run has written it."""
        return self.read(name) if self.table_path(name).exists() else None

    def snapshot(self, build_id: str, tables: Mapping[str, str]) -> None:
        """Keep working tables as those of a build, for the next one to be compared with.

        `tables` maps the name under which each is kept to that of the working table.
        """
        target = self.folder / "builds" / build_id
        target.mkdir(parents=True, exist_ok=True)
        for name, stored_as in tables.items():
            link = target / f"{name}.parquet"
            link.unlink(missing_ok=True)
            os.link(self.table_path(stored_as), link)

    def read_snapshot(self, build_id: str, name: str) -> pl.DataFrame | None:
        """A table as a build published it, or None where it was not kept."""
        path = self.folder / "builds" / build_id / f"{name}.parquet"
        return pl.read_parquet(path) if path.exists() else None

    def forget_snapshots_but(self, build_id: str) -> None:
        """Drop the tables of all other builds."""
        for path in (self.folder / "builds").iterdir():
            if path.name != build_id:
                shutil.rmtree(path)
