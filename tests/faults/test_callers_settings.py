"""What a caller set in the same process neither changes a number or a picture nor is changed by one."""

from __future__ import annotations

import locale
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot

import gpssim
from gpssim.figures import figures
from gpssim.records.results import Results
from tests.studies.fakes import study

TINY = {"world.city.n_citizens": 100, "warm_up": 3, "months": 12}


def run() -> Results:
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), TINY)
    return gpssim.Study(scenario, ["open_tender", "venture_philanthropy"], replications=2, workers=1).run(progress=False)


@lru_cache
def usual() -> Results:
    return run()


@lru_cache
def synthetic() -> Results:
    return study().run(progress=False)


def picture(name: str = "paired_differences") -> bytes:
    """A figure as it is shown and as it is saved."""
    figure = figures()[name].draw(synthetic(), "en")[0]
    shown: bytes = figure._repr_png_()
    return shown


@contextmanager
def strict_arithmetic() -> Iterator[None]:
    before = np.seterr(all="raise")
    try:
        yield
    finally:
        np.seterr(**before)


def test_a_run_a_comparison_and_a_step_are_the_same_under_strict_arithmetic() -> None:
    expected = gpssim.compare(usual())
    with strict_arithmetic():
        results = run()
        table = gpssim.compare(results)
        market = gpssim.PublicServiceMarket("textbook", "open_tender", seed=2)
        for _ in range(3):
            market.step()
        assert np.geterr() == dict.fromkeys(("divide", "over", "under", "invalid"), "raise")
    assert set(results.runs["status"]) == {"SUCCEEDED"}
    assert results.digest == usual().digest
    assert table.equals(expected)


STYLES: dict[str, Callable[[], Any]] = {
    "dark": lambda: pyplot.style.use("dark_background"),
    "ggplot": lambda: pyplot.style.use("ggplot"),
    "minus": lambda: mpl.rcParams.update({"axes.unicode_minus": False, "font.sans-serif": ["SimHei"]}),
    "sketch": lambda: pyplot.xkcd(),
    "usetex": lambda: mpl.rcParams.update({"text.usetex": True, "figure.constrained_layout.use": True, "savefig.bbox": "tight"}),
    "locale": lambda: mpl.rcParams.update({"axes.formatter.use_locale": True, "axes.formatter.limits": (0, 0)}),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_picture_is_the_same_in_any_style_of_the_callers_which_stays(style: str) -> None:
    plain = picture()
    with mpl.rc_context():
        STYLES[style]()
        before = dict(mpl.rcParams)
        assert picture() == plain
        assert dict(mpl.rcParams) == before


def test_styles_would_change_a_picture_drawn_without_the_house() -> None:
    def bare() -> bytes:
        figure, stream = mpl.figure.Figure(), BytesIO()
        figure.subplots().plot([-1, 1])
        figure.savefig(stream, format="png", metadata={"Software": None})
        return stream.getvalue()

    usual_picture = bare()
    for style in ("dark", "ggplot", "minus"):
        with mpl.rc_context():
            STYLES[style]()
            assert bare() != usual_picture


def test_nothing_of_the_process_is_other_after_a_study_and_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    np.random.seed(5)  # noqa: NPY002  # the caller's own, which must stay as it is
    random.seed(5)

    def state() -> list[Any]:
        return [
            np.random.get_state()[1].tolist(),  # type: ignore[index]  # noqa: NPY002  # the same; a tuple
            random.getstate(), np.geterr(), np.get_printoptions(), list(warnings.filters), locale.setlocale(locale.LC_ALL),
            dict(os.environ), Path.cwd(), sys.getrecursionlimit(), threading.active_count(), dict(mpl.rcParams),
            [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)], pyplot.get_fignums(), sys.stdout, sys.stderr,
        ]  # fmt: skip

    before = state()
    results = run()
    gpssim.compare(results)
    gpssim.draw_figures(synthetic(), tmp_path / "figures", names=["paired_differences"])
    assert state() == before


@pytest.mark.parametrize("backend", ["nonsense", "module://no_such_backend"])
def test_figures_need_no_backend_of_another_environment(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpssim.surroundings import matplotlib_without_a_window

    monkeypatch.setenv("MPLBACKEND", backend)
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    matplotlib_without_a_window()
    assert os.environ["MPLBACKEND"] == backend
    assert import_module("matplotlib").rcParams._get("backend") in ("agg", backend)
