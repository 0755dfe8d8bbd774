"""The words of what a study of a file answers: columns of its tables, and what stands in them."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

COLUMNS: Final = {
    "parameter": Text("parameter", "参数"),
    "policy": Text("policy", "政策"),
    "other": Text("other", "另一项"),
    "n": Text("n", "样本数"),
    "dropped": Text("left out", "剔除"),
    "wins": Text("wins", "占优份额"),
    "coverage": Text("of all such", "占全部此类"),
}
"""Words for columns that several answers have."""
VALUES: Final = {
    "wins": Text("wins", "占优"),
    "loses": Text("loses", "不占优"),
    "low": Text("low", "低端"),
    "high": Text("high", "高端"),
    "points": Text("points", "各点"),
    "replications": Text("replications", "各重复"),
    "everywhere": Text("everywhere", "处处"),
}
"""Words for what stands in columns."""
