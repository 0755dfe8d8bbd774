"""The program that plants faults, on a toy package; and the list of survivors that were looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cosmic_ray")
pytest.importorskip("coverage")

from judged import Verdict, judge, verdicts
from making import Mutant, Workshop
from operators import OWN
from scored import counted, interval, score
from syntax import Source

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tests" / "mutants" / "run.py"

TOY = {
    "toy/__init__.py": "",
    "toy/sums.py": '''
        """Sums."""
        def paid(price: float, share: float = 1.0) -> float:
            """What is paid."""
            if price < 0.0:
                raise ValueError(f"{price + 1} is below zero")
            return price * share


        def halvings(size: int) -> int:
            steps = 0
            while size > 1:
                size -= size // 2
                steps += 1
            return steps


        def unseen(x: float) -> float:
            return x + 2.5
        ''',
    "tests/test_sums.py": """
        from toy.sums import halvings, paid

        def test_paid():
            assert paid(10.0, 0.5) == 5.0

        def test_halvings():
            assert halvings(8) == 3
        """,
    "tests/mutants/mutants.toml": """
        package = "toy"
        copied = ["toy", "tests"]
        warm = []
        declares = ["param"]
        budget = 20.0
        thorough_budget = 20.0
        start = 1.0
        longest_test = 20.0
        longest_file = 60.0
        [targets]
        sums = ["toy"]
        [tests]
        folders = ["tests"]
        left_out = "slow"
        [operators]
        cosmic_ray = ["ReplaceBinaryOperator_Mul_Div", "ReplaceComparisonOperator_Lt_LtE"]
        own = ["SwapAugmented", "ScaleNumber"]
        """,
}


def dedented(text: str) -> str:
    lines = text.splitlines()[1:] or [""]
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines) + "\n"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("toy")
    for name, text in TOY.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedented(text), encoding="utf-8")
    return root


def run(toy: Path, out: Path, *words: str) -> str:
    environment = {**os.environ, "GPSSIM_CACHE_DIR": str(toy / "cache"), "PYTHONPATH": ""}
    command = [sys.executable, str(PROGRAM), "--root", str(toy), "--out", str(out), "--workers", "2", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def by_change(out: Path) -> dict[tuple[str, str], Mapping[str, Any]]:
    rows = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    return {(row["was"], row["becomes"]): row for row in rows}


@pytest.fixture(scope="module")
def tried(toy: Path) -> Path:
    out = toy / "rows.jsonl"
    (toy / "said.txt").write_text(run(toy, out), encoding="utf-8")
    return out


def test_a_fault_that_a_test_sees_is_killed_by_it(tried: Path) -> None:
    row = by_change(tried)["return price * share", "return price / share"]
    assert (row["outcome"], row["by"], row["tests"]) == ("killed", "tests/test_sums.py::test_paid", 1)


def test_a_fault_that_changes_nothing_tested_survives(tried: Path) -> None:
    row = by_change(tried)["if price < 0.0:", "if price <= 0.0:"]
    assert row["outcome"] == "survived"


def test_a_fault_in_a_line_that_no_test_runs_survives(tried: Path) -> None:
    row = by_change(tried)["return x + 2.5", "return x + 2.75"]
    assert (row["outcome"], row["by"]) == ("survived", "no test runs its line")


def test_a_fault_without_end_is_stopped(tried: Path) -> None:
    row = by_change(tried)["size -= size // 2", "size += size // 2"]
    assert row["outcome"] == "timed out"


def test_the_table_counts_them_and_the_tree_is_untouched(toy: Path, tried: Path) -> None:
    assert (toy / "toy" / "sums.py").read_text(encoding="utf-8") == dedented(TOY["toy/sums.py"])
    last = next(line for line in (toy / "said.txt").read_text(encoding="utf-8").splitlines() if line.startswith("all"))
    outcomes = [row["outcome"] for row in by_change(tried).values()]
    assert last.split()[1:4] == [str(outcomes.count(o)) for o in ("killed", "timed out", "survived")]


def test_what_is_known_is_not_tried_again_and_survivors_are_when_a_test_is_added(toy: Path, tried: Path) -> None:
    before = tried.read_text(encoding="utf-8")
    assert "killed  " not in run(toy, tried, "--map-as-is").split("where")[0]
    assert tried.read_text(encoding="utf-8") == before
    more = toy / "tests" / "test_more.py"
    more.write_text("from toy.sums import unseen\n\ndef test_unseen():\n    assert unseen(1.0) == 3.5\n", encoding="utf-8")
    said = run(toy, tried, "--again")
    more.unlink()
    assert [line.split(":")[1].strip() for line in said.splitlines() if line.startswith("map")] == ["tests/test_more.py"]
    assert by_change(tried)["return x + 2.5", "return x + 2.75"]["outcome"] == "killed"


# ------------------------------------------------------------------------------------------------ which mutants there are


def mutants(toy: Path) -> list[Mutant]:
    return Workshop.of(toy).mutants("toy/sums.py")


def test_a_sample_is_the_same_for_a_seed_and_a_larger_one_holds_it(toy: Path) -> None:
    shop, all_of_them = Workshop.of(toy), mutants(toy)
    few, more = shop.sample(all_of_them, 4, 1), shop.sample(all_of_them[::-1], 6, 1)
    assert [m.id for m in few] == [m.id for m in more[:4]]
    assert [m.id for m in few] != [m.id for m in shop.sample(all_of_them, 4, 2)]


def test_a_mutant_keeps_its_name_when_lines_above_it_move(toy: Path) -> None:
    before = {m.id for m in mutants(toy)}
    file = toy / "toy" / "sums.py"
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text("# a line more\n" + text, encoding="utf-8")
        assert {m.id for m in mutants(toy)} == before
    finally:
        file.write_text(text, encoding="utf-8")


def test_what_an_error_says_is_not_counted(toy: Path) -> None:
    assert not [m for m in mutants(toy) if "raise" in m.was]


UNCOUNTED = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    X = 1 + 1
__all__ = ["a"] * 2
@lru_cache(maxsize=3)
def f(x: Literal[40] | None, *, y: Array[5] = 6) -> Table[7]:
    for a, b in zip(x, y, strict=8):
        raise impossible("x", 9)
    warn("a" * 10)
    多 = "多" * 11
class A:
    rate: float = param(12.0, "多", ge=13.0)
    name: ClassVar[int] = 14
    def __repr__(self):
        return 15
"""


