"""Figures in sentences: value, unit, bounds, direction, and what must never be a row."""

from __future__ import annotations

import pytest
from figures import read
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import vocabulary as v


def only(text: str):
    found = read(text)
    assert len(found) == 1, [each.text for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "kind"),
    [
        ("The deal is worth £1.2m.", "£1.2m", 1.2e6, "GBP", "money"),
        ("The firm paid €50 million.", "€50 million", 5e7, "EUR", "money"),
        ("It fetched US$2.5bn.", "US$2.5bn", 2.5e9, "USD", "money"),
        ("They owe 12,34,567.89 rupees.", "12,34,567.89 rupees", 1234567.89, None, "money"),
        ("The wall is 1.8m tall.", "1.8m", 1.8, "m", "amount"),
        (
            "The pipe carries 50 billion cubic metres a year.",
            "50 billion cubic metres a year",
            5e10,
            "m3/a",
            "rate",
        ),
        ("Crude cost $80 a barrel.", "$80 a barrel", 80, "XXX/[bbl_us]", "money"),
        ("Some ６４％ agreed.", "Some ６４％", 64, "%", "percentage"),
        ("Yields rose three basis points.", "three basis points", 3, "[bp]", "percentage"),
        ("It is −5 °C outside.", "−5 °C", -5, "Cel", "amount"),
        ("Trade grew sixfold.", "sixfold", 6, "{times}", "multiple"),
        ("One in the choir is a 65-year-old.", "65-year-old", 65, "a", "age"),
        ("The strike lasted three and a half weeks.", "three and a half weeks", 3.5, "wk", "duration"),
        ("He ran 5 feet 6 inches past it.", "5 feet 6 inches", 5.5, "[ft_i]", "amount"),
        ("The car does 60 miles per hour.", "60 miles per hour", 60, "[mi_i]/h", "rate"),
        ("The car does 60 mph.", "60 mph", 60, "[mi_i]/h", "rate"),
        ("The house cost PS450,000.", "PS450,000", 450_000, "GBP", "money"),
        ("The film made €9.5 mil. abroad.", "€9.5 mil", 9.5e6, "EUR", "money"),
        ("A quarter of a million boats sank.", "A quarter of a million boats", 250_000, "boat", "count"),
        ("The 14 Feb. 14 parties were loud.", "14 Feb. 14 parties", 14, "party", "count"),
        ("Children under seven pay nothing.", "under seven", 7, "a", "age"),
        ("It helps women over 50.", "over 50", 50, "a", "age"),
        ("Guards freed people over 40 debts.", "over 40 debts", 40, "debt", "count"),
        ("The firm paid PS3.2m.", "PS3.2m", 3.2e6, "GBP", "money"),
        ("Shares closed at Y=1,250.", "Y=1,250", 1250, None, "money"),
    ],
)
def test_value_unit_and_kind(text: str, printed: str, value: float, unit: str | None, kind: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.unit, found.kind) == (printed, pytest.approx(value), unit, kind)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The rally drew 1,250 people.", "person"),
        ("Eight other employees left.", "other employee"),
        ("It repaired dozens of houses.", "house"),
        ("She read a 7000-word statement.", "word"),
        ("She read a 7,000-word statement.", "word"),
        ("He faces two counts of murder.", "count of murder"),
        ("She joined one of Norway’s oldest choirs.", "oldest choir"),
        ("Three of the country's biggest unions struck.", "biggest union"),
        ("He coached two of the women's teams.", "women's team"),
        ("The clinic hired 40 nurses.", "nurse"),
        ("They found nine viruses.", "virus"),
        ("It built 300 houses.", "house"),
        ("Judges gave 12 prizes.", "prize"),
        ("He gave five speeches.", "speech"),
        ("The council issued seven vetoes.", "veto"),
    ],
)
def test_counts_have_the_counted_noun_in_the_singular(text: str, unit: str) -> None:
    found = only(text)
    assert (found.unit, found.kind) == (unit, "count")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It costs between 20 and 30 dollars.", 20, 30),
        ("It lasts 5–6 days.", 5, 6),
        ("They want $10 to $15 billion.", 10e9, 15e9),
        ("Claims range from $200 to $4 million.", 200, 4e6),
        ("It drew tens of thousands of students.", 1e4, 1e5),
        ("It drew several hundred students.", 200, 1000),
        ("It cost a few million dollars.", 2e6, 10e6),
        ("They sold a couple of thousand boats.", 2000, 3000),
        ("It shrank to 350–375 million.", 350e6, 375e6),
        ("They seek 10 to 15 million dollars.", 10e6, 15e6),
    ],
)
def test_ranges_keep_both_ends_and_are_never_averaged(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Nearly 90% agreed.", "approximate"),
        ("More than a third of voters agreed.", "more_than"),
        ("Up to 400 people came.", "at_most"),
        ("At least 74 people came.", "at_least"),
        ("No more than 5 people came.", "at_most"),
        ("Under 10 people came.", "less_than"),
        ("It took 10 minutes or so.", "approximate"),
        ("Some 30-odd boats sank.", "approximate"),
        ("It took 10 minutes.", "exact"),
        ("It lasted over 10 years.", "more_than"),
        ("It lasted for over 10 years.", "more_than"),
        ("It grew over a 10-year period.", "exact"),
    ],
)
def test_modifiers(text: str, modifier: str) -> None:
    assert only(text).modifier == modifier


