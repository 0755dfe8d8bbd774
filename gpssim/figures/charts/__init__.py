"""Charts of an experiment's own table: intervals by row, lines, single histories, maps and matrices of what is best where.

A value over pairs of parameters, too. An experiment brings a table and words; look, fonts, languages and files are the house's.
Every text is a pair of English and Chinese; what has no pair is looked up among the indicators and the names of policies,
services and groups.
"""

from gpssim.figures.charts.curves import histories, lines
from gpssim.figures.charts.fields import fields
from gpssim.figures.charts.intervals import rows
from gpssim.figures.charts.maps import areas
from gpssim.figures.charts.matrices import matrix
from gpssim.figures.charts.saving import save_chart
from gpssim.figures.charts.texts import Draw, Pair, Texts, labeled

__all__ = ["Draw", "Pair", "Texts", "areas", "fields", "histories", "labeled", "lines", "matrix", "rows", "save_chart"]
