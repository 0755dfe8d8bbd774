"""The page says which terms are a mechanism's own and which levers do not reach it: derived here anew, with other values."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from gpssim import registry
from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.scenario import Levers
from gpssim.state import procedures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "fair_comparison.md"
VALUES: Final[dict[str, tuple[Any, Any]]] = {
    "tender_cycle_years": (1, 3),
    "contract_months": (6, 18),
    "pay_first": (0.1, 0.2),
    "pay_middle": (0.1, 0.25),
    "penalty": (0.1, 0.9),
    "payment": ("", "per_post"),
    "retention": (0.05, 0.2),
    "retention_months": (2, 9),
    "late_interest": (0.1, 0.3),
    "incentive": (0.2, 0.7),
    "yardstick": (0.1, 0.6),
    "cost_share": (0.1, 0.8),
    "bonus": (0.05, 0.3),
    "audit": ("fixed", "strategic"),
    "audit_rate": (0.2, 0.6),
    "audit_detection": (0.3, 0.9),
    "fine": (0.5, 2.0),
    "debarment": (6, 30),
    "bond": (0.1, 0.4),
    "coaching": (0.2, 0.9),
    "tolerance": (0.1, 0.6),
    "termination": (0.5, 2.0),
    "monitoring": (0.2, 0.9),
    "retenders": (0, 3),
    "disclosure": (0.1, 0.9),
    "renewal_threshold": (-5.0, 0.2),
}
"""Two values of every lever that could be thought to reach a contract."""


def rows() -> dict[str, list[str]]:
    """The cells of the page's table by mechanism."""
    text = PAGE.read_text(encoding="utf-8")
    part = text[text.index("<!-- terms: written") : text.index("<!-- end of terms -->")]
    found = re.findall(r"^\| `(\w+)` \| (.*) \|$", part, re.MULTILINE)
    return {name: rest.split(" | ") for name, rest in found}


def named(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


def signed(mechanism: Mechanism, levers: Levers) -> ContractTerms:
    months = mechanism.contract_months(levers)
    project = replace(procedures.project_worth(3e5), key=7, places=40.0, months=months, ceiling=80.0)
    return mechanism.agreed_terms(project, levers)


def followed(mechanism: Mechanism) -> set[str]:
    """Levers between whose two values the terms differ, with all others at their first values or at their second."""
    found = set()
    for side in (0, 1):
        start = {name: both[side] for name, both in VALUES.items() if name != "payment"}
        for name, both in VALUES.items():
            one, two = (signed(mechanism, Levers(**{**start, name: value})) for value in both)
            found |= {name} if one != two else set()
    return found


FOLLOWED: Final = {name: followed(registry.mechanism(name)) for name in registry.mechanisms()}


def test_every_mechanism_has_a_row() -> None:
    assert list(rows()) == list(registry.mechanisms())


def test_the_levers_that_reach_contracts_are_all_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = re.search(r"^Levers that reach contracts: (.*)\.$", text, re.MULTILINE)
    assert told
    assert named(told.group(1)) == set.union(*FOLLOWED.values()) - {"coaching"}
    assert named(told.group(1)) <= set(VALUES), "a lever reaches contracts that this test does not move"


@pytest.mark.parametrize("name", registry.mechanisms())
def test_the_page_says_which_levers_do_not_reach_a_mechanism(name: str) -> None:
    _, ignored, alone = rows()[name]
    assert named(ignored) == set.union(*FOLLOWED.values()) - {"coaching"} - FOLLOWED[name]
    assert (alone == "coaching") == ("coaching" in FOLLOWED[name])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("open_tender", "–"),
        ("commissioning", "cycle_years 1"),
        ("citizen_voucher", "cycle_years 1"),
        ("concession", "cycle_years 10"),
        ("direct_grant", "schedule 1/0/0"),
        ("directed_commission", "record own"),
        ("venture_philanthropy", "basis grant"),
    ],
)
def test_terms_of_its_own_are_told(name: str, told: str) -> None:
    assert told in rows()[name][0].split(", ")


def test_a_mechanism_that_no_longer_follows_a_lever_is_found() -> None:
    tender = type(registry.mechanism("open_tender"))

    class Stiff(tender):  # type: ignore[misc, valid-type]  # a class known only at run time
        def terms(self, project: Project, levers: Levers) -> ContractTerms:
            return replace(super().terms(project, levers), cycle_years=2, penalty=0.0)

    assert FOLLOWED["open_tender"] - followed(Stiff()) == {"tender_cycle_years", "penalty"}
