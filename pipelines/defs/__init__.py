"""What Dagster sees: assets by layer, their checks, the job that builds them, and what starts it.

Bodies are a few lines that call `pipelines.flow`; nothing here reads, parses or matches. Not here:
putting it together (`pipelines.definitions`).
"""
