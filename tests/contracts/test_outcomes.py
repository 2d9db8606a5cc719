from pipelines import contracts
from pipelines.contracts.frames import schema
from pipelines.contracts.outcomes import Check, Offender, outcome, to_frame

CHECK = Check("span__text", "mentions", "critical", "select …", "documents.text is text.")


def test_a_failed_check_names_table_rule_key_and_what_was_seen() -> None:
    failed = outcome(CHECK, 7, [Offender("d1-m0", "start_char 3"), Offender("d1-m1")])
    assert not failed.success
    assert failed.blocks
    assert failed.message == (
        "mentions.span__text: documents.text is text. 7 row(s), first: d1-m0 (start_char 3); d1-m1."
    )


def test_a_check_without_failing_rows_holds() -> None:
    held = outcome(CHECK, 0, [])
    assert held.success
    assert not held.blocks
    assert held.message == "mentions.span__text: documents.text is text."


def test_outcomes_become_rows_of_check_results_in_a_fixed_order() -> None:
    other = outcome(Check("columns", "claims", "warning", "select …", "All there."), 0, [])
    frame = to_frame([outcome(CHECK, 1, [Offender("d1-m0")]), other], "r1")
    assert frame.schema == schema(contracts.table("check_results"))
    assert frame.select("run_id", "table_name", "check_name", "success", "unexpected_count").rows() == [
        ("r1", "claims", "columns", True, 0),
        ("r1", "mentions", "span__text", False, 1),
    ]
    assert "d1-m0" in frame["observed"][1]
