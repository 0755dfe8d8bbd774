"""Passing on 转包: a winner lets others do all of the work; acceptance may find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import detecting
from gpssim.records.truth import Truth

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def choose(model: PublicServiceMarket, row: int) -> None:
    """At signing: whether the provider passes the contract on, with the chance of its dial times its lack of honesty."""
    chance = model.world.violations.passing_on
    if chance <= 0.0:
        return
    c = model.contracts
    dishonest = 1.0 - float(model.organizations.honesty[c.organization[row]])
    c["passed_on"][row] = model.luck.uniform("passing on", int(c.luck[row])) < chance * dishonest


def find_out(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """At acceptance: who passed a contract on and is found out is fined and banned."""
    if model.world.violations.passing_on <= 0.0:
        return
    c = model.contracts
    for row in rows[c.passed_on[rows]].tolist():
        who, purchaser = int(c.organization[row]), int(c.purchaser[row])
        chance = detecting.detection(model, Truth.PASSED_ON, int(c.district[row]))
        found = model.luck.uniform("detection of passed_on", int(c.luck[row])) < chance
        fined = detecting.sanctioned(model, who, float(c.value[row])) if found else 0.0
        where = (int(c.project[row]), int(c.attempt[row]), purchaser, who)
        detecting.note(model, Truth.PASSED_ON, where, (found, "fine_ban" if found else "", fined))
