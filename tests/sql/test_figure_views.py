from __future__ import annotations

import pytest


@pytest.fixture
def trade(warehouse):
    warehouse.article(
        "a1", "Trade rose 26% to $240bn from $190bn, 3,045km (1,892-mile) away.", "Reuters", "2024-05-16"
    )
    warehouse.article("t1", "$5", "Reuters", kind="teaser")
    warehouse.entity("e1", "Vladimir Putin")
    return warehouse


def figure(warehouse, row_id: str, printed: str, article_id: str = "a1", **values) -> None:
    warehouse.place("numeric_claims", article_id, row_id, printed, **values)


def test_figures_say_on_whose_word(trade) -> None:
    aide = trade.quote("a1", "Trade rose", None, speaker_text="an aide")
    figure(trade, "n1", "26%", confidence=0.9, quote_id=aide, subject="Trade", value=26, unit="%")
    figure(trade, "n2", "$240bn", confidence=0.8, quote_id=aide, attributed_entity_id="e1")
    figure(trade, "n3", "$190bn", confidence=0.7)
    figure(trade, "n4", "$5", "t1")
    assert trade.values("figures", "printed", "according_to") == [
        ("26%", "an aide"),
        ("$240bn", "Vladimir Putin"),
        ("$190bn", None),
    ]
    assert trade.values("figures", "subject", "value", "unit")[0] == ("Trade", 26, "%")


def test_money_figures_are_in_order_within_a_currency(trade) -> None:
    figure(trade, "n1", "$190bn", kind="money", value=190e9, unit="USD")
    figure(trade, "n2", "$240bn", kind="money", low=200e9, high=240e9, unit="USD")
    figure(trade, "n3", "26%", kind="percentage", value=26)
    figure(trade, "n4", "rose", kind="money", value=1e15, unit="CNY")
    assert trade.values("money_figures", "printed", "amount", "currency") == [
        ("$240bn", 200e9, "USD"),
        ("$190bn", 190e9, "USD"),
        ("rose", 1e15, "CNY"),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "reconciles"),
    [
        ("percentage", 26, True),
        ("percentage", 36, False),
        ("multiple", 1.26, True),
        ("money", 50, True),
        ("money", 60, False),
        ("percentage", None, None),
    ],
)
def test_growth_figures_say_whether_change_and_base_reconcile(trade, kind, value, reconciles) -> None:
    figure(trade, "n1", "26%", kind=kind, value=value, change="up", from_value=190, to_value=240)
    figure(trade, "n2", "$240bn", kind="money", value=240)
    assert trade.values("growth_figures", "numeric_claim_id", "reconciles") == [("n1", reconciles)]


def test_growth_figures_without_a_base_are_listed_last(trade) -> None:
    figure(trade, "n1", "26%", kind="percentage", value=26, change="up")
    figure(trade, "n2", "26%", kind="percentage", value=90, change="up", from_value=0.0, to_value=5.0)
    figure(trade, "n3", "26%", kind="percentage", value=90, change="up", from_value=190, to_value=240)
    assert trade.values("growth_figures", "reconciles") == [False, None, None]


def test_figures_without_period_or_attribution(trade) -> None:
    dated = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    figure(trade, "n1", "26%", attributed_entity_id="e1", **dated)
    figure(trade, "n2", "$240bn", **dated)
    figure(trade, "n3", "$190bn")
    assert trade.values(
        "figures_without_period_or_attribution", "printed", "is_without_period", "is_without_attribution"
    ) == [("$190bn", True, True), ("$240bn", False, True)]


def test_restatements_that_do_not_convert(trade) -> None:
    metres = {"dimension": "length", "unit_base": "m"}
    figure(trade, "n1", "3,045km", value=3045, value_base=3_045_000, **metres)
    figure(trade, "n2", "1,892-mile", value=1892, value_base=3_044_879, same_as="n1", **metres)
    assert trade.rows("restatements_that_do_not_convert") == []
    figure(trade, "n3", "1,892", value=1892, value_base=1_892_000, same_as="n1", **metres)
    figure(trade, "n4", "$240bn", value=240e9, value_base=240e9, unit_base="USD", same_as="n1")
    assert trade.values("restatements_that_do_not_convert", "printed", "restated_as", "difference") == [
        ("3,045km", "1,892", pytest.approx(0.3786, abs=1e-3))
    ]


def test_restatements_convert_as_far_as_their_digits_go(trade) -> None:
    volume = {"dimension": "volume", "unit_base": "m3"}
    figure(trade, "n1", "$240bn", value=50e9, value_base=50e9, **volume)
    figure(trade, "n2", "$190bn", value=1.8e12, value_base=50.97e9, same_as="n1", **volume)
    figure(trade, "n3", "26%", value=1.9e12, value_base=53.8e9, same_as="n1", **volume)
    assert trade.values("restatements_that_do_not_convert", "restated_as") == ["26%"]


@pytest.mark.parametrize(("figure", "zeros"), [(240, 1), (3000, 3), (-500, 2), (7, 0)])
def test_last_zeros_are_counted_whatever_the_sign(warehouse, figure, zeros) -> None:
    assert warehouse.connection.sql(f"select last_zeros({figure}::double)").fetchall() == [(zeros,)]


@pytest.mark.parametrize(
    ("printed", "half_step"),
    [(26, 0.5), (240, 0.5), (3000, 150), (1900, 50), (50e9, 5e8), (1.8e12, 5e10), (0.25, 0.005), (0, 0.5)],
)
def test_half_a_step_is_that_of_the_last_digit_printed(warehouse, printed, half_step) -> None:
    found = warehouse.connection.sql(f"select half_step({printed}::double)").fetchall()
    assert found == [(pytest.approx(half_step),)]
