"""What kind of evidence a reference of the coverage page is, and which kinds a row needs before it may say "shown".

A phenomenon (a problem, a remedy, an effect, a step) is shown only by what would fail without it: a test of the running market, or
a prediction that came true. A table or a figure shows what there is to see and fails at nothing; a rule by itself is no market;
that a lever moves something says nothing of what it moves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARKET, PREDICTED, TABLE, RULE, DECLARED, FIGURE, NOTHING = (
    "market test",
    "prediction",
    "experiment with a table",
    "test of a rule",
    "declared",
    "figure",
    "no evidence",
)
ORDER = (MARKET, PREDICTED, TABLE, RULE, DECLARED, FIGURE, NOTHING)
STATES = {"shown": "shown", "part": "**part**", "none": "not modelled"}
PHENOMENA, MODES = frozenset("XREP"), frozenset("M")
FAILS_WITHOUT = frozenset({MARKET, PREDICTED})
"""Kinds of evidence that fail where the phenomenon is absent."""
OF_A_MODE = FAILS_WITHOUT | {TABLE}
OF_A_WORD = OF_A_MODE | {RULE, DECLARED}

MARKETS = ("tests/model/", "tests/phenomena/")
"""Folders whose tests run a market."""
MOVES_SOMETHING = ("tests/model/test_dials.py", "tests/model/test_frictions.py::test_every_friction_moves_something")
"""Tests that something moves, whatever it is."""
LOADS = (
    "tests/model/test_presets_run.py::test_a_preset_runs",
    "tests/model/test_conservation.py",
    "tests/scenario/",
    "tests/agents/",
)
"""Tests that what is declared is there and runs."""


def kind_of(reference: str) -> str:
    """The kind of evidence a reference is."""
    if reference.startswith("prediction:"):
        return PREDICTED
    if reference.startswith("figure:"):
        return FIGURE
    if reference.startswith("experiments/"):
        return TABLE
    if reference.startswith(MOVES_SOMETHING):
        return NOTHING
    if reference.startswith(LOADS):
        return DECLARED
    return MARKET if reference.startswith(MARKETS) and "::" in reference else RULE


def kinds_of(row: dict[str, str]) -> list[str]:
    """Kinds of evidence of a row, the strongest first."""
    found = {kind_of(reference) for reference in row["shown"].split(";") if reference}
    return [kind for kind in ORDER if kind in found]


@lru_cache
def verdicts() -> dict[str, str]:
    """What came out of each prediction: ``docs/results/predictions*.csv`` (those that list verdicts)."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "docs" / "results").glob("predictions*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {row["Id"]: row["Verdict"] for row in csv.DictReader(lines) if "Verdict" in row}
    return found


def needed(row: dict[str, str]) -> frozenset[str]:
    """Kinds of evidence one of which a row needs: the more, the more it says."""
    kinds = set(row["kind"].split("/"))
    if kinds & PHENOMENA:
        return FAILS_WITHOUT
    return OF_A_MODE if kinds & MODES else OF_A_WORD


def overclaims(row: dict[str, str]) -> Iterator[str]:
    """What a row says beyond its evidence, or leaves unsaid."""
    if row["status"] not in STATES:
        yield f"status is one of {', '.join(STATES)}, not {row['status']!r}"
    if (row["status"] == "none") != (not row["model"]):
        yield "status none is for what is not modelled, and for nothing else"
    if (row["status"] == "part") != bool(row["missing"]):
        yield "part says what is missing, and nothing else does"
    if NOTHING in kinds_of(row):
        yield "that something moves is no evidence"
    if row["status"] == "shown" and not needed(row) & set(kinds_of(row)):
        yield f"shown by {', '.join(kinds_of(row))} alone"
    for name in (r.partition(":")[2] for r in row["shown"].split(";") if kind_of(r) == PREDICTED):
        if row["status"] == "shown" and verdicts().get(name) != "reproduced":
            yield f"prediction {name} did not come true"
