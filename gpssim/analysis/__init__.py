"""Tables to numbers: indicators, paired differences, concentration, equity. Reads records, never the model."""

from gpssim.analysis.compare import compare
from gpssim.analysis.decomposition import compare_losses, corner_values, decompose, parts, shapley
from gpssim.analysis.indicator import Indicator, State, Sum, Time
from gpssim.analysis.indicators import indicator, indicators, register_indicator
from gpssim.analysis.latex import arms_table, comparison_table, data_table, decomposition_table
from gpssim.analysis.measured import switched_off
from gpssim.analysis.needs import Needs
from gpssim.analysis.table import wide_table
from gpssim.analysis.values import series, values

__all__ = [
    "Indicator",
    "Needs",
    "State",
    "Sum",
    "Time",
    "arms_table",
    "compare",
    "compare_losses",
    "comparison_table",
    "corner_values",
    "data_table",
    "decompose",
    "decomposition_table",
    "indicator",
    "indicators",
    "parts",
    "register_indicator",
    "series",
    "shapley",
    "switched_off",
    "values",
    "wide_table",
]
