"""Values written as text and how they are read: names, factors, shares of a fund, settings of a rule."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from gpssim.errors import ScenarioError, impossible, unknown

FUND_USES: Final = ("vulnerable", "any")
"""What the dedicated fund may pay for beside the calls of a mechanism: domains that serve vulnerable groups, any domain."""
MEASURES: Final = ("execution", "quality", "coverage", "complaints")
"""What can count as performance of a budget line."""
LARGEST_FACTOR: Final = 100.0
EVERYTHING: Final = "*"


def words(text: str) -> tuple[str, ...]:
    """The entries of a list separated by commas.

    >>> words("elder_care, disability")
    ('elder_care', 'disability')
    """
    return tuple(word.strip() for word in text.split(",") if word.strip())


def names_in(text: str, what: str, known: Collection[str]) -> tuple[str, ...]:
    """The names in a list, each of which must be known; ``what`` they are and where they stand opens the line of the refusal.

    >>> names_in("elderly, disabled", "group in policy.levers.target_groups:", ("elderly", "disabled"))
    ('elderly', 'disabled')

    Raises
    ------
    UnknownNameError : the first name that is not known, with the nearest right ones.
    """
    for name in (found := words(text)):
        if name not in known:
            raise unknown(what, name, known)
    return found


def check_everything(where: str, text: str) -> None:
    """Refuse a list in which ``*``, which means everything, stands beside other names.

    Raises
    ------
    ScenarioError : it does.
    """
    names = words(text)
    if EVERYTHING in names and len(names) > 1:
        raise impossible(where, text, "* alone, or names without it")


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


def measures_in(text: str) -> dict[str, float]:
    """What counts as performance, with weights, at least one of them above 0.

    >>> measures_in("execution=1, quality=0.5")
    {'execution': 1.0, 'quality': 0.5}

    Raises
    ------
    ScenarioError : a weight is no number in [0, 1], a measure stands twice, or nothing counts.
    UnknownNameError : a measure that there is not.
    """
    found: dict[str, float] = {}
    for word in words(text):
        name, _, given = (part.strip() for part in word.partition("="))
        if name not in MEASURES:
            raise unknown("measure in policy.levers.performance_counts:", name, MEASURES)
        if name in found:
            raise impossible("policy.levers.performance_counts", text, "a list in which each measure stands once")
        found[name] = _number(f"policy.levers.performance_counts: the weight of {name}", given, 1.0)
    if not any(found.values()):
        raise impossible("policy.levers.performance_counts", text, "a list with a weight above 0")
    return found


def fund_mechanisms(text: str) -> tuple[str, ...]:
    """Mechanisms that are to spend money of the dedicated fund, from its uses.

    >>> fund_mechanisms("venture_philanthropy=0.6, vulnerable=0.4")
    ('venture_philanthropy',)
    """
    return tuple(use for use in fund_uses(text) if use not in FUND_USES)


def settings_in(text: str, where: str = "settings") -> dict[str, bool | int | float | str]:
    """Settings written as ``advance=0.3, stages=4``; ``where`` they stand opens the line of a refusal.

    Raises
    ------
    ScenarioError : an entry without a name or a value, or one name twice.

    >>> settings_in("advance=0.3, stages=4, checked=true")
    {'advance': 0.3, 'stages': 4, 'checked': True}
    """
    found: dict[str, bool | int | float | str] = {}
    for entry in words(text):
        name, sign, value = (word.strip() for word in entry.partition("="))
        if not (sign and value and name.isidentifier()):
            raise impossible(where, text, f"name=value, separated by commas, and not {entry!r}")
        if name in found:
            raise ScenarioError(f"{where} = {text!r} is impossible: {name} stands there twice")
        found[name] = scalar_in(value)
    return found


_FLAGS: Final = {"true": True, "false": False}


def scalar_in(word: str) -> bool | int | float | str:
    """What a word means: a flag, a whole number, a number, or else itself.

    >>> [scalar_in(word) for word in ("True", "3", "0.3", "linear")]
    [True, 3, 0.3, 'linear']
    """
    if word.lower() in _FLAGS:
        return _FLAGS[word.lower()]
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word


def _number(where: str, text: str, highest: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= highest:
        raise ScenarioError(f"{where} = {text!r} is impossible: it must be a number from 0 to {highest:g}")
    return value