def test_a_change_knows_its_direction_and_the_levels_it_moved_between() -> None:
    change, level = read("Sales rose 6% to $4 billion.")
    assert (change.change, change.to_value, level.change) == ("up", 4e9, "none")
    level, base = read("Revenue fell to $7 billion from $9 billion.")
    assert (level.change, level.from_value, level.to_value, base.value) == ("down", 9e9, 7e9, 9e9)


def test_a_level_long_after_its_pair_has_its_unit() -> None:
    _, base = read("About 460 boats have been stolen so far this year compared with 63 last year.")
    assert (base.unit, base.kind) == ("boat", "count")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The storm destroyed 400 homes and damaged another 90.", ["home", "home"]),
        ("It has 300 people in work and 90 who look for it.", ["person", "person"]),
        ("A gunman killed two officers and wounded another three.", ["officer", None]),
        ("It has 40 ships. Another 12 are on order.", ["ship", None]),
    ],
)
def test_more_of_what_was_counted_before_has_its_noun(text: str, units: list[str | None]) -> None:
    assert [each.unit for each in read(text)] == units


def test_a_restatement_points_at_what_it_restates() -> None:
    first, second = read("They share a 3,045km (1,892-mile) border.")
    assert (first.same_as_ordinal, second.same_as_ordinal) == (None, 0)
    assert first.subject == second.subject == "border"


def test_a_score_before_a_plural_is_a_range() -> None:
    found = only("The blast hurt 5-6 people.")
    assert (found.low, found.high, found.kind, found.unit) == (5, 6, "count", "person")
    assert only("They won 5-6 on Sunday.").kind == "score"


@pytest.mark.parametrize(
    ("text", "value"), [("The span is a third longer.", 1 / 3), ("They stayed a quarter longer.", 0.25)]
)
def test_a_part_more_is_a_fraction(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


def test_speeds_in_two_units_restate_each_other() -> None:
    _, second = read("Gusts reached 93 mph (150 km/h).")
    assert second.same_as_ordinal == 0


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("He fears a rift with three of his closest allies.", ["closest allies"]),
        ("Norway became the biggest gas supplier, delivering 90 million tonnes.", ["gas"]),
        ("Kuwait became the top exporter of sulphur, shipping 2 million tonnes.", ["sulphur"]),
        ("Peru is the top copper producer, exporting 2 million tonnes, up 5% on 2021.", ["copper", "copper"]),
        ("The car maker grew, selling 12,000 cars.", ["car maker"]),
    ],
)
def test_a_figure_measures_what_is_traded_or_singled_out(text: str, subjects: list[str]) -> None:
    assert [each.subject for each in read(text)] == subjects


