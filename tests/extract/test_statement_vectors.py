import subprocess
import sys

import numpy as np

from pipelines.extract.vectors import vectors

TEXTS = [
    "Ministers agreed on a budget.",
    "The cabinet passed its spending plan.",
    "It rained in Lisbon.",
    " ",
]


def test_the_same_text_has_the_same_bytes_in_any_company() -> None:
    together = vectors(TEXTS)
    assert [vectors([text])[0] for text in TEXTS] == together
    assert vectors(TEXTS[::-1]) == together[::-1]


def test_near_in_meaning_is_nearer_than_what_only_stands_beside_it() -> None:
    budget, plan, rain = (
        np.frombuffer(each or b"", dtype=np.int8).astype(float) for each in vectors(TEXTS[:3])
    )
    assert budget @ plan > budget @ rain


def test_a_text_without_a_word_has_none() -> None:
    assert vectors([" ", ""]) == [None, None]


def test_loading_leaves_the_logging_of_everyone_else_alone() -> None:
    code = "import logging; from pipelines.extract.vectors import vectors; vectors(['a word']); "
    code += "root = logging.getLogger(); print(root.level, root.handlers)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["30", "[]"]
