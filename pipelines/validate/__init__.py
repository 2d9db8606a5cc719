"""Judging rows: expectation suites, and the parting of rows that fail them.

The only room that imports great_expectations, and only inside functions: it takes seconds.
Structural rules are not here: `pipelines.contracts.checks` generates them.
"""