def test_a_comparison_has_both_sides() -> None:
    found = only("China’s economy is six times larger than Russia’s.")
    assert (found.subject, found.comparand) == ("China’s economy", "Russia")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people were killed in the fire.", [(2, "person", "people were killed")]),
        ("A bomb went off, killing at least three.", [(3, None, "killing")]),
        ("The storm left 4 wounded.", [(4, None, "wounded")]),
        ("One dead, three injured in crash", [(1, None, "dead"), (3, None, "injured")]),
        ("Five people, including a child, were hurt.", [(5, "person", "were hurt")]),
        ("He confessed to the fatal shootings of two teens.", [(2, "teen", "fatal shootings")]),
        ("Some 12,000 people were displaced.", [(12000, "person", "people were displaced")]),
        ("The quake left 30 houses destroyed.", [(30, "house", "houses destroyed")]),
        ("Two others suffered minor injuries.", [(2, "other", "others suffered minor injuries")]),
        ("The death toll rose to 12.", [(12, None, "death toll")]),
        ("Six injured, two critically, in blast", [(6, None, "injured"), (2, None, "critically")]),
        ("He is accused of shooting to death three guards.", [(3, "guard", "shooting to death")]),
        ("A sniper fatally shot three guards.", [(3, "guard", "fatally shot")]),
        ("There were three climbers that died.", [(3, "climber", "climbers that died")]),
        ("Six guests, who were on the roof, received minor burns.", [(6, "guest", "received minor burns")]),
        ("At least nine miners were taken to a hospital.", [(9, "miner", "miners were taken to a hospital")]),
        (
            "Nine miners were taken to a hospital in Lund and are being treated for severe burns.",
            [(9, "miner", "are being treated for severe burns")],
        ),
        ("The farm sent 300 masks to the hospital.", [(300, "mask", "farm")]),
    ],
)
def test_counts_say_what_became_of_those_they_count(text: str, expected: list[tuple]) -> None:
    assert [(each.value, each.unit, each.subject) for each in read(text)] == expected


def test_what_those_counted_did_to_others_is_not_their_fate() -> None:
    assert "killed" not in (only("Three officers killed the man.").subject or "")
    assert read("No one was killed.") == []


def test_a_share_has_its_whole() -> None:
    found = only("About 60 per cent of their trade is in yuan.")
    assert (found.subject, found.whole) == ("trade", "trade")


def test_a_pronoun_takes_the_subject_before_it() -> None:
    assert only("Trade recovered quickly. It reached $240 billion.").subject == "Trade"


@pytest.mark.parametrize(
    "text",
    [
        "Power of Siberia 2 is stalled.",
        "She founded Six Rivers Bank.",
        "The Boeing 737 landed.",
        "The G7 met.",
        "In 2022, in May 2023 and on March 21, 2023, they met.",
        "Day two was quiet.",
        "The PS5 sold out.",
        "They bought COVID -19 tests.",
        "Call +1 212 555 0100 now.",
        "See https://example.org/2023/05/16/5-facts for more.",
        "It was built in the 1960s.",
        "The talks begin at 10:30 am.",
        "It came out two weeks ago.",
        "Version 1.2.3 is out.",
        "The S&P 500 was flat.",
        "Neighbours called 911.",
        "World War II ended.",
        "Pope John Paul II and Louis XIV smiled.",
        "She lives at No. 10 Downing Street.",
        "Meditation lowers stress (6).",
        "It will double as a bed.",
        "The 911 caller lives in the 5300 block of Main Street.",
    ],
)
def test_what_says_nothing_about_the_world_is_no_row(text: str) -> None:
    assert [each.text for each in read(text)] == []


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("The XXIV Olympic Games opened.", "XXIV", 24),
        ("The II World Congress met.", "II", 2),
        ("He was ranked No. 3 in the world.", "3", 3),
    ],
)
def test_ranks_are_ordinals(text: str, printed: str, value: float) -> None:
    found = only(text)
    assert (found.text, found.value, found.kind, found.unit) == (printed, value, "ordinal", None)


@pytest.mark.parametrize(
    ("text", "low", "high", "subject"),
    [
        ("The Senate voted 97-1.", 1, 97, "Senate"),
        ("The motion passed by 52 votes to 48.", 48, 52, "motion"),
        ("The vote was 8 to 1.", 1, 8, "vote"),
    ],
)
def test_votes_are_scores_in_votes(text: str, low: float, high: float, subject: str) -> None:
    found = only(text)
    assert (found.low, found.high, found.kind, found.unit) == (low, high, "score", "vote")
    assert found.subject == subject


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Ray Dial, 27, and Ann Oak, 31, died.", ["Ray Dial", "Ann Oak"]),
        ("Officers found the bodies of 39-year-old Ann Oak.", ["Ann Oak"]),
        ("Two men, aged 21 and 34, were held.", ["men", "men", "men"]),
    ],
)
def test_an_age_is_that_of_the_one_it_stands_by(text: str, subjects: list[str]) -> None:
    found = [each for each in read(text) if each.kind == "age" or each.unit == "man"]
    assert [each.subject for each in found] == subjects


