"""Lines of R and Stata on pages: R's are run as they stand and give the numbers of the comparison; Stata's name what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest
from r_sessions import not_printed, printed
from synthetic import synthetic_results
from test_pages import PAGES, ROOT, blocks

import gpssim
from gpssim.exports import sheets
from gpssim.records import Results

SAVED = 'gpssim.export(results, "'
"""By this a page writes what its lines of R and Stata read."""


@lru_cache
def made_up() -> Results:
    return synthetic_results(("directed_commission", "open_tender"), replications=3, months=12)


@lru_cache
def compared() -> pd.DataFrame:
    table = gpssim.compare(made_up())
    return table[table["period"] == "all"].set_index("outcome")


def from_csv(text: str) -> list[float]:
    """What the comparison says of primary outcomes; the last key has every digit."""
    assert f'"{made_up().table("projects")["project"].iloc[-1]}"' in text
    primary = compared()[compared()["primary"]]
    assert not [name for name in primary.index if name not in text]
    return [*primary["difference"].dropna(), *primary["low"].dropna(), *primary["high"].dropna()]


def from_dta(text: str) -> list[float]:
    """A paired t test is the comparison, and so is a mean of means over purchases."""
    assert '"Coverage (share)"' in text
    coverage, offers = compared().loc["coverage"], compared().loc["valid_bids_per_project"]
    return [coverage["difference"], coverage["low"], coverage["high"], offers["mean_a"], offers["mean_b"]]


EXPECTED: dict[str, tuple[Callable[[str], list[float]], ...]] = {"docs/how-to/run_a_study.md": (from_csv, from_dta)}
"""For each block of R of a page, what it prints to the numbers that must be among it."""


WITH_LINES = [page for page in PAGES if blocks(page, "r") or blocks(page, "stata")]
by_page = pytest.mark.parametrize("page", WITH_LINES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that has what these pages write for other tools, of made-up results; what is computed is computed once."""
    folder = tmp_path_factory.mktemp("read_by_others")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setattr(sheets, "compare", lru_cache(gpssim.compare))
        patched.setattr(sheets, "outcomes", lru_cache(sheets.outcomes))
        for block in (block for page in WITH_LINES for block in blocks(page, "python") if SAVED in block):
            exec(compile(block, "a page", "exec", dont_inherit=True), {"gpssim": gpssim, "results": made_up()})  # noqa: S102  # our own pages
        yield folder


@by_page
def test_the_lines_of_r_give_the_numbers_of_the_comparison(page: Path, folder: Path) -> None:
    lines, expected = blocks(page, "r"), EXPECTED[str(page.relative_to(ROOT))]
    assert len(lines) == len(expected), "every block of R has its numbers here"
    for block, numbers in zip(lines, expected, strict=True):
        text = printed(block, folder)
        assert not_printed(numbers(text), text) == [], text


def test_a_number_of_another_sign_is_another_number() -> None:
    assert not_printed([-0.25, 0.5], "mean difference 0.25, 5.0e-01") == [-0.25]


@by_page
def test_the_lines_of_stata_name_what_is_there(page: Path, folder: Path) -> None:
    for block in blocks(page, "stata"):
        followed(block.splitlines(), folder)


@pytest.mark.parametrize(
    "planted",
    ["use for_others/outcome.dta, clear", "describe coverages", 'keep if period == "al"', "kep if world == 0", "keep if worl == 0"],
)
def test_a_planted_line_of_stata_is_noticed(planted: str, folder: Path) -> None:
    with pytest.raises((AssertionError, OSError, pd.errors.UndefinedVariableError)):
        followed(["use for_others/outcomes.dta, clear", planted], folder)


def followed(lines: list[str], folder: Path) -> None:
    """Follow the few commands whose meaning is plain, on the files that they name."""
    frame = pd.DataFrame()
    for line in lines:
        command, _, rest = line.partition(" ")
        if command == "use":
            name, _, options = rest.partition(",")
            assert options.strip() == "clear", line
            frame = pd.read_stata(folder / name.strip())
        elif command == "keep" and rest.startswith("if "):
            frame = frame.query(rest.removeprefix("if "))
            assert len(frame), f"{line}: nothing is left"
        else:
            assert command == "describe", f"{line}: not a command that this test follows"
            assert set(rest.split()) <= set(frame), line