def test_what_no_test_should_see_is_left_out_by_its_syntax() -> None:
    source = Source(UNCOUNTED, frozenset({"param"}))
    places = {
        number: (line, text.index(str(number)))
        for number in (*range(1, 4), *range(5, 16))
        for line, text in enumerate(UNCOUNTED.splitlines(), 1)
        if str(number) in text and (number > 3 or f"{number} +" in text or f"* {number}" in text or f"={number}" in text)
    }
    assert [number for number, place in places.items() if source.counts(place)] == [6, 11, 14]


def test_a_place_has_a_function_and_a_statement() -> None:
    source = Source("def f(a):\n    if (a\n            > 1):\n        return [\n            a]\n\nB = 2\n")
    assert source.function(5) == "f"
    assert source.statement(3) == (range(2, 4), True)
    assert source.statement(5) == (range(4, 6), True)
    assert source.statement(7) == (range(7, 8), False)


@pytest.mark.parametrize("name", list(OWN))
def test_own_operators_keep_their_examples(name: str, toy: Path) -> None:
    operators = {"operators": {"own": [name]}}
    for example in OWN[name].examples():
        shop = Workshop(toy, operators)
        assert example.post_mutation_code in [text for _, _, text in shop._changes(Source(example.pre_mutation_code))]


# ------------------------------------------------------------------------------------------------ scores and survivors


def test_a_score_leaves_out_what_changes_nothing_and_counts_what_was_accepted() -> None:
    assert score({"killed": 85, "timed out": 5, "survived": 6, "accepted": 4, "equivalent": 30, "incompetent": 3}) == (90, 100)


def test_the_interval_of_ninety_in_a_hundred() -> None:
    # Wilson: (0.9 + 0.019207 -+ 1.96 sqrt(0.0009 + 0.00009604)) / 1.038416
    assert interval(90, 100) == pytest.approx((0.8256327, 0.9447714), abs=1e-6)


def row(**more: str) -> dict[str, str]:
    return {"id": "1", "file": "a.py", "function": "f", "was": "x + 1", "becomes": "x - 1", "outcome": "survived", **more}


def test_a_survivor_that_was_judged_counts_as_it_was_judged() -> None:
    known = [Verdict("a.py", "f", "x + 1", "x - 1", "equivalent", "x is never read again")]
    found: Iterable[Mapping[str, Any]] = [row(), row(id="2", becomes="x + 2"), row(id="3", outcome="killed")]
    judged = judge(found, known)
    assert judged == {"1": "equivalent"}
    assert counted(found, judged, lambda _: "rules")["all"] == {"equivalent": 1, "survived": 1, "killed": 1}


def test_a_verdict_needs_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "survivors.toml"
    entry = '[[survivor]]\nfile = "a.py"\nfunction = "f"\nwas = "x"\nbecomes = "y"\nverdict = "{}"\nreason = "{}"\n'
    for verdict, reason in (("equivalent", ""), ("harmless", "it is never read again")):
        file.write_text(entry.format(verdict, reason), encoding="utf-8")
        with pytest.raises(ValueError, match="needs a verdict"):
            verdicts(file)


def test_every_survivor_that_was_judged_is_still_a_mutant() -> None:
    shop, known = Workshop.of(ROOT), verdicts(ROOT / "tests" / "mutants" / "survivors.toml")
    made = {(m.file, m.function, m.was, m.becomes) for file in {v.file for v in known} for m in shop.mutants(file)}
    assert [v.change for v in known if v.change not in made] == []
    assert len({v.change for v in known}) == len(known)
