from pathlib import Path

import pytest

from benchmarks.accuracy import (
    FIGURES_FILE,
    Figure,
    LabelledSet,
    Measured,
    find_sets,
    read_figures,
    report,
    run,
)


def test_a_figure_is_read_from_what_a_scorer_prints() -> None:
    figure = Figure("a/dev", "F1", r"^F1 +(\d\.\d+)")
    assert figure.read("P 0.9\nF1   0.812\n", {}) == 0.812
    with pytest.raises(ValueError, match="prints nothing like"):
        figure.read("P 0.9", {})


def test_a_figure_is_read_from_json_and_a_list_of_rows_goes_by_metric() -> None:
    figure = Figure("a/dev", "F1", ["part", "value", "f1"])
    assert figure.read("", {"part": [{"metric": "other"}, {"metric": "value", "f1": 0.5}]}) == 0.5
    with pytest.raises(ValueError, match="has no 'value'"):
        figure.read("", {"part": {}})


@pytest.mark.parametrize(
    ("bound", "value", "holds"),
    [
        ({"floor": 0.8}, 0.8, True),
        ({"floor": 0.8}, 0.79, False),
        ({"ceiling": 5}, 5, True),
        ({"ceiling": 5}, 6, False),
        ({}, 0, True),
    ],
)
def test_a_bound_holds_or_not(bound: dict[str, float], value: float, holds: bool) -> None:
    assert Figure("a", "b", "c", **bound).holds(value) is holds


def test_every_figure_has_a_bound() -> None:
    assert not [each for each in read_figures(FIGURES_FILE) if each.floor is None and each.ceiling is None]


def make_set(home: Path, name: str) -> None:
    (home / name / "corpus").mkdir(parents=True)
    (home / name / "gold.json").write_text("{}")


def test_sets_are_found_with_the_scorer_beside_them(tmp_path: Path) -> None:
    for name in ("text/dev/pasted", "claims/dev", "claims/pairs_dev"):
        make_set(tmp_path, name)
    for scorer in ("text/score.py", "claims/score_claims.py", "claims/score_pairs.py"):
        (tmp_path / scorer).write_text("")
    found = {each.name: each.scorer.relative_to(tmp_path).as_posix() for each in find_sets(tmp_path)}
    assert found == {
        "text/dev/pasted": "text/score.py",
        "claims/dev": "claims/score_claims.py",
        "claims/pairs_dev": "claims/score_pairs.py",
    }


def test_a_figure_below_its_floor_fails_the_run_and_a_missing_set_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_set(tmp_path, "text/dev")
    (tmp_path / "text" / "score.py").write_text("print('F1 0.5')")
    figures = [Figure("text/dev", "F1", r"F1 (\d\.\d)", floor=0.6), Figure("gone/dev", "F1", "x", floor=0.1)]
    monkeypatch.setattr("benchmarks.accuracy.read_figures", lambda path: figures)
    monkeypatch.setattr("benchmarks.accuracy.build", lambda labelled, warehouse: None)
    monkeypatch.setattr("benchmarks.accuracy.REPORT_FILE", tmp_path / "accuracy.md")
    problems = run(tmp_path, "", tmp_path)
    assert [problem.split(",")[0].split(" in ")[0] for problem in problems] == [
        "Not measured: there is no set gone/dev",
        "text/dev",
    ]
    assert "| text/dev | F1 | 0.500 | 0.6 |" in (tmp_path / "accuracy.md").read_text()


def test_the_page_names_every_figure() -> None:
    measured = [Measured(each, 0.5) for each in read_figures(FIGURES_FILE)]
    page = report(measured)
    assert all(f"| {each.figure.set} | {each.figure.label} |" in page for each in measured)


def test_what_scorers_are_given_goes_by_their_name(tmp_path: Path) -> None:
    (tmp_path / "score_pairs.py").write_text("")
    labelled = LabelledSet("pairs", tmp_path, tmp_path / "gold.json", tmp_path / "score_pairs.py")
    assert labelled.arguments(tmp_path / "w", tmp_path / "s")[0] == "score"
