"""What a contract says is one value: it goes on from year to year, and a new term needs no list to be kept."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from small_market import varied, warmed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import force
from gpssim.month.planning.policy import set_policy
from gpssim.scenario import Policy
from gpssim.state.contract_row import TERMS, columns_of

PACKAGE = Path(__file__).resolve().parents[2] / "gpssim"
ADDED = "    coaching: float ="
NEW = '    bells: float = term(0.0, "share", "Bells that a contract rings, in [0, 1].")\n'
SIGNED = "    return ContractTerms(\n        months=months,\n"

LIVES_ON = """
import pickle
import sys
from dataclasses import replace

import numpy as np

import gpssim
from gpssim.month.contracts import force, renewal
from gpssim.scenario import load_scenario, replace as changed

assert gpssim.__file__.startswith(sys.argv[1]), gpssim.__file__
sizes = {"world.city.n_citizens": 300, "warm_up": 6, "months": 30, "world.bidding.family": "markup"}
sizes |= {"policy.levers.contract_months": 6}
model = gpssim.PublicServiceMarket(changed(load_scenario("suzhou-high-tech"), sizes), "open_tender", seed=7, check=True).warm_up()
branch = model.branch("open_tender")
assert [t.bells for t in branch.contracts.terms] == [0.25] * len(model.contracts)  # branching
model.run()
c = model.contracts
later = np.flatnonzero(c.predecessor >= 0)
kinds = {
    "signature": c.cycle_year == 0, "renewal": c.cycle_year > 0, "bridge": c.bridge,
    "hand-over": ~c.same_provider[np.maximum(c.predecessor, 0)] & (c.predecessor >= 0),
}
for name, rows in kinds.items():
    assert rows.any(), name
    assert (c.bells[rows] == 0.25).all(), name
    assert all(c.terms[row].bells == 0.25 for row in np.flatnonzero(rows)), name
saved = pickle.loads(pickle.dumps(c.terms))
assert saved == c.terms and saved[0].bells == 0.25
print("lives on:", ", ".join(kinds))
"""


def test_a_term_that_is_added_lives_on(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gpssim", ignore=shutil.ignore_patterns("__pycache__"))
    terms, mechanisms = tmp_path / "gpssim" / "market" / "contract.py", tmp_path / "gpssim" / "mechanisms" / "base.py"
    terms.write_text(planted(terms, ADDED, NEW + ADDED), encoding="utf-8")
    mechanisms.write_text(planted(mechanisms, SIGNED, SIGNED + "        bells=0.25,\n"), encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LIVES_ON, str(tmp_path)],
        env=surroundings, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "lives on: signature, renewal, bridge, hand-over"


def planted(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
    return text.replace(old, new)


def other(value: object) -> object:
    """A value that no mechanism gives a term."""
    return (
        (not value) if isinstance(value, bool) else 7 if isinstance(value, int) else 0.4321 if isinstance(value, float) else value
    )


@lru_cache
def peculiar() -> ContractTerms:
    """Terms in which every number and flag is another one than usual."""
    usual = ContractTerms()
    return replace(usual, **{f.name: other(getattr(usual, f.name)) for f in TERMS if f.name not in ("months", "fee")})


@pytest.mark.parametrize("bridge", [False, True])
@pytest.mark.parametrize("basis", ["fixed", "per_unit", "outcome", "shared", "grant"])
def test_every_term_is_handed_on(basis: str, bridge: bool) -> None:
    market = warmed().branch(Policy.of("open_tender"))
    set_policy(market)
    c = market.contracts
    line = next(x for x in market.lines if x.contract >= 0)
    before = line.contract
    c.terms[before] = replace(
        peculiar(), basis=basis, assignment="citizen", record="own", audit="strategic", stage_check="accepted"
    )
    terms = replace(c.terms[before], months=1 if bridge else 12)
    deal = force.Deal(*(c[name][before].item() for name in force.Deal._fields))
    agreed = force.agree(market, line, terms, deal, len(c), bridge=bridge)
    (row,) = force.enter_into_force(market, [agreed], force.continued(c, [before]))
    assert replace(c.terms[row], months=12) == replace(c.terms[before], months=12)
    for name, value in columns_of(c.terms[before]).items():
        if name not in ("months", "end"):
            assert c[name][row] == value, name


def test_a_grant_that_goes_on_is_a_grant() -> None:
    scenario = varied(policy__levers__contract_months=6, months=18, warm_up=3, world__city__n_citizens=400)
    c = PublicServiceMarket(scenario, "venture_philanthropy", seed=7, check=True).run().contracts
    later = np.flatnonzero((c.cycle_year > 0) & (c.predecessor >= 0))
    assert all(c.terms[row].basis == c.terms[c.predecessor[row]].basis for row in later)
    assert (c.grant[later] == c.grant[c.predecessor[later]]).all()


def test_every_number_among_the_terms_is_a_column() -> None:
    numbers = {f.name for f in fields(ContractTerms) if re.fullmatch("float|int|bool", str(f.type))}
    assert numbers == {f.name for f in TERMS}
    assert all(f.metadata["unit"] and f.metadata["meaning"] for f in fields(ContractTerms))
    assert pickle.loads(pickle.dumps(peculiar())) == peculiar()
