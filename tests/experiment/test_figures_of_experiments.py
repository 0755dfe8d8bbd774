"""The figures of every experiment, drawn from small tables in both languages: legible, with declared units, in one language."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from matplotlib.figure import Figure

from gpssim import experiment, registry
from gpssim.experiment.words import FORMED
from gpssim.figures.charts import Texts, areas, matrix
from gpssim.figures.fonts import settled
from gpssim.figures.kind import FigureKind
from gpssim.texts.units import UNITS
from tests.experiment.legible import faults, seen

ROOT = Path(__file__).resolve().parents[2]
TABLES = Path(__file__).with_name("tables")
EXPERIMENTS = sorted((ROOT / "experiments").glob("*.py"))
OF_THE_PACKAGE = {
    "check_predictions",
    "exclusion_cascade",
    "loss_decomposition",
    "open_tender_vs_directed_commission",
    "plausible_worlds",
    "six_steps",
}
"""Experiments that draw figures of the package only, or none."""
DRAWING = [path for path in EXPERIMENTS if path.stem not in OF_THE_PACKAGE]
LATIN, ALLOWED = re.compile(r"[A-Za-z]{2,}"), {"HHI"}


class Chart(NamedTuple):
    """A chart as an experiment asks for it."""

    draw: Any
    frame: pd.DataFrame
    texts: Texts

    def drawn(self, language: str) -> Figure:
        kind = FigureKind(
            self.texts.name, *self.texts.title, lambda _: self.frame, lambda data, said: self.draw(data, self.texts, said)
        )
        return kind.drawn(self.frame, settled(language))

    @property
    def function(self) -> Any:
        return getattr(self.draw, "func", self.draw)


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Chart]]]:
    """Every chart of every experiment, from its tables; nothing runs."""
    before = {kind: set(registry.known(kind)) for kind in registry.KINDS}
    with pytest.MonkeyPatch.context() as patch:  # as long as they are read: other tests save charts
        found = {path.stem: charts_of(path, tmp_path_factory.mktemp(path.stem), patch) for path in DRAWING}
    yield found
    assert {kind: set(registry.known(kind)) for kind in registry.KINDS} == before


def charts_of(path: Path, folder: Path, patch: pytest.MonkeyPatch) -> list[Chart]:
    """What ``draw`` of a script draws of the tables that are named as its arguments are."""
    draw = runpy.run_path(str(path), run_name="an_experiment")["draw"]
    names = list(signature(draw).parameters)[1:]
    tables = {name: pd.read_csv(TABLES / path.stem / f"{name}.csv") for name in names}
    found: list[Chart] = []
    patch.setattr("gpssim.figures.charts.save_chart", lambda chart, frame, texts, *_: found.append(Chart(chart, frame, texts)))
    draw(experiment.Folder(folder, 3, {}), **tables)
    return found


def bracketed(text: str) -> str:
    """What stands in the brackets at the end of a label."""
    found = re.search(r"[(（]([^()（）]*)[)）]$", text.replace("\n", " "))
    return found[1] if found else ""


def declared(language: str) -> set[str]:
    """Every unit as a label says it; beside them counts."""
    units = {text[language == "zh"] for text in [*UNITS.values(), *FORMED.values()]}
    said = {one.replace("0-1", "0–1").replace(" (", ", ").replace(")", "").replace("（", "，").replace("）", "") for one in units}
    return said | {"number", "个"}


@pytest.mark.parametrize("name", [path.stem for path in DRAWING])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_figure_of_an_experiment_is_legible_and_speaks_one_language(
    name: str, language: str, charts: dict[str, list[Chart]]
) -> None:
    assert charts[name], "it draws something"
    for chart in charts[name]:
        figure = chart.drawn(language)
        assert faults(figure) == [], chart.texts.name
        if settled(language) == "zh":
            said = {word for text in seen(figure) for word in LATIN.findall(text.get_text())}
            assert said <= ALLOWED, chart.texts.name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_panel_and_axis_of_numbers_has_a_declared_unit(language: str, charts: dict[str, list[Chart]]) -> None:
    without = []
    for chart in (one for some in charts.values() for one in some):
        keys = (
            ["scale"]
            if chart.function is matrix
            else ["x", "y"]
            if chart.function is areas
            else list(dict.fromkeys(chart.frame["panel"]))
        )
        if "x" in chart.frame and chart.function is not areas:
            own = chart.texts.names_of_x(keys)
            keys += [own.get(panel, "x") for panel in keys]
        labels = {chart.texts.of(key, "zh" if language == "zh" else "en") for key in keys}
        without += [(chart.texts.name, label) for label in labels if bracketed(label) not in declared(language)]
    assert without == []


def test_no_axis_is_a_dial_and_every_computed_baseline_is_drawn(charts: dict[str, list[Chart]]) -> None:
    frontier = charts["price_weight"][0].frame
    assert {"open_tender", "directed_commission", "lottery"} <= set(frontier["series"])
    for name in ("event_study", "what_nobody_sees"):
        worlds = pd.read_csv(next((TABLES / name).glob("*.csv")))["world"].unique()
        assert len(charts[name]) == len(worlds) > 1, "the null worlds are drawn, too"
    assert [chart.texts.name for chart in charts["make_or_buy"]] == ["make_or_buy", "by_verifiability"]
    for name in ("bidding_families", "payment_rules", "virtual_econometrician", "all_sixteen"):
        frame = charts[name][0].frame
        assert frame.groupby("panel")["reference"].first().notna().all(), f"{name}: the line of comparison"
    labels = [
        chart.texts.of(f"x {panel}", "en")
        for chart in charts["disclosure_and_reputation"]
        for panel in chart.frame["panel"].unique()
    ]
    assert len(set(labels)) == 3
    assert not [label for label in labels if "dial" in label]


def test_what_is_wrong_with_a_figure_is_found() -> None:
    figure = Figure(figsize=(2, 2))
    one, other = figure.subplots(1, 2)
    one.plot([0, 1], [0, 1])
    one.set_title("far too long a title for so small a panel", loc="left")
    one.set_xlabel("small", fontsize=4)
    other.axvline(0, color="#6b6b6b")
    figure.text(0.5, 0.5, "over")
    figure.text(0.5, 0.5, "each other")
    figure.draw_without_rendering()
    told = " ".join(faults(figure))
    for part in ("cut off: 'far too", "type of 4 points", "'over' lies on 'each other'", "empty panel"):
        assert part in told, part
