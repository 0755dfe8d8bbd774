"""Results as tables for papers: comparisons, what arms bought with, decompositions, and any other table of numbers.

How a table is written is in :mod:`gpssim.texts.latex`; a file here says what one table holds.
"""

from gpssim.analysis.latex.arms import arms_table
from gpssim.analysis.latex.comparison import comparison_table
from gpssim.analysis.latex.data import data_table
from gpssim.analysis.latex.decomposition import decomposition_table
from gpssim.texts.numbers import MISSING, number, small

__all__ = ["MISSING", "arms_table", "comparison_table", "data_table", "decomposition_table", "number", "small"]
