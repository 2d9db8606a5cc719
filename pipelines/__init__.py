"""Sayso: raw news articles in, a warehouse of who said what out.

The rooms follow the flow: `parse`, `extract`, `normalise`, `corroborate`, `validate`, `load`;
`contracts` says what every table holds, `defs` and `cli` put the rooms to work.
"""
