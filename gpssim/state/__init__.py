"""A running market: every attribute declared once (``market_state``), and beside it what is true now, to be read only.

Nothing here writes. What changes a market are the verbs of ``month``; lines, awards and calls on their way, and contracts change
through the named transitions of their own classes.
"""
