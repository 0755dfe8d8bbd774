"""The verbs of a month, in rooms in the order of the month.

A room imports the state, rules, market and itself. Its docstring lists what of the market it writes, and its doors: what other
rooms may call. Both lists are held to the code by ``tests/architecture``.
"""
