"""Coverage of enterprises 企业, which associations serve where functions were handed over."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import ENTERPRISES

INDICATOR = Indicator(
    name="enterprise_coverage",
    label="Enterprises served",
    label_zh="企业服务覆盖率",
    unit="share",
    family="service",
    direction=1,
    meaning="enterprises served over enterprises in need, both summed over months; undefined without enterprises",
    numerator=total("enterprises", "n_served"),
    denominator=total("enterprises", "n_need"),
    groupings=("district",),
    needs=ENTERPRISES,
)
