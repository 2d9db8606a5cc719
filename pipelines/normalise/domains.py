"""Web addresses down to the domain that a publisher registered. No network, no list of all suffixes.

Not here: which publisher has a domain (`sources`).
"""

from __future__ import annotations

import polars as pl

_SECOND_LEVEL = "ac|co|com|edu|gob|gouv|gov|govt|ltd|mil|ne|net|nhs|nom|or|org|plc|sch|web"
"""Labels that registries of countries put before their own: `bbc.co.uk` is registered, `co.uk` is not."""
_HOSTING = (
    "blogspot.com|github.io|livejournal.com|medium.com|substack.com|tumblr.com|typepad.com|wordpress.com"
)
"""Platforms where every name before theirs is another publisher."""


def host(text: pl.Expr) -> pl.Expr:
    """The lower-case host of an address or a bare domain, without `www.`; NULL for any other text."""
    bare = text.str.strip_chars().str.to_lowercase()
    found = bare.str.extract(
        r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?((?:[\p{L}\d_-]+\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+))\.?(?::\d+)?(?:[/?#]\S*)?$"
    )
    return found.str.replace(r"^(?:www\d?|m|amp|mobile)\.", "")


def registrable_domain(host: pl.Expr) -> pl.Expr:
    """The part of a host that was registered: `news.bbc.co.uk` -> `bbc.co.uk`."""
    return pl.coalesce(
        host.str.extract(rf"([^.]+\.(?:{_HOSTING.replace('.', chr(92) + '.')}))$"),
        host.str.extract(rf"([^.]+\.(?:{_SECOND_LEVEL})\.[a-z]{{2}})$"),
        host.str.extract(r"([^.]+\.[^.]+)$"),
        host,
    )
