"""The page that follows one award: a market calls what it names, in its order, and each function writes what the page says."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import gpssim

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "one_award.md"
sys.path.insert(0, str(ROOT / "tests" / "architecture"))
from source import BY_NAME, tree_of  # noqa: E402  # the readers of the source that the tests of the house use
from writes import written_by  # noqa: E402  # the same

sys.path.pop(0)

ROW = re.compile(r"^\| `([\w/]+)\.([\w.]+)` \|.*\| ([^|]+) \|$", re.MULTILINE)
WHOLE = {"contracts.standing": "contracts", "contracts.new rows": "contracts"}
"""What the page calls by the name of the whole: contracts that begin, end or pass on."""


def rows() -> list[tuple[str, str, set[str]]]:
    """Every function of the way with its module and what the page says it writes."""
    way = PAGE.read_text(encoding="utf-8").partition("## Side ways")[0]
    return [(module_of(path), name, set(re.findall(r"`([^`]+)`", written))) for path, name, written in ROW.findall(way)]


def module_of(path: str) -> str:
    """The module a path of the page means: of a room of the month, else of the package."""
    dotted = path.replace("/", ".")
    return f"gpssim.month.{dotted}" if f"gpssim.month.{dotted}" in BY_NAME else f"gpssim.{dotted}"


def written(module: str, function: str) -> set[str]:
    """What a function writes by its source."""
    found = dict(written_by(tree_of(BY_NAME[module]))).get(function, set())
    return {WHOLE.get(name, name.removesuffix(".*")) for name in found}


ROWS = rows()


def test_the_page_has_rows() -> None:
    assert len(ROWS) > 40
    assert len({(module, name) for module, name, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("module", "name", "said"), ROWS, ids=[f"{m.removeprefix('gpssim.')}.{n}" for m, n, _ in ROWS])
def test_a_function_writes_what_the_page_says(module: str, name: str, said: set[str]) -> None:
    true = written(module, name)
    assert {word for word in said if not any(fnmatch(word, pattern) for pattern in true)} == set(), "named and not written"
    assert {pattern for pattern in true if not any(fnmatch(word, pattern) for word in said)} == set(), "written and not named"


def code_of(module: str, name: str) -> CodeType:
    """The code of a function or method."""
    thing: Any = importlib.import_module(module)
    for word in name.split("."):
        thing = getattr(thing, word)
    code: CodeType = thing.__code__
    return code


def calls_of_a_run(codes: dict[CodeType, str]) -> Iterator[str]:
    """These functions in the order in which a small market calls them, until the last payment of its first contract."""
    changes = {
        "world.city.n_citizens": 60, "world.bidding.family": "markup", "warm_up": 0, "months": 17,
        "policy.levers.tender_cycle_years": 2, "policy.levers.retention": 0.05, "policy.levers.retention_months": 2,
    }  # fmt: skip
    market = gpssim.PublicServiceMarket(gpssim.replace(gpssim.load_scenario("textbook"), changes), "open_tender")
    heard: list[str] = []

    def listen(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in codes:
            heard.append(codes[frame.f_code])

    sys.setprofile(listen)
    try:
        market.run()
    finally:
        sys.setprofile(None)
    return iter(heard)


def missing_step(told: list[str], called: Iterator[str]) -> str:
    """The first step that is not called after the one before it; empty where the story is true."""
    return next((step for step in told if step not in called), "")


def test_a_market_goes_the_way_that_the_page_tells() -> None:
    codes = {code_of(module, name): f"{module}.{name}" for module, name, _ in ROWS}
    called = list(calls_of_a_run(codes))
    told = list(codes.values())
    assert missing_step(told, iter(called)) == ""
    acceptance, signature = (next(k for k, step in enumerate(told) if step.endswith(end)) for end in ("find", "sign_award"))
    told[acceptance], told[signature] = told[signature], told[acceptance]
    assert missing_step(told, iter(called)), "a story in another order would have passed"
