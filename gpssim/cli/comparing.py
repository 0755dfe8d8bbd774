"""A comparison written into its folder and told: tables, figures, and what is printed of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gpssim.cli.app import data, say
from gpssim.cli.console import plain_console
from gpssim.cli.export import FOLDER, exported
from gpssim.cli.left_out import left_out_in
from gpssim.cli.split import files_of, lines_of_split, write_splits
from gpssim.cli.words import WORDS
from gpssim.files.writing import write_csv
from gpssim.texts.names import further_names
from gpssim.texts.text import listed, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from rich.text import Text

    from gpssim.records.results import Results
    from gpssim.texts.text import Language as Tongue

OF_WORLDS: Final = ("arms_by_world", "worlds", "plausible")
"""Tables that are written where worlds were sampled."""


@dataclass(frozen=True)
class Asked:
    """How a comparison is to be told."""

    language: Tongue
    figures: bool
    own_purchases: bool
    everything: bool
    as_json: bool
    by: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


def told_comparison(results: Results, directory: Path, asked: Asked) -> pd.DataFrame:
    """Tables and figures written, and printed unless JSON was asked for; returns the comparison, its splits below."""
    import pandas as pd

    with left_out_in(directory, asked.language):
        frame, bought, own = _written(results, directory, asked)
        splits = write_splits(results, directory, asked.by, asked.language, asked.figures)
        exported(results, directory / FOLDER, asked.formats, asked.language, asked.by)
    if not asked.as_json:
        with further_names(results.policy_titles):
            _print(results, bought, [_shown(one, asked) for one in (frame, own)], asked.language)
            _print_splits(splits, asked)
        sampled = OF_WORLDS if results.n_worlds else ()
        tables = ["compare.csv", "compare.tex", *(f"{name}.csv" for name in ("arms", *sampled))]
        tables += ["compare_own.csv"] * asked.own_purchases + files_of(asked.by)
        where = {"tables": listed(tables, asked.language), "folder": directory}
        told = said(WORDS, "results_and_figures" if asked.figures else "results", asked.language, **where)
        if asked.formats:
            told += said(WORDS, "exported", asked.language, formats=listed(asked.formats, asked.language), folder=FOLDER)
        say(told)
    return pd.concat([frame, *splits.values()], ignore_index=True) if splits and asked.as_json else frame


def _shown(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows that are printed: the headline of a comparison, every outcome where asked for or where none is primary."""
    if asked.outcomes:
        return periods_apart(frame[frame["outcome"].isin(asked.outcomes)])
    return frame if asked.everything or "under" in frame else headline(frame)


def compared_beside(frames: dict[str, pd.DataFrame], directory: Path, asked: Asked) -> None:
    """The comparisons under several rules for failed calls in one table."""
    import pandas as pd

    from gpssim.cli.beside import lines_beside

    both = pd.concat([frame.assign(after_failure=rule) for rule, frame in frames.items()], ignore_index=True)
    write_csv(both, directory / "compare.csv")
    if asked.as_json:
        data(as_json_text(both))
        return
    console = plain_console(soft_wrap=True)
    for line in lines_beside(_shown(both, asked), asked.language):
        console.print(line)
    say(said(WORDS, "every_rule", asked.language, folder=directory))


def as_json_text(frame: pd.DataFrame) -> str:
    """Its rows as a JSON list."""
    text: str = frame.to_json(orient="records", force_ascii=False, indent=2)
    return text


