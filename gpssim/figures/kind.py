"""The shape all figures share: a name, a table of what is plotted, and a drawing of that table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matplotlib import rcParams

from gpssim.figures.flags import note_flags, with_flags
from gpssim.figures.fonts import settled
from gpssim.figures.lettering import fit, lettered
from gpssim.figures.style import house
from gpssim.surroundings import usual_arithmetic
from gpssim.texts.text import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from gpssim.records.results import Results


@dataclass(frozen=True, slots=True)
class FigureKind:
    """One figure family. A file of this folder that exports ``FIGURE`` is one."""

    name: str
    """File name, lower case with underscores."""
    title: str
    """Title in English, for captions and metadata."""
    title_zh: str
    """Title in Chinese."""
    frame: Callable[[Results], pd.DataFrame]
    """Results to the table of plotted numbers: everything that is drawn, nothing else."""
    plot: Callable[[pd.DataFrame, Language], Figure]
    """That table to a figure: no statistics, no files."""
    needs: Literal["policies", "corners", "steps", "violations", "asking"] = "policies"
    """What a study must hold for it: policies to compare, corners of a decomposition, or rows of the table of that name.

    ``asking``: it is drawn by name only.
    """
    only: Callable[[Results], bool] | None = None
    """Which studies it shows, where that is none of the above: those of a design, for instance."""

    def fits(self, results: Results) -> bool:
        """Whether the results are of the kind that the figure shows."""
        if self.only is not None:
            return self.only(results)
        if (self.needs == "corners") != ("corners" in results.manifest):
            return False
        if self.needs in ("policies", "corners", "asking"):
            return self.needs != "asking"
        return self.needs in results.names() and any(len(batch) for batch in results.batches(self.needs, ["project"]))

    def draw(self, results: Results, language: str = "en") -> tuple[Figure, pd.DataFrame]:
        """The figure and the table of what it shows.

        Parameters
        ----------
        results : a study's results.
        language : ``en`` or ``zh``; without a Chinese font ``zh`` becomes ``en`` with a warning.

        Raises
        ------
        ScenarioError : the language is neither.
        """
        speaking = settled(language)
        table = self.table(results)
        with lettered(results):
            return self.drawn(table, speaking), table

    def table(self, results: Results) -> pd.DataFrame:
        """The table of what it shows; where it compares policies, with those that are flagged (:mod:`gpssim.figures.flags`)."""
        with usual_arithmetic():
            frame = self.frame(results)
        return with_flags(frame, results) if self.needs == "policies" and self.only is None else frame

    def drawn(self, frame: pd.DataFrame, language: Language) -> Figure:
        """The figure of such a table, in the house style."""
        with house(language), usual_arithmetic():
            figure = self.plot(frame, language)
            note_flags(figure, frame, language)
            fit(figure, language)
            _keep_sizes(figure)
            figure.draw_without_rendering()
            figure.set_layout_engine(None)  # laid out once: the same places in every format, and half the time to save
        return figure


def _keep_sizes(figure: Figure) -> None:
    """Letters of ticks keep their size wherever the figure is shown: by it axes choose how many ticks find room."""
    usual = {"x": rcParams["xtick.labelsize"], "y": rcParams["ytick.labelsize"]}
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if "labelsize" not in axis.get_tick_params():
                axis.set_tick_params(labelsize=usual[axis.axis_name])
