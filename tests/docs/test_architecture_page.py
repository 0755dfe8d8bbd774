"""The page about the house tells the floors, the rooms and the doors that the tests of the house hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
sys.path.insert(0, str(ROOT / "tests" / "architecture"))
from test_floors import FLOORS, TOP, WINGS  # noqa: E402  # what the house is held to
from test_readable import BODY_AT_MOST, BODY_THINK_AGAIN, FILES_OF_A_ROOM, LINES_AT_MOST, LINES_THINK_AGAIN  # noqa: E402  # the same
from test_rooms import ROOMS, doors  # noqa: E402  # the same

sys.path.pop(0)


def rows(heading: str) -> list[list[str]]:
    """Cells of the first table after a heading, its head left out."""
    part = PAGE.partition(heading)[2]
    table = re.search(r"(?:^\|.*\n)+", part, re.MULTILINE)
    assert table is not None
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[0].splitlines()[2:]]


def quoted(cell: str) -> list[str]:
    """Words in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def test_the_floors_are_those_of_the_test() -> None:
    block = PAGE.partition("```text\n")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"\w+", block)) == FLOORS


def test_every_floor_and_wing_has_a_row_in_its_order() -> None:
    told = [quoted(row[0])[0].strip("/").removesuffix(".py") for row in rows("A module may import its own floor")]
    assert told[: len(FLOORS)] == list(FLOORS)
    assert set(told[len(FLOORS) :]) == set(WINGS)
    wings = PAGE.partition("wings:")[2].partition("outside:")[0]
    assert {wing for wing in (*WINGS, *(TOP & {"cli"})) if f"{wing} →" not in wings} == set()


def test_the_rooms_and_their_doors_are_those_of_the_code() -> None:
    told = {quoted(row[0])[0].split("/")[1]: set(quoted(row[2])) for row in rows("## The rooms of the month")}
    assert told == {room: doors(room) for room in ROOMS}


def test_the_budgets_are_those_of_the_test() -> None:
    said = PAGE.partition("## Budgets")[2]
    assert f"think again above {LINES_THINK_AGAIN}, never above {LINES_AT_MOST}" in said
    assert f"think again above {BODY_THINK_AGAIN}, never above {BODY_AT_MOST}" in said
    assert FILES_OF_A_ROOM == 12
    assert "at most twelve files in a room" in said
