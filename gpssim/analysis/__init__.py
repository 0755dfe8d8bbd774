"""Tables to numbers: indicators, paired differences, concentration, equity. Reads records, never the model."""

from gpssim.analysis.compare import compare
from gpssim.analysis.indicator import Indicator, State, Sum, Time
from gpssim.analysis.indicators import indicator, indicators, register_indicator
from gpssim.analysis.latex import comparison_table
from gpssim.analysis.table import wide_table
from gpssim.analysis.values import series, values

__all__ = [
    "Indicator",
    "State",
    "Sum",
    "Time",
    "compare",
    "comparison_table",
    "indicator",
    "indicators",
    "register_indicator",
    "series",
    "values",
    "wide_table",
]
