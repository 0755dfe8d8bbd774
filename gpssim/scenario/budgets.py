"""Levers of the budget that are written as text: a path of factors, the uses of a fund, a list of domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gpssim.errors import ScenarioError, impossible
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.scenario.policy import Levers

FUND_USES: Final = ("vulnerable", "any")
"""What the dedicated fund may pay for beside the calls of a mechanism: domains that serve vulnerable groups, any domain."""
LARGEST_FACTOR: Final = 100.0


def words(text: str) -> tuple[str, ...]:
    """The entries of a list separated by commas.

    >>> words("elder_care, disability")
    ('elder_care', 'disability')
    """
    return tuple(word.strip() for word in text.split(",") if word.strip())


def path_of(text: str) -> tuple[float, ...]:
    """Factors on the appropriation, one a fiscal year.

    Raises
    ------
    ScenarioError : an entry is no number in [0, 100].
    """
    return tuple(_number("policy.levers.budget_path", word, LARGEST_FACTOR) for word in words(text))


def fund_uses(text: str) -> dict[str, float]:
    """Uses of the dedicated fund, each with its share: the words of ``FUND_USES``, and mechanisms that buy by call.

    Which mechanisms there are, and which of them buy by call, the registry knows.

    >>> fund_uses("venture_philanthropy=0.6, vulnerable=0.4")
    {'venture_philanthropy': 0.6, 'vulnerable': 0.4}

    Raises
    ------
    ScenarioError : a share is no number in [0, 1], a use stands twice, or the shares do not sum to 1.
    """
    found: dict[str, float] = {}
    for word in words(text):
        use, _, given = (part.strip() for part in word.partition("="))
        if use in found:
            raise impossible("policy.levers.fund_uses", text, "a list in which each use stands once")
        found[use] = _number(f"policy.levers.fund_uses: the share of {use}", given, 1.0)
    total = round(sum(found.values()), 6)
    if abs(total - 1.0) > 1e-6:
        raise impossible("the sum of the shares in policy.levers.fund_uses", total, "1")
    return found


def fund_mechanisms(levers: Levers) -> tuple[str, ...]:
    """Mechanisms that are to spend money of the dedicated fund.

    >>> from gpssim.scenario.policy import Levers
    >>> fund_mechanisms(Levers(fund_uses="venture_philanthropy=0.6, vulnerable=0.4"))
    ('venture_philanthropy',)
    """
    return tuple(use for use in fund_uses(levers.fund_uses) if use not in FUND_USES)


def check_path(where: str, text: str, years: int) -> None:
    """Refuse a budget path that does not say something about every fiscal year of the scenario.

    Raises
    ------
    ScenarioError : its length is neither 0 nor ``years``.
    """
    factors = path_of(text)
    if factors and len(factors) != years:
        raise impossible(f"{where}.levers.budget_path", text, f"empty or {years} factors, one for each fiscal year from the switch on")


def fiscal_years(start: str, months: int) -> int:
    """Fiscal years (calendar years) that ``months`` from the month ``start`` (YYYY-MM) touch.

    >>> fiscal_years("2024-01", 120), fiscal_years("2024-07", 12)
    (10, 2)
    """
    return -(-(int(start.split("-")[1]) - 1 + months) // MONTHS_PER_YEAR)


def _number(where: str, text: str, highest: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= highest:
        raise ScenarioError(f"{where} = {text!r} is impossible: it must be a number from 0 to {highest:g}")
    return value
