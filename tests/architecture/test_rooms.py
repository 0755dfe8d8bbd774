"""What writes a running market: verbs alone, each room what it lists, others through its doors; lines by their transitions."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest
from source import BY_NAME, arrows, functions, imported, module_of, tree_of
from writes import CHANGING, assigned_to_self, assignments_to_lines, transitions, written_by

STATE = [name for name in BY_NAME if name.startswith("gpssim.state.")]
MONTH = [name for name in BY_NAME if name.startswith("gpssim.month.")]
ROOMS = sorted({name.split(".")[2] for name in MONTH if name.count(".") > 2})
STANDING = {"active", "ended", "end_reason", "end", "successor", "same_provider"}
"""Columns of contracts that change by the transitions of ``state.contracts`` only."""


def section(room: str, title: str) -> str:
    """A section of a room's docstring."""
    text = ast.get_docstring(tree_of(BY_NAME[f"gpssim.month.{room}"])) or ""
    found = re.search(rf"{title}\n-+\n(.*?)(?:\n\n|\Z)", text, re.S)
    return re.sub(r"\n {4}", " ", found[1]) if found else ""


def listed(room: str) -> set[str]:
    """What a room says it writes: ``store.column``, or an attribute."""
    names: set[str] = set()
    for row in section(room, "Writes").splitlines():
        store, colon, columns = row.partition(" : ")
        names |= {f"{store}.{c}" for c in columns.split(", ")} if colon else set(row.split(", "))
    return names


def doors(room: str) -> set[str]:
    """What a room says others may call: files, or functions of files."""
    return {row.partition(" : ")[0] for row in section(room, "Doors").splitlines()}


def found_in(room: str) -> set[str]:
    """What the functions of a room write."""
    modules = [name for name in MONTH if name.startswith(f"gpssim.month.{room}.")]
    return set().union(*(w for name in modules for _, w in written_by(tree_of(BY_NAME[name]))))


@pytest.mark.parametrize("name", STATE)
def test_nothing_in_state_writes(name: str) -> None:
    assert dict(written_by(tree_of(BY_NAME[name]))) == {}


@pytest.mark.parametrize("name", [*STATE, *MONTH, "gpssim.model"])
def test_lines_change_by_their_transitions_only(name: str) -> None:
    assert assignments_to_lines(tree_of(BY_NAME[name])) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_writes_what_it_lists(room: str) -> None:
    assert sorted(found_in(room)) == sorted(listed(room))


def test_contracts_change_their_standing_by_transitions_only() -> None:
    written = {w.partition(".")[2] for room in ROOMS for w in found_in(room) if w.startswith("contracts.")}
    assert written & STANDING == set()
    assert {"sign", "close", "cut_short", "refuse", "follow"} - {"sign"} <= transitions()["contracts"]


def test_modules_outside_rooms_write_nothing() -> None:
    assert dict(written_by(tree_of(BY_NAME["gpssim.month.checking"]))) == {}


def through_walls(trees: dict[str, ast.Module]) -> list[str]:
    """What one room imports from another that is no door of it."""
    wrong = []
    for name, tree in trees.items():
        room = name.split(".")[2]
        for whole in imported(tree):
            other = whole.split(".")
            if other[:2] != ["gpssim", "month"] or len(other) < 4 or other[2] in (room, "checking"):
                continue
            used = other[3:] if len(other) > 4 else [other[3], *sorted(called(tree, other[3]))]
            names = {used[0], *(f"{used[0]}.{f}" for f in used[1:])}
            if used[0] not in doors(other[2]) and not (len(used) > 1 and names - {used[0]} <= doors(other[2])):
                wrong.append(f"{name}: {whole} ({', '.join(used[1:])})")
    return wrong


def called(tree: ast.Module, module: str) -> set[str]:
    """What is read off a module that is imported by its name."""
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
    return {n.attr for n in nodes if isinstance(n.value, ast.Name) and n.value.id == module}


