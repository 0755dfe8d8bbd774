"""CSV, JSON, LaTeX, terminal, notebook and figure say the same numbers with the same signs."""

from __future__ import annotations

import io
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from gpssim.analysis import comparison_table, wide_table
from gpssim.cli.outcomes import lines
from gpssim.figures.paired_differences import FIGURE
from gpssim.records.results import Results
from gpssim.texts.numbers import Estimate, estimate, fixed, number, percent
from tests.synthetic import synthetic_results

ROOT = Path(__file__).resolve().parents[2]
NAN = float("nan")


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ((-0.1802, -0.1931, -0.1673), ("−0.180", "[−0.193, −0.167]")),
        ((5.72, -0.54, 12.0), ("5.7", "[−0.5, 12.0]")),
        ((-12345.6, -23456.0, -1234.0), ("−12,346", "[−23,456, −1,234]")),
        ((-0.000341, -0.0251, 0.0244), ("−0.0003", "[−0.0251, 0.0244]")),
        ((-8.2e-7, -8.7e-5, 8.5e-5), ("−0.000001", "[−0.000087, 0.000085]")),
        ((-8.2e-9, -8.7e-8, 8.5e-8), ("−8.2e−09", "[−8.7e−08, 8.5e−08]")),
        ((-1e-9, -0.5, 0.5), ("0.00", "[−0.50, 0.50]")),
        ((0.0, 0.0, 0.0), ("0.00", "[0.00, 0.00]")),
        ((-0.0123, NAN, NAN), ("−0.0123", "")),
        ((NAN, NAN, NAN), ("–", "")),
    ],
)
def test_a_difference_and_its_interval_have_the_same_places(numbers: tuple[float, float, float], texts: tuple[str, str]) -> None:
    assert estimate(*numbers) == Estimate(*texts)


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert [fixed(-0.004, 2), percent(-0.001), estimate(-1e-12, -1.0, 1.0, plus=True).value] == ["0.00", "0 %", "0.0"]
    assert number(-1.26e-9) == "−1.3e−09"


@pytest.fixture(scope="module")
def two() -> Results:
    return synthetic_results(("open_tender", "directed_commission"), replications=3, months=12)


@pytest.fixture(scope="module")
def rows(two: Results) -> pd.DataFrame:
    """The rows that a figure of this study shows numbers of."""
    frame = FIGURE.table(two)
    return frame[frame["period"] == frame["period"].iloc[-1]]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_kind_of_output_says_the_same(two: Results, rows: pd.DataFrame) -> None:
    from gpssim.analysis import compare

    whole = compare(two)
    frame = whole[whole["outcome"].isin(rows["outcome"]) & (whole["period"] == rows["period"].iloc[0])]
    assert len(frame) > 5
    assert (frame["difference"] < 0).sum() > 2
    paper = [line.replace("$-$", "−") for line in comparison_table(frame).splitlines()]
    terminal = [squeezed(line.plain) for line in lines(frame, "en")]
    notebook = wide_table(frame, str(rows["period"].iloc[0]), primary=False).iloc[:, -1].tolist()
    figure = FIGURE.drawn(FIGURE.table(two), "en")
    drawn = [text.get_text() for text in figure.findobj(Text)]  # type: ignore[call-arg]  # the stubs know classes only as names
    plt.close(figure)
    csv = pd.read_csv(io.StringIO(frame.to_csv(index=False)))
    json = pd.read_json(io.StringIO(frame.to_json(orient="records", double_precision=15)))
    for place, row in enumerate(frame.to_dict("records")):
        value, interval = estimate(row["difference"], row["low"], row["high"])
        plus = "+" * (row["difference"] > 0 and value.strip("0.") != "")
        for read in (csv, json):
            assert read.loc[place, ["difference", "low", "high"]].tolist() == pytest.approx(
                [row[k] for k in ("difference", "low", "high")]
            )
        assert any(f"& {value} & {interval}" in line for line in paper)
        assert any(f" {plus}{value} {interval}" in line for line in terminal)
        assert any(f"{value} {interval}" == cell for cell in notebook)
        assert any(text.startswith(f"{value} {interval}") for text in drawn)


def test_signs_and_latex_are_written_in_one_place() -> None:
    own = {"gpssim/texts/numbers.py", "gpssim/texts/latex/escaping.py"}
    sources = {
        str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for f in ("gpssim", "experiments") for p in (ROOT / f).rglob("*.py")
    }
    assert [
        p for p, text in sources.items() if p not in own and re.search(r"replace\(.-., .−.\)", text) and "/figures/" not in p
    ] == []
    assert [
        p for p, text in sources.items() if ".to_latex(" in text or ("toprule" in text and not p.startswith("gpssim/texts/latex"))
    ] == []
