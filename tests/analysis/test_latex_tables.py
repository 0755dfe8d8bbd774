"""LaTeX tables: booktabs rules, tidy numbers, nothing unescaped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis import compare, comparison_table, data_table
from gpssim.errors import StudyError
from gpssim.texts.latex import escaped
from gpssim.texts.numbers import number, small
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
    text = comparison_table(frame, tmp_path / "table.tex", label="tab:two")
    assert (tmp_path / "table.tex").read_text(encoding="utf-8") == text
    lines = text.splitlines()
    assert lines[0] == r"% needs \usepackage{booktabs,array}"
    assert [line for line in lines if line.endswith("rule")] == [r"\toprule", r"\midrule", r"\bottomrule"]
    assert r"\caption{Policies compared with open tender: all months, equal appropriation}" in lines
    assert r"\label{tab:two}" in lines
    rows = [line for line in lines if line.rstrip("*").endswith(r"\\") and "multicolumn" not in line]
    assert len(rows) == 1 + 2 * 3
    assert len({row.count("&") for row in rows}) == 1
    assert r"95\,\% interval" in rows[0]
    assert r"\quad directed commission" in rows[2]
    assert text.count("Coverage (share)") == 1
    assert "Only" not in text
    assert "So few replications give rough intervals." in text
    assert "nan" not in text
    assert "−" not in text


def test_two_policies_need_one_line_for_each_outcome() -> None:
    frame = compare(synthetic_results(("open_tender", "directed_commission"), replications=4, months=12), outcomes=["coverage"])
    text = comparison_table(frame[frame["period"] == "all"])
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert [row.split(" & ")[0] for row in rows] == ["Outcome", "Coverage (share)"]
    assert "Directed commission compared with open tender (baseline)" in text


def test_periods_are_named_where_there_are_several_and_chinese_is_possible() -> None:
    frame = compare(synthetic_results(replications=2, months=72), outcomes=["coverage"])
    assert r"\bfseries Later period, equal appropriation" in comparison_table(frame)
    assert "Same sign" not in comparison_table(frame)
    chinese = comparison_table(frame, language="zh")
    assert all(word in chinese for word in ("覆盖率（比例）", "后期，拨款相等", "定向委托", "均值取自 2 次配对重复"))


def test_a_table_goes_over_pages_where_it_is_long_and_is_refused_where_it_is_wide() -> None:
    frame = pd.DataFrame({"case": [f"case {k}" for k in range(60)], "mean": -0.5, "low": -0.75, "high": -0.25})
    assert r"\begin{longtable}" in data_table(frame)
    assert r"\begin{table}" in data_table(frame[:20])
    assert r"case 3 & $-$0.50 & [$-$0.75, $-$0.25] \\" in data_table(frame)
    wide = pd.DataFrame({f"column {k}": [k] for k in range(30)})
    with pytest.raises(StudyError, match="1 rows and 30 columns does not fit a page: choose columns and rows"):
        data_table(wide)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("a_b & 5 % #1 $x$", r"a\_b \& 5\,\% \#1 \$x\$"),
        ("−0.5 to -3, 10-20, a-1", "$-$0.5 to $-$3, 10-20, a-1"),
        ("8.2e−07 and -1e+05", r"$8.2\times 10^{-7}$ and $-1\times 10^{5}$"),
        ("{x} ~ ^ \\ <|>", r"\{x\} \textasciitilde{} \textasciicircum{} \textbackslash{} $<$$|$$>$"),
        ("α Ω Λ ς Ε ο", r"$\alpha$ $\Omega$ $\Lambda$ $\varsigma$ $E$ $o$"),
        ("财库〔2018〕2号", r"\han{财库〔}2018\han{〕}2\han{号}"),
    ],
)
def test_what_people_type_is_printed_as_typed(text: str, latex: str) -> None:
    assert escaped(text) == latex


def test_letters_that_need_a_font_are_named() -> None:
    frame = pd.DataFrame({"city": ["Киев", "Łódź"], "mean": [1.0, 2.0]})
    assert "% printed where the document's font has them, else as their numbers: К в е и" in data_table(frame)
