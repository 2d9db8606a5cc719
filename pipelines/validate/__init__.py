"""Judging rows: expectation suites, structural rules on new rows, and the parting of rows that fail.

The only room that imports great_expectations, and only inside functions: it takes seconds. Not here:
the structural checks in SQL, which `pipelines.contracts.checks` generates and `pipelines.load` runs.
"""
