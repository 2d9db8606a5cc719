"""Days that the path of a file names: `2023-03-21`, `2023/03/21` or `20230321`, anywhere in it."""

from __future__ import annotations

import polars as pl


def path_dates(paths: pl.Series) -> pl.DataFrame:
    """One row per path, in their order: `path`, `published_from`, `published_to`; NULL where it names no day.

    Where a path names several days, the last one counts: folders are often dated by when they were filled.
    """
    stamps = "(?:19|20)[0-9]{2}(?:[-_]|//)?[0-9]{2}(?:[-_]|//)?[0-9]{2}"
    digits = pl.element().str.replace_all("[^0-9]", "")
    days = (
        pl.col("padded")
        .str.extract_all(f"[^0-9]{stamps}[^0-9]")
        .list.eval(digits.str.to_date("%Y%m%d", strict=False))
        .list.drop_nulls()
        .list.last()
    )
    doubled = pl.col("path").str.replace_all(
        "/", "//", literal=True
    )  # a match takes the ends of its day along
    padded = pl.concat_str(pl.lit("/"), doubled, pl.lit("/"))
    return (
        pl.DataFrame({"path": paths.cast(pl.String)})
        .with_columns(padded=padded)
        .select("path", published_from=days)
        .with_columns(published_to="published_from")
    )
