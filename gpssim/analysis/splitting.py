"""A comparison split by service domain, group of citizens, district or kind of organization: which outcomes, which cells.

Who wins and who loses is asked cell by cell: the same replications under both policies, in each cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.evaluate import evaluate
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.indicators import indicators
from gpssim.analysis.left_out import tried
from gpssim.analysis.periods import Window
from gpssim.errors import ScenarioError, unknown
from gpssim.plain import listed
from gpssim.texts.names import in_order
from gpssim.texts.splits import part_name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

By = tuple[str, ...]
SPLITS: Final = ("domain", "group", "district", "kind")
"""What a scholar asks for first; :func:`splits` lists all."""


def splits() -> list[str]:
    """Everything that some outcome can be split by."""
    known = {grouping for one in indicators().values() for grouping in one.groupings}
    return [*SPLITS, *sorted(known - set(SPLITS))]


def split_by(by: str | Sequence[str]) -> By:
    """What was asked for, as names.

    Raises
    ------
    UnknownNameError : nothing can be split by it.
    ScenarioError : the same name twice.
    """
    names = (by,) if isinstance(by, str) else listed("by", by, "a split or several")
    for name in names:
        if name not in splits():
            raise unknown("split", name, splits())
    if len(set(names)) < len(names):
        raise ScenarioError(f"by = {names!r} is impossible: it must be names that stand once each")
    return names


def splittable(by: By, asked: Iterable[Indicator] | None = None) -> list[Indicator]:
    """The outcomes that can be split so: those asked for, or all that can.

    Raises
    ------
    ScenarioError : an outcome that was asked for cannot, or none can.
    """
    able = [one for one in indicators().values() if set(by) <= set(one.groupings)]
    if asked is None and not able:
        raise ScenarioError(f"no outcome can be split by {_joined(by)} at once")
    for one in asked or ():
        if not set(by) <= set(one.groupings):
            ways = f"only by {_joined(one.groupings, 'or')}" if one.groupings else "by nothing"
            can = f"; by {_joined(by)} there are {_few([i.name for i in able])}" if able else ""
            raise ScenarioError(f"outcome {one.name!r} cannot be split by {_joined(by)}, {ways}{can}")
    return able if asked is None else list(asked)


def _few(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _joined(names: Sequence[str], word: str = "and") -> str:
    return f" {word} ".join(filter(None, (", ".join(map(repr, names[:-1])), repr(names[-1]))))


def cells_of(results: Results, one: Indicator, window: Window, by: By) -> Iterator[tuple[dict[str, Hashable], np.ndarray]]:
    """For each cell what it is and the outcome of every run in it, shape (n_runs,); one cell without a name where nothing is split.

    Cells that the scenario's own world does not have (districts of sampled worlds) are left out. An outcome that cannot be computed
    is missing in every run, and has no cells.
    """
    n, nothing = len(runs_compared(results)), pd.Series(dtype=np.float64)
    value = tried("outcome", one.name, lambda: evaluate(results, one, [window], by).droplevel("window"), nothing)
    if not by:
        yield {}, value.reindex(range(n)).to_numpy()
        return
    if value is nothing:
        return
    for cell in _ordered(_known(results, value, by)):
        keys = dict(zip(by, cell, strict=True))
        here = value
        for name, part in keys.items():
            here = here.xs(part, level=name)
        yield keys, here.reindex(range(n)).to_numpy()


def _known(results: Results, value: pd.Series, by: By) -> set[tuple[Any, ...]]:
    own = np.flatnonzero(runs_compared(results)["world"].to_numpy() == 0)
    index = value.index[value.index.get_level_values("run").isin(own)]
    return set(zip(*(index.get_level_values(name).tolist() for name in by), strict=True)) if len(index) else set()


def _ordered(cells: set[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Numbers by size, names as in the glossary."""
    rank = {
        name: place for place, name in enumerate(in_order({str(key) for cell in cells for key in cell if isinstance(key, str)}))
    }
    return sorted(
        cells,
        key=lambda cell: [(rank.get(key, 0), "" if key in rank else key) if isinstance(key, str) else (key, "") for key in cell],
    )


def split_of(frame: pd.DataFrame) -> By:
    """By what a comparison is split."""
    return tuple(column for column in splits() if column in frame.columns)


def cell_names(frame: pd.DataFrame, language: Language) -> pd.Series:
    """The cell of each row in words; nothing where the comparison is not split."""
    by = split_of(frame)
    comma = "、" if language == "zh" else ", "
    names = [comma.join(part_name(name, row[name], language) for name in by) for row in frame[list(by)].to_dict("records")]
    return pd.Series(names, index=frame.index, dtype=object)


def labeled_by_cell(frame: pd.DataFrame) -> pd.DataFrame:
    """A split comparison in which every outcome's label names the cell, for a writer that knows outcomes only."""
    if not split_of(frame):
        return frame
    more = {"label": cell_names(frame, "en"), "label_zh": cell_names(frame, "zh")}
    marks = {"label": ", ", "label_zh": "，"}
    return frame.assign(**{column: frame[column] + marks[column] + names for column, names in more.items()})
