from __future__ import annotations

from pipelines.contracts.ddl import comments, create_table
from pipelines.contracts.model import Table, Type, col, opt

PRICES = Table(
    "prices",
    "One row per shop's price.",
    (
        col("price_id", Type.TEXT, "Key."),
        opt("paid", Type.DOUBLE, "What was paid.", unit="euros"),
        col("kind", Type.TEXT, "Which.", vocabulary=("old", "new"), references="kinds"),
        col("pieces", Type.SPANS, "Its pieces."),
    ),
    key=("price_id",),
    schema="ops",
)


def test_a_table_has_types_and_nulls_but_no_index() -> None:
    assert create_table(PRICES) == (
        "create table ops.prices (\n"
        '    "price_id" VARCHAR not null,\n'
        '    "paid" DOUBLE,\n'
        '    "kind" VARCHAR not null,\n'
        '    "pieces" STRUCT(start_char INTEGER, end_char INTEGER)[] not null\n'
        ")"
    )


def test_comments_tell_unit_values_and_reference() -> None:
    on_table, _, on_paid, on_kind, _ = comments(PRICES)
    assert on_table == "comment on table ops.prices is 'One row per shop''s price.'"
    assert on_paid == "comment on column ops.prices.\"paid\" is 'What was paid. Unit: euros.'"
    assert on_kind.endswith("is 'Which. One of: old, new. References kinds.'")
