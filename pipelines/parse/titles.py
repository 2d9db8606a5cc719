"""Which line of a page names its story: every line near the text is weighed by what can be seen of it.

Belongs here: the features of a line as a title, and their sum. Not here: where the text is (`story`), the
weights (`lexicon/title_weights.toml`, fitted by `scripts/fit_titles.py`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from pipelines.parse import bylines
from pipelines.parse.lines import CJK, Line, word_key
from pipelines.parse.shapes import TEXT

WEIGHTS = Path(__file__).with_name("lexicon") / "title_weights.toml"
MAX_ABOVE = 60
MAX_BELOW = 10
MAX_WORDS = 45
LEAD_LINES = 3
STORY_LINES = 30
STORY_CHARS = 2000
NEAR = 4
FURTHER = 9
FRAMES = frozenset(("byline", "date"))
MIN_STEM = 4
TELLING_SHARE = 0.34
TRAIL = re.compile(r" [»›>/→] ")
MARK = re.compile(r" [|–—·»-] ")
MAX_HEAD_CHARS = 300
MAX_MARKS = 5
PAGE_SHAPES = frozenset(
    (
        "cookie_notice",
        "story_continues",
        "end_of_story",
        "reader_comment",
        "comment_form",
        "navigation",
        "promo",
        "date",
        "byline",
    )
)


def title_line(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], first: int, last: int
) -> int | None:
    """The line that names the story whose text runs from line `first` to `last`; None where none seems to."""
    weighed = [
        (sum(weights()[name] * value for name, value in features.items()), index)
        for index, features in candidates(lines, shapes, repeats, first, last)
    ]
    best = max(weighed, default=None)
    return best[1] if best and best[0] > weights()["no_title"] else None


def places_of_title(first: int, last: int, count: int) -> range:
    """The lines, of so many, that may be the title of the story between two lines."""
    return range(max(0, first - MAX_ABOVE), min(count, first + MAX_BELOW, last + 1))


@cache
def weights() -> dict[str, float]:
    """The weight of each feature, and the sum above which a line is a title at all (`no_title`)."""
    weights: dict[str, float] = tomllib.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return weights


def candidates(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], first: int, last: int
) -> list[tuple[int, dict[str, float]]]:
    """Lines that may be the title, each with its features: numbers of about 0 to 1 that no language sways."""
    below = [
        set() if repeats[line.index] is not None else terms(line.text[:STORY_CHARS])
        for line in lines[first : min(last, first + STORY_LINES) + 1]
    ]
    told = Counter(term for its in below for term in its)
    lead = Counter(term for its in below[:LEAD_LINES] for term in its)
    times = Counter(line.key for line in lines)
    heads = Counter(key for line in lines for key in heads_of(line.text))
    tails = {tail for line in lines if (tail := tail_of(line.text))}
    found = []
    for index in places_of_title(first, last, len(lines)):
        line, shape = lines[index], shapes[index]
        if shape in PAGE_SHAPES or line.word_count > MAX_WORDS or not any(map(str.isalpha, line.text)):
            continue
        words = terms(line.text)
        if not words:
            continue
        origin = index if (repeated := repeats[index]) is None else repeated
        own = int(first <= origin <= first + STORY_LINES)
        shared = sum(told[term] > own for term in words)
        own = int(first <= origin < first + LEAD_LINES)
        features = _looks(line, shape) | _place(lines, shapes, index, first)
        features |= {
            "told_share": shared / len(words),
            "lead_share": sum(lead[term] > own for term in words) / len(words),
            "told_count": math.log1p(shared),
            "is_repeated": float(times[line.key] > 1),
            "is_repeat": float(repeats[index] is not None),
            "begins_another": float(heads[line.key] > 0),
            "ends_another": float(line.key in tails),
            "text_between": math.log1p(sum(one.word_count for one in lines[first:index] if one.is_prose)),
        }
        found.append((index, features))
    return _beside_others(lines, found)


def _beside_others(
    lines: Sequence[Line], found: list[tuple[int, dict[str, float]]]
) -> list[tuple[int, dict[str, float]]]:
    """The candidates with what the others show: a title stands above its standfirst, and comes first."""
    telling = [
        index
        for index, features in found
        if features["told_share"] >= TELLING_SHARE and not features["is_short"] and not features["is_prose"]
    ]
    for index, features in found:
        above = [other for other in telling if 0 < index - other <= NEAR]
        below = [other for other in telling if 0 < other - index <= NEAR]
        features["has_telling_above"] = float(bool(above))
        features["has_telling_below"] = float(bool(below))
        features["is_first_telling"] = float(index in telling and not any(o < index for o in telling))
        features["has_longer_below"] = float(
            any(lines[other].word_count > lines[index].word_count for other in below)
        )
    return found


def _looks(line: Line, shape: str) -> dict[str, float]:
    """What the line alone shows."""
    text = line.text
    return {
        "is_headline": float(shape == "headline"),
        "is_fragment": float(shape == "fragment"),
        "is_sentence": float(shape == "sentence"),
        "is_prose": float(shape == "prose"),
        "is_bullet": float(shape == "bullet"),
        "is_caption": float(shape in ("caption", "credit")),
        "is_question": float(text.endswith(("?", "？"))),
        "has_full_stop": float(text.endswith((".", "。", "…"))),
        "has_colon_end": float(text.endswith((":", "："))),
        "has_quotation": float(any(mark in text for mark in "“”„«»「」‘’'\"")),
        "length": math.log1p(line.word_count),
        "is_short": float(line.word_count <= 3),
        "is_long": float(line.word_count > 18),
        "small_share": line.small_share,
        "is_all_capitals": float(text.isupper()),
        "is_name": float(bylines.is_name(text)),
        "has_bar": float(" | " in text or "\t" in text),
        "is_trail": float(TRAIL.search(text) is not None),
        "is_medium": float(5 <= line.word_count <= 14),
    }


def _place(lines: Sequence[Line], shapes: Sequence[str], index: int, first: int) -> dict[str, float]:
    """What stands around the line, and how far the text is."""
    above, below = shapes[max(0, index - NEAR) : index], shapes[index + 1 : index + 1 + NEAR]
    between = [
        i for i in range(index + 1, first) if shapes[i] == "headline" and lines[i].word_count >= MIN_STEM
    ]
    return {
        "distance": math.log1p(abs(first - index)),
        "is_below": float(index >= first),
        "is_far_below": float(index > first + 2),
        "is_text_above": float(any(shape == "prose" for shape in above)),
        "headlines_between": math.log1p(len(between)),
        "has_byline_below": float("byline" in below),
        "has_date_below": float("date" in below),
        "has_frame_below": float(not FRAMES.isdisjoint(shapes[index + 1 : index + 1 + FURTHER])),
        "has_byline_above": float("byline" in above[-2:]),
        "is_after_blank": float(lines[index].is_after_blank),
        "is_before_blank": float(index + 1 < len(lines) and lines[index + 1].is_after_blank),
        "has_text_next": float(bool(below) and below[0] in TEXT),
        "has_headline_next": float(bool(below) and below[0] == "headline"),
        "has_headline_above": float(bool(above) and above[-1] == "headline"),
        "is_first_line": float(index == 0),
    }


def terms(text: str) -> set[str]:
    """What texts are compared by: stems of longer words, pairs of characters where no spaces part words."""
    words = word_key(text).split()
    if text.isascii():
        return {word[:6] for word in words if len(word) >= MIN_STEM}
    stems = {word[:6] for word in words if len(word) >= MIN_STEM and not CJK.search(word)}
    wide = (word for word in words if CJK.search(word))
    return stems | {word[i : i + 2] for word in wide for i in range(max(1, len(word) - 1))}


def tail_of(text: str) -> str:
    """What stands behind the last mark of a trail: `You are here: Home » Sport » Title`."""
    marks = list(islice(TRAIL.finditer(text[:MAX_HEAD_CHARS]), MAX_MARKS))
    return word_key(text[marks[-1].end() :]) if marks else ""


def heads_of(text: str) -> list[str]:
    """What stands before the marks that part a title from the names of section and site behind it."""
    return [
        word_key(text[: mark.start()]) for mark in islice(MARK.finditer(text[:MAX_HEAD_CHARS]), MAX_MARKS)
    ]
