"""What must hold for every format: sound files are read, damaged ones end as documents or failures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import documents, outcomes

from benchmarks.fuzz import Input, damaged, read_input, run, table
from benchmarks.seeds import Seed, seeds

SOUND = seeds()


@pytest.mark.parametrize("seed", SOUND, ids=lambda seed: seed.name)
def test_a_sound_file_is_read(seed: Seed) -> None:
    found = documents(seed.data, seed.name)
    assert found
    assert any("Harbour town" in (article.title or "") for one in found for article in one.articles)


@pytest.mark.parametrize("seed", SOUND, ids=lambda seed: seed.name)
def test_reading_depends_on_nothing_but_the_bytes(seed: Seed) -> None:
    assert outcomes(seed.data, seed.name) == outcomes(seed.data, seed.name)


@given(st.sampled_from(SOUND), st.data())
@settings(max_examples=60, deadline=None)
def test_replaced_bytes_never_raise(seed: Seed, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(seed.data)))
    length = data.draw(st.sampled_from([0, 1, 30, len(seed.data)]))
    changed = seed.data[:start] + data.draw(st.binary(max_size=30)) + seed.data[start + length :]
    outcome = read_input(Input(0, seed.name, changed))
    assert outcome.fault is None


def test_two_hundred_damaged_files() -> None:
    found = [read_input(damaged(7, number, SOUND)) for number in range(200)]
    assert [one for one in found if one.fault] == []


def test_an_input_is_the_same_every_time() -> None:
    assert damaged(3, 11, SOUND) == damaged(3, 11, seeds())


@pytest.mark.slow
def test_children_report_and_faults_are_counted() -> None:
    found = list(run(iter(range(5)), seed=1, workers=1))
    assert sorted(one.number for one in found) == list(range(5))
    assert "all" in table(found)
