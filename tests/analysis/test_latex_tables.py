"""LaTeX tables: booktabs rules, tidy numbers, nothing unescaped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gpssim.analysis import compare, comparison_table
from gpssim.analysis.latex import number, small
from tests.synthetic import synthetic_results


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0123456, "0.0123"),
        (-2.0, "−2.00"),
        (123.456, "123"),
        (12345.6, "12,346"),
        (0.0, "0"),
        (np.nan, ""),
        (-1.26e-9, "−1.3e−09"),
    ],
)
def test_numbers_have_three_figures(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.0, "0.00"), (0.004, "<0.01"), (0.126, "0.13"), (-0.5, "−0.50"), (np.nan, "")])
def test_small_numbers_have_two_places(value: float, text: str) -> None:
    assert small(value) == text


def test_a_table_is_complete_and_escaped(tmp_path: Path) -> None:
    frame = compare(
        synthetic_results(replications=2, months=12, worlds=1), periods=["all"], outcomes=["coverage", "price_per_unit"]
    )
    text = comparison_table(frame, tmp_path / "table.tex")
    assert (tmp_path / "table.tex").read_text(encoding="utf-8") == text
    lines = text.splitlines()
    assert lines[0] == r"% needs \usepackage{booktabs}; the baseline is open\_tender"
    assert [line for line in lines if line.endswith("rule")] == [r"\toprule", r"\midrule", r"\bottomrule"]
    rows = [line for line in lines if line.endswith(r"\\")]
    assert len(rows) == 1 + 4
    assert len({row.count("&") for row in rows}) == 1
    assert r"95 \% interval" in rows[0]
    assert r"directed\_commission" in rows[1]
    assert "nan" not in text
    assert all(text.replace("\\" + sign, "").count(sign) == 0 for sign in "_#$")


def test_periods_are_named_where_there_are_several_and_chinese_is_possible() -> None:
    frame = compare(synthetic_results(replications=2, months=72), outcomes=["coverage"])
    assert "later period, equal appropriation" in comparison_table(frame)
    assert "Same sign" not in comparison_table(frame)
    chinese = comparison_table(frame, language="zh")
    assert all(word in chinese for word in ("覆盖率（比例）", "后期，拨款相等", "配对数"))
