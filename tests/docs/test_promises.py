"""Every promise of the page stands beside tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "promises.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| promise |", "| ---"))]


def missing(row: str) -> list[str]:
    """Files and tests that a row names and that are not there; names without a file are of the file before them."""
    absent, text = [], ""
    for name in re.findall(r"`(tests/[\w/.]+(?:::\w+)?|test_\w+|\.ci/run)`", row.rpartition(" | ")[2]):
        file, _, test = name.rpartition("::") if "::" in name else (("", "", name) if name.startswith("test_") else (name, "", ""))
        if file:
            text = (ROOT / file).read_text(encoding="utf-8") if (ROOT / file).is_file() else ""
            absent += [file] * (not text)
        absent += [name] * bool(test and f"def {test}(" not in text)
    return absent


def test_every_promise_is_held_by_a_test_that_is_there() -> None:
    held = [row for row in ROWS if re.search(r"`(tests/|\.ci/run)", row)]
    assert len(held) >= 40
    assert {row[:60]: missing(row) for row in held if missing(row)} == {}


@pytest.mark.parametrize("row", ["| x | `tests/faults/test_nobody.py` |", "| x | `tests/docs/test_promises.py::test_nothing` |"])
def test_a_test_that_is_not_there_is_seen(row: str) -> None:
    assert missing(row)
