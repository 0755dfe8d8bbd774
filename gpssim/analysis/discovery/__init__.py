"""Scenario discovery: in which worlds does something hold, as a box of ranges (PRIM) or as a small tree of questions."""

from gpssim.analysis.discovery.cases import cases, holds
from gpssim.analysis.discovery.prim import Box, Step, best, peel
from gpssim.analysis.discovery.tree import tree_rules

__all__ = ["Box", "Step", "best", "cases", "holds", "peel", "tree_rules"]