def _written(results: Results, directory: Path, asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The comparison, what its arms bought with, and own purchases, beside the results: CSV, LaTeX of the headline, figures."""
    import pandas as pd

    from gpssim.analysis import arms_table, comparison_table
    from gpssim.analysis import compare as compared
    from gpssim.analysis.arms import COLUMNS as COLUMNS_OF_ARMS
    from gpssim.analysis.arms import arms
    from gpssim.analysis.left_out import tried

    frame = compared(results)
    write_csv(frame, directory / "compare.csv")
    bought = tried("table", "arms.csv", lambda: arms(results), pd.DataFrame(columns=COLUMNS_OF_ARMS))
    write_csv(bought, directory / "arms.csv")
    if results.n_worlds:
        _write_worlds(results, directory)
    with further_names(results.policy_titles):
        papers = {
            "compare.tex": lambda file: comparison_table(headline(frame), file, asked.language, bought=bought),
            "arms.tex": lambda file: arms_table(bought, file, asked.language),
        }
        for name, write in papers.items():
            tried("table", name, partial(write, directory / name), "")
    own = frame.iloc[:0]
    if asked.own_purchases:
        own = compared(results, under="own").assign(under="own purchases")
        write_csv(own, directory / "compare_own.csv")
    if asked.figures:
        from gpssim.figures import draw_all

        draw_all(results, directory / "figures", asked.language)
    return frame, bought, own


def _write_worlds(results: Results, directory: Path) -> None:
    """What was drawn, which worlds count and why, what arms bought with in each."""
    from gpssim.analysis.arms import arms_by_world
    from gpssim.analysis.left_out import tried
    from gpssim.analysis.plausible import plausible
    from gpssim.analysis.worlds import worlds

    makes: tuple[Callable[[Results], pd.DataFrame], ...] = (arms_by_world, worlds, plausible)
    for name, make in zip(OF_WORLDS, makes, strict=True):
        table = tried("table", f"{name}.csv", partial(make, results), None)
        if table is not None:
            write_csv(table, directory / f"{name}.csv")


def _print(results: Results, bought: pd.DataFrame, frames: list[pd.DataFrame], language: Tongue) -> None:
    from gpssim.analysis import indicator
    from gpssim.analysis.arms import arms_in_worlds
    from gpssim.analysis.left_out import tried
    from gpssim.analysis.measured import switched_off
    from gpssim.analysis.plausible import plausible, plausible_share
    from gpssim.analysis.unequal import unequal
    from gpssim.cli.arms import lines_of_arms, lines_of_worlds
    from gpssim.cli.outcomes import lines, lines_of_empty, lines_of_off, lines_of_units
    from gpssim.cli.plausible import lines_of_plausible

    frame, own = frames

    def told() -> Iterator[Text]:
        off = partial(switched_off, results, [indicator(name) for name in frame["outcome"].unique()])
        yield from tried("part", "arms", lambda: [*lines_of_arms(bought, language, unequal(results))], [])
        if results.n_worlds:
            share = partial(plausible, results)
            yield from tried("part", "worlds", lambda: [*lines_of_plausible(plausible_share(share()), language)], [])
            yield from tried("part", "arms in worlds", lambda: [*lines_of_worlds(arms_in_worlds(results), language)], [])
        yield from lines(frame, language)
        yield from tried("part", "switched off", lambda: [*lines_of_off(off(), language)], [])
        yield from tried("part", "empty", lambda: [*lines_of_empty(frame, off(), language)], [])
        yield from lines_of_units(results, language)

    console = plain_console(soft_wrap=True)
    with left_out_in(language=language):
        for line in told():
            console.print(line)
    if len(own):
        console.print(said(WORDS, "own_purchases", language), style="yellow")
        for line in lines(own, language):
            console.print(line)


def _print_splits(splits: dict[str, pd.DataFrame], asked: Asked) -> None:
    """Each split of the comparison in the last period: primary outcomes, or all where asked for."""
    console = plain_console(soft_wrap=True)
    for split, frame in splits.items():
        chosen = frame[frame["outcome"].isin(asked.outcomes)] if asked.outcomes else frame
        for line in lines_of_split(chosen, split, asked.language, asked.everything or bool(asked.outcomes)):
            console.print(line)


def headline(frame: pd.DataFrame) -> pd.DataFrame:
    """Primary outcomes, transition and later period apart; all months where a run is too short for that."""
    return periods_apart(frame[frame["primary"].astype(bool)])


def periods_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """Transition and later period; all months where a run is too short for that."""
    apart = frame[frame["period"] != "all"]
    return apart if len(apart) else frame
