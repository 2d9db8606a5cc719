"""What leaves the warehouse for readers without SQL: a page to look at.

Belongs here: how rows become a page. Not here: any question (`sql/`), or files for other tools, which
DuckDB writes (`load/export`).
"""
