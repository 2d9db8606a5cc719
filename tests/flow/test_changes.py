import polars as pl

from pipelines.changes import Causes, _became, changes, count_documents
from pipelines.contracts import table
from pipelines.contracts.frames import conform, empty

QUIET = Causes(code=False, settings=False, override=False)


def documents(**texts: str) -> pl.DataFrame:
    rows = [
        {
            "document_id": f"d{path}{len(text)}",
            "path": f"{path}.txt",
            "sha256": text,
            "format": "text",
            "encoding": "utf-8",
            "byte_count": len(text),
            "text": text,
            "url": None,
            "repairs": [],
        }
        for path, text in texts.items()
    ]
    return conform(
        pl.DataFrame(rows, schema_overrides={"url": pl.String, "repairs": pl.List(pl.String)}),
        table("documents"),
    )


def events(**labels: str) -> pl.DataFrame:
    rows = [
        {"event_id": key, "label": label, "article_count": 1, "source_count": 1}
        for key, label in labels.items()
    ]
    nulls = dict.fromkeys(("date_from", "date_to", "date_basis", "place_entity_id"))
    return (
        conform(pl.DataFrame([row | nulls for row in rows]), table("events"))
        if rows
        else empty(table("events"))
    )


def told(
    before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame], causes: Causes = QUIET
) -> set[tuple[str, ...]]:
    found = changes("run", before, after, causes)
    return set(found.select("table_name", "key", "change", "cause").rows())


def test_a_build_equal_to_the_last_changes_nothing() -> None:
    tables = {"documents": documents(a="one", b="four"), "events": events(e="x")}
    assert told(tables, tables) == set()


def test_a_published_build_without_the_newest_column_is_compared_by_the_others() -> None:
    before = {"events": events(e="x", f="y").drop("place_entity_id")}
    after = {"events": events(e="x", f="z")}
    documents_too = {"documents": documents(a="one")}
    assert told(before | documents_too, after | documents_too) == {("events", "f", "changed", "corpus")}


def test_a_published_table_under_another_key_is_new_throughout() -> None:
    same = {"documents": documents(a="one")}
    assert told({"events": events(e="x").drop("event_id")} | same, {"events": events(e="x")} | same) == {
        ("events", "e", "added", "corpus")
    }


def test_what_came_went_and_changed_is_told_with_its_cause() -> None:
    before = {"documents": documents(a="one", b="four"), "events": events(e="x", f="y")}
    after = {"documents": documents(b="four", c="three"), "events": events(e="z", g="y")}
    assert told(before, after) == {
        ("documents", "da3", "removed", "corpus"),
        ("documents", "dc5", "added", "corpus"),
        ("events", "e", "changed", "corpus"),
        ("events", "f", "removed", "corpus"),
        ("events", "g", "added", "corpus"),
    }


def test_new_code_is_the_cause_of_what_the_corpus_is_not() -> None:
    before = {"documents": documents(a="one"), "events": events(e="x")}
    after = {"documents": documents(a="one", b="four"), "events": events(e="z")}
    causes = Causes(code=True, settings=False, override=False)
    assert told(before, after, causes) == {
        ("documents", "db4", "added", "corpus"),
        ("events", "e", "changed", "code"),
    }


def test_documents_are_counted_by_path_and_content() -> None:
    counts = count_documents(documents(a="one", b="four", d="x"), documents(b="other", c="three", d="x"))
    assert (counts.added, counts.changed, counts.deleted) == (1, 1, 1)
    first = count_documents(None, documents(a="one"))
    assert (first.added, first.changed, first.deleted) == (1, 0, 0)


def test_what_merged_and_what_split_tells_what_it_became() -> None:
    def claims(**passages: str) -> dict[str, pl.DataFrame]:
        mentions = pl.DataFrame({"claim_mention_id": list(passages), "claim_id": list(passages.values())})
        held = pl.DataFrame({"event_id": mentions["claim_id"].unique().sort()})
        return {"documents": documents(a="one"), "claim_mentions": mentions, "events": held}

    before = claims(m1="a", m2="b", m3="c", m4="c", m5="d")
    after = claims(m1="a", m2="a", m3="c", m4="e", m5="d")
    found = _became(before, after)
    assert found.sort("key").rows() == [("claims", "b", ["a"]), ("claims", "c", ["e"])]
    both = changes("run", {"documents": documents(a="one")}, {"documents": documents(b="two")}, QUIET)
    assert both["became"].null_count() == both.height
