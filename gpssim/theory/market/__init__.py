"""Special cases reached by running the whole market: one small file each, found by name.

A case sets the dials of a small market so that theory knows what must come out, runs :class:`gpssim.model.PublicServiceMarket` and
reads the market's own tables (see :mod:`gpssim.theory.market_lane` for the shape of a file).
"""
