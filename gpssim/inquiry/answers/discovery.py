"""Answer: in which worlds one policy beats the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis.discovery.boxes import box_table, trajectory_table, tree_table
from gpssim.analysis.discovery.cases import fills
from gpssim.analysis.discovery.tree import available
from gpssim.analysis.left_out import tried
from gpssim.analysis.questions import differences
from gpssim.inquiry.answers.base import Answer, Asked, each
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether points fill their ranges, and there is something to compare."""
    return len(results.policies) > 1 and fills(results)


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """Boxes, the trees' leaves where scikit-learn is there, and the trajectories from which the boxes were chosen."""
    boxes = each(results, asked, partial(box_table, results), differences)
    found = {"discovery": boxes, "discovery_trajectories": each(results, asked, partial(trajectory_table, results), differences)}
    if tried("table", "discovery_tree", available, None) is not None:
        found["discovery_tree"] = each(results, asked, partial(tree_table, results), differences)
    return found


ANSWER: Final = Answer(
    name="discovery",
    fits=fits,
    tables=tables,
    title=Text(
        "in which worlds the other policy is better (boxes of ranges, and a tree)", "在哪些世界中另一政策更优（取值区间与决策树）"
    ),
    figures=("discovery_box",),
)
