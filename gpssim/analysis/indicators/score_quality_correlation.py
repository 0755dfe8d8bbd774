"""Do scores pick quality: the rank correlation between total score and true quality among valid offers."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, defined

VALUE = Sum("projects", ("score_rank_correlation",), month="month_opened")

INDICATOR = Indicator(
    name="score_quality_correlation",
    label="Score-quality rank correlation",
    label_zh="评分与实际质量秩相关",
    unit="correlation",
    family="information",
    direction=1,
    meaning="Spearman correlation of score and true quality, mean over purchases in which it exists",
    numerator=VALUE,
    denominator=defined(VALUE),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
