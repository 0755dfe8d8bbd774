"""Policy search: which mix of mechanisms and levers is best for whom, over many worlds at once (:func:`search`).

A wing beside the house, above calibration, whose even filling of a cube it shares.
"""

from gpssim.policy_search.declared import Searching
from gpssim.policy_search.reading import load_search, search_schema
from gpssim.policy_search.result import Found
from gpssim.policy_search.searching import search

__all__ = ["Found", "Searching", "load_search", "search", "search_schema"]
