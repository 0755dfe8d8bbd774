"""What an experiment leaves: tables as CSV, charts in English and Chinese, a table on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from gpssim.files.writing import write_csv

if TYPE_CHECKING:
    from gpssim.figures.charts import Draw, Pair, Texts
    from gpssim.records.results import Results


class Folder:
    """A folder for tables, with charts in its folder ``figures``.

    Parameters
    ----------
    out : the folder.
    replications : over which means are taken, named in notes below charts.
    source : where the numbers come from, kept in the charts.
    """

    def __init__(self, out: Path, replications: int, source: Mapping[str, object]) -> None:
        self.out, self.replications, self.source = out, replications, source

    def save(self, table: pd.DataFrame, name: str, *, index: bool = False, **csv: Any) -> Path:
        """A table as ``NAME.csv`` in the folder, and as ``NAME.tex`` for a paper where it fits a few pages.

        Parameters
        ----------
        table : what is written, as it is.
        name : file name, without ``.csv``.
        index : whether its index is written, too.
        csv : further arguments of ``DataFrame.to_csv``.
        """
        from gpssim.analysis.left_out import tried
        from gpssim.experiment.papers import write_latex

        path = self.out / f"{name}.csv"
        write_csv(table, path, index=index, **csv)
        frame, named = table.reset_index() if index else table, str(self.source.get("experiment", ""))
        tried("table", f"{name}.tex", partial(write_latex, frame, path.with_suffix(".tex"), named), None)
        return path

    def show(self, table: pd.DataFrame, title: str = "", *, digits: int = 3, index: bool = True) -> None:
        """A table on stdout, below its title.

        Parameters
        ----------
        table, title : what is printed.
        digits : decimals to which numbers are rounded.
        index : whether its index is printed, too.
        """
        if title:
            print(title)
        print(table.round(digits).to_string(index=index))

    def draw(self, chart: Draw, table: pd.DataFrame, texts: Texts, intervals: bool = True, **said: object) -> tuple[Path, ...]:
        """A chart of :mod:`gpssim.charts` in the house style: ``figures/NAME`` in English, ``figures/NAME_zh`` in Chinese.

        Parameters
        ----------
        table : the chart's, with the columns that it asks for.
        chart : ``rows``, ``lines``, ``histories``, ``areas``, or any function of table, texts and language.
        texts : its name, title, note, and words for keys of the table that are neither indicators nor names of the house.
        intervals : whether the note ends by saying that means and 95 % t intervals over replications are shown.
        said : fills fields in braces in title and note; a pair says English and Chinese. ``{n}`` is the number of replications.
        """
        from gpssim.analysis.left_out import tried
        from gpssim.figures.charts import save_chart

        title, note = self._filled(texts.title, said), self._filled(texts.note, said)
        whole = _joined(note, self._about_intervals()) if intervals else note
        said_so = replace(texts, title=title, note=whole)
        drawn = partial(save_chart, chart, table, said_so, self.out / "figures", self.source)
        return tried("figure", texts.name, drawn, ())

    def _filled(self, pair: Pair, said: Mapping[str, object]) -> Pair:
        """Fields filled in; what is a pair says each language its own."""
        english, chinese = ({key: v[k] if isinstance(v, tuple) else v for key, v in said.items()} for k in (0, 1))
        return pair[0].format(n=self.replications, **english), pair[1].format(n=self.replications, **chinese)

    def _about_intervals(self) -> Pair:
        from gpssim.figures.selection import replications_note

        english, chinese = (replications_note(self.replications, language, cut=False) for language in ("en", "zh"))
        return " ".join(english), "".join(chinese)

    def draw_figures(
        self, results: Results, names: Sequence[str] = (), folder: str = "", words: Mapping[str, Pair] | None = None
    ) -> dict[str, tuple[Path, ...]]:
        """Figures of the package in both languages, in ``figures`` or a folder of it.

        Parameters
        ----------
        results : a study's results.
        names : which; all that fit the study by default.
        folder : of the folder ``figures``; that folder itself by default.
        words : English and Chinese for names of policies that are the experiment's own.
        """
        from gpssim.figures import draw_all
        from gpssim.texts.names import further_names

        with further_names(words or {}):
            return draw_all(results, self.out / "figures" / folder, "both", names)


def _joined(first: Pair, second: Pair) -> Pair:
    """Sentences one after the other, with a space between where the language has one."""
    return " ".join(filter(None, (first[0], second[0]))), first[1] + second[1]