def rooms_of_month() -> dict[str, ast.Module]:
    return {name: tree_of(BY_NAME[name]) for name in MONTH if name.count(".") > 2}


def test_rooms_call_each_other_through_doors_only() -> None:
    assert through_walls(rooms_of_month()) == []


def test_every_door_is_there_and_used() -> None:
    known = arrows({name: tree_of(path) for name, path in BY_NAME.items()})
    for room in ROOMS:
        for door in doors(room):
            file, _, function = door.partition(".")
            module = f"gpssim.month.{room}.{file}"
            assert module in BY_NAME, door
            assert not function or function in {f.name for f, _ in functions(tree_of(BY_NAME[module]))}, door
            users = [n for n, targets in known.items() if module in targets and not n.startswith(f"gpssim.month.{room}")]
            assert users, f"nobody uses the door {door} of {room}"


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("gpssim.month.money.budget", "def f(market):\n    market.organizations['tie'][0] = 1.0"),
        ("gpssim.month.needs.needs", "def f(market):\n    c = market.contracts\n    np.add.at(c['due'], 0, 1)"),
        ("gpssim.month.service.service", "def f(market, line):\n    line.reopen('open_tender', 3, 0)"),
        ("gpssim.month.recording.monthly", "def f(market):\n    market.ledger.book(0, 'fine', 0, 1, 2.0, market.books)"),
        ("gpssim.month.offers.view", "def f(market):\n    market.word_of_mouth = 0"),
        ("gpssim.month.planning.year", "def f(market):\n    market.contracts.close(0, 1, 'left')"),
    ],
)
def test_a_planted_write_is_seen(name: str, planted: str) -> None:
    room = name.split(".")[2]
    tree = ast.parse(BY_NAME[name].read_text(encoding="utf-8") + "\n\n" + planted)
    assert set().union(*(w for _, w in written_by(tree))) - listed(room)


@pytest.mark.parametrize(
    "planted",
    [
        "def f(market):\n    market.organizations['staff'][:] = 0.0",
        "def f(market):\n    o = market.organizations\n    o['staff'][0] += 1.0",
        "def f(market):\n    market.month += 1",
        "def f(market, line):\n    line.close()",
        "def f(answering):\n    answering.market.flows['paid'][0, 0] += 1.0",
        "def f(market):\n    for name in ('staff', 'wage'):\n        market.organizations[name][:] = 0.0",
    ],
)
def test_a_read_only_module_that_writes_is_seen(planted: str) -> None:
    tree = ast.parse(BY_NAME["gpssim.state.capacity"].read_text(encoding="utf-8") + "\n\n" + planted)
    assert [name for name, _ in written_by(tree)] == ["f"]


def test_a_planted_assignment_to_a_line_and_a_way_through_a_wall_are_seen() -> None:
    assert assignments_to_lines(ast.parse("def f(line):\n    line.open_month, line.closed = -1, True"))
    planted = ast.parse("from gpssim.month.money import budget\n\n\ndef f(market):\n    budget.receive(market, 0)")
    assert through_walls({"gpssim.month.needs.needs": planted})
    assert through_walls({"gpssim.month.needs.needs": ast.parse("from gpssim.month.contracts.signing import sign")})


def test_a_name_means_one_thing_in_the_market() -> None:
    names = Counter(f.name for name in (*STATE, *MONTH) for f, owner in functions(tree_of(BY_NAME[name])) if not owner)
    assert {name: n for name, n in names.items() if n > 1} == {}


def test_the_board_of_prices_changes_by_what_is_published_only() -> None:
    assert assigned_to_self("gpssim.state.prices", "PriceBoard") == CHANGING["prices"]


def test_readers_of_the_source_see_what_is_there() -> None:
    assert {"reopen", "give_up", "await_signature", "sign", "end"} <= transitions()["line"]
    assert transitions()["calls"] == {"open", "take_due", "withdraw_funded"}
    assert module_of("gpssim.state.line.Line", set(BY_NAME)) == "gpssim.state.line"
    assert len(ROOMS) == 10
