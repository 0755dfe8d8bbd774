"""Faults planted in the verbs of the month: the market lane notices each of them.

The first ten once passed the theory cases and most tests. Each is put into a copy of the package, which runs one case in a process
of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "gpssim"


class Plant(NamedTuple):
    """Where the fault is, what stands there, what is put there, and the case that must notice."""

    file: str
    right: str
    wrong: str
    case: str


ONCE_PASSED = {
    "acceptance sees all quality": Plant(
        "month/monitoring/acceptance.py",
        "found = (1.0 - weight) * verifiable + weight * voice + error",
        "found = (1.0 - weight) * truth + weight * voice + error",
        "accepting",
    ),
    "a tenth of each deduction": Plant(
        "month/monitoring/acceptance.py",
        'c["deducted"][rows] = np.minimum(',
        'c["deducted"][rows] = 0.1 * np.minimum(',
        "accepting",
    ),
    "the career reward for the wrong task": Plant(
        "month/contracts/delivery.py",
        "b1, b2 = mission + seen * career, mission + unseen * career",
        "b1, b2 = mission + unseen * career, mission + seen * career",
        "stake_in_going_on",
    ),
    "signals weighted by 1/sd": Plant(
        "month/monitoring/beliefs.py",
        "[1.0 / max(seen.noise, LEAST_NOISE) ** 2 for seen in observed]",
        "[1.0 / max(seen.noise, LEAST_NOISE) for seen in observed]",
        "believing",
    ),
    "any later first award": Plant(
        "state/prospects.py",
        "won = watched & (o.won_first >= 0) & (o.won_first - o.born <= YOUNG)",
        "won = watched & (o.won_first >= 0)",
        "founding",
    ),
    "one taste shock for all providers": Plant(
        "agents/kernel.py",
        "shock = draw(words.taste ^ supply.key[c], number, 0)",
        "shock = draw(words.taste, number, 0)",
        "choice_shares",
    ),
    "blame after twice the patience": Plant(
        "agents/kernel.py",
        "if where == QUEUED and waited[i, d] > manner.patience:",
        "if where == QUEUED and waited[i, d] > 2 * manner.patience:",
        "blame_after_patience",
    ),
    "turnover costs twice the experience": Plant(
        "month/organizations/development.py",
        "(1.0 - monthly_rate(p.forgetting)) * (1.0 - turnover)",
        "(1.0 - monthly_rate(p.forgetting)) * (1.0 - 2.0 * turnover)",
        "experience_and_turnover",
    ),
    "the stake without the outside chance": Plant(
        "state/stakes.py",
        "return margin * (1.0 - win) / (1.0 - discount * np.minimum(keep - win, 0.99))",
        "return margin / (1.0 - discount * np.minimum(keep, 0.99))",
        "stake_in_going_on",
    ),
    "a quarter of an offer's cost": Plant(
        "rules/entry.py",
        "return win_chance * (margin + mission_value) >= cost * (1.0 + shock)",
        "return win_chance * (margin + mission_value) >= 0.25 * cost * (1.0 + shock)",
        "price_tender",
    ),
}

OTHERS = {
    "one luck for every late payment": Plant(
        "month/contracts/instalments.py",
        'uniforms = market.luck.uniforms("late payment", c.luck[rows, None], np.arange(MOST))',
        'uniforms = market.luck.uniforms("late payment", 0 * c.luck[rows, None], np.arange(MOST))',
        "late_payment",
    ),
    "refusal whatever the autonomy": Plant(
        "month/organizations/capture.py",
        "refused = capture.refusal * o.autonomy[pairs[0]]",
        "refused = capture.refusal + 0.0 * o.autonomy[pairs[0]]",
        "captured",
    ),
    "what was carried over is not there": Plant(
        "month/money/budget.py",
        "p.appropriation + p.carried - p.committed - saved",
        "p.appropriation - p.committed - saved",
        "fiscal_year",
    ),
    "an unlimited fund": Plant("month/money/fund.py", "max(0, market.ledger.fund))", "0)", "dedicated_fund"),
    "turnover of residents twelve times a twelfth": Plant(
        "month/needs/migration.py", "monthly_part(p.turnover)", "p.turnover / MONTHS_PER_YEAR", "population_turns_over"
    ),
    "the unaware trust as well": Plant(
        "month/service/legitimacy.py",
        "leaned(c.trust_government, lean, p.trust_government * c.awareness)",
        "leaned(c.trust_government, lean, p.trust_government)",
        "legitimacy_heard_and_forgotten",
    ),
    "twice the hazard": Plant(
        "month/contracts/misfortune.py", "< hazard + c.hazard[running]]", "< 2.0 * hazard + c.hazard[running]]", "walking_away"
    ),
    "inspectors see everything": Plant(
        "month/monitoring/inspections.py",
        "signal = c.quality_verifiable[rows] + noise",
        "signal = c.quality[rows] + noise",
        "inspecting",
    ),
    "a ban that ends a month early": Plant(
        "month/monitoring/bans.py", "market.month + 1 + months, reason)", "market.month + months, reason)", "blacklisting"
    ),
    "a bridge more than may be": Plant(
        "month/contracts/renewal.py",
        "elif line.bridged < lines.longest_bridge(market, line)",
        "elif line.bridged <= lines.longest_bridge(market, line)",
        "cycles_and_bridges",
    ),
}
PLANTS = {**ONCE_PASSED, **OTHERS}
TRIED_ALWAYS = ("signals weighted by 1/sd", "blame after twice the patience")


@pytest.mark.parametrize("name", PLANTS)
def test_what_is_replaced_stands_there_once(name: str) -> None:
    plant = PLANTS[name]
    assert (PACKAGE / plant.file).read_text(encoding="utf-8").count(plant.right) == 1


def noticed(plant: Plant, folder: Path) -> None:
    copy = Path(shutil.copytree(PACKAGE, folder / "gpssim", ignore=shutil.ignore_patterns("__pycache__")))
    source = copy / plant.file
    source.write_text(source.read_text(encoding="utf-8").replace(plant.right, plant.wrong), encoding="utf-8")
    words = [sys.executable, "-m", "gpssim", "verify", "--market", "--kind", plant.case, "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "GPSSIM_CACHE_DIR": str(folder / "cache"), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, env=environment, cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"does not agree: {plant.case}" in done.stdout


@pytest.mark.parametrize("name", TRIED_ALWAYS)
def test_a_planted_fault_is_noticed(name: str, tmp_path: Path) -> None:
    noticed(PLANTS[name], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PLANTS if name not in TRIED_ALWAYS])
def test_every_planted_fault_is_noticed(name: str, tmp_path: Path) -> None:
    noticed(PLANTS[name], tmp_path)