@pytest.mark.parametrize(
    ("text", "change", "modifier"),
    [
        ("Unemployment edged up to 5.2%.", "up", "exact"),
        ("It holds up to 40 people.", "none", "at_most"),
        ("Wages grew at an annual rate of 4.8%.", "up", "exact"),
        ("They carried 15% more than a year earlier.", "up", "exact"),
        ("It has an 8-inch lower display.", "none", "exact"),
    ],
)
def test_a_direction_is_that_of_the_figure(text: str, change: str, modifier: str) -> None:
    found = only(text)
    assert (found.change, found.modifier) == (change, modifier)


def test_a_move_behind_a_count_is_of_what_is_counted() -> None:
    _, move = read("Dealers sold 30,000 new cars, up 4 percent.")
    assert (move.subject, move.change, move.to_value) == ("new cars", "up", 30000)


def test_a_span_of_time_that_only_says_when_measures_nothing() -> None:
    assert read("In the last three months the agency cut fees.")[0].subject is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In 2022 exports were worth $5bn.", "2022"),
        ("The average price of a car sold in May was $40,000.", "month=05"),
        ("The storm killed one and hurt four on Monday.", "weekday=1"),
        ("Unlike in the 1960s, when the south led, its economy is now around 10 times larger.", None),
        ("The firm, which was founded in 1990, has 500 workers.", None),
        ("The party was richer in 1980; it now has 300 members.", None),
        ("It bought the mill, which opened in 2003, for $20 million.", None),
    ],
)
def test_a_period_governs_only_its_own_clause(text: str, period: str | None) -> None:
    assert read(text)[0].period == period


@pytest.mark.parametrize(
    "text", ["10e999 kg", "9" * 4000, "0/0", "10^999", "9e29e300", "1e-400 g", "1/0", "1.2.3", "10.4.5.6"]
)
def test_numbers_out_of_bounds_are_no_rows(text: str) -> None:
    assert read(text) == []


WORDS = (
    "$ 5 1.2 % - – to from between and million bn km per year a half third two people ( ) , .",
    "Russia rose by € /",
    "2022 March th old fold times of the １２ ½ −",
    "a man and his wife both were killed injuring aged XIV Games votes 97-1 No. by last , 's six-year-old",
)
PIECES = st.sampled_from([word for line in WORDS for word in line.split()])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_spans_that_round_trip_and_finite_numbers(text: str) -> None:
    for found in read(text):
        assert text[found.start_char : found.end_char] == found.text
        if found.subject is not None:
            assert text[found.subject_start_char : found.subject_end_char] == found.subject
        numbers = [number for number in (found.value, found.low, found.high) if number is not None]
        assert numbers
        assert all(abs(number) < 1e31 for number in numbers)
        assert found.kind in v.QUANTITY_KINDS
        assert found.modifier in v.MODIFIERS


@pytest.mark.parametrize(
    ("text", "printed", "value", "subject"),
    [
        ("One in five people agreed.", "One in five", 0.2, "people"),
        ("Nine out of 10 voters agreed.", "Nine out of 10", 0.9, "voters"),
    ],
)
def test_one_in_so_many_is_a_share(text: str, printed: str, value: float, subject: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.kind, found.subject) == (printed, value, "fraction", subject)


def test_a_rate_may_follow_a_restatement_and_what_flows() -> None:
    first, second = read(
        "It can carry 50 billion cubic metres (1.8 trillion cubic feet) of natural gas per year."
    )
    assert (first.unit, first.kind, second.unit) == ("m3/a", "rate", "[cft_i]/a")


def test_a_comparison_is_no_change() -> None:
    assert only("It is 40% cheaper than its rival.").change == "none"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They counted 12,34,567 voters.", 1234567),
        ("They counted １２３ voters.", 123),
        ("They counted 1 234 567 voters.", 1234567),
        ("They counted 1\u202f234\u202f567 voters.", 1234567),
        ("They paid ￥５００.", 500),
    ],
)
def test_numbers_in_other_conventions(text: str, value: float) -> None:
    assert only(text).value == value


def test_many_figures_in_one_run_stay_cheap() -> None:
    assert len(read("from 5 km to " * 300)) <= 300
