"""What every choice rule must keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation

TENDER = Option("open_tender", True, False, False, 3, "allowed", 46.0, 6000.0, 0.1, 4.0)
PARTNER = Option("directed_commission", False, True, False, 1, "allowed", 12.0, 0.0, 0.1, 4.0)
HOUSE = Option("in_house", False, False, True, 1, "allowed", 16.0, 0.0, 0.1, 4.0)
USUAL = Situation(300_000.0, "outside", 8, 0.5, 60.0, 0.0, 0.0, 0.0, 0.3)
"""An ordinary purchase outside the rules."""


def situations() -> list[Situation]:
    zones, suppliers = ("outside", "below", "above"), (0, 1, 2, 3, 20)
    grid = product(zones, suppliers, (0.0, 0.5, 1.0), (0.0, 1.0, 3.0e6))
    return [
        replace(USUAL, zone=zone, n_suppliers=n, verifiability=nu, value=value, inhouse_bias=0.1, blame=0.1, risk_aversion=1.0)
        for zone, n, nu, value in grid
    ]


def options() -> list[Option]:
    return [replace(o, standing=s) for o in (TENDER, PARTNER, HOUSE) for s in ("allowed", "approval", "forbidden")]


def is_a_finite_number(rule: ChoiceRule) -> None:
    assert all(np.isfinite(rule.utility(o, s)) for o in options() for s in situations())
    assert np.isfinite(rule.noise)
    assert rule.noise >= 0.0


def hours_never_speak_for_a_mechanism(rule: ChoiceRule) -> None:
    for option, faced in product(options(), situations()):
        assert rule.utility(replace(option, hours=option.hours + 20.0), faced) <= rule.utility(option, faced)


def good_results_never_speak_against_it(rule: ChoiceRule) -> None:
    for option, faced in product(options(), situations()):
        assert rule.utility(replace(option, worth=option.worth + 0.2), faced) >= rule.utility(option, faced)


def the_same_question_has_the_same_answer(rule: ChoiceRule) -> None:
    asked = [rule.utility(o, s) for o in options() for s in situations()]
    assert asked == [rule.utility(o, s) for o in options() for s in situations()]


def it_says_what_decided(rule: ChoiceRule) -> None:
    assert all(rule.reason(s).startswith(rule.name) for s in situations())


Law = Callable[[ChoiceRule], None]
LAWS: tuple[Law, ...] = (
    is_a_finite_number,
    hours_never_speak_for_a_mechanism,
    good_results_never_speak_against_it,
    the_same_question_has_the_same_answer,
    it_says_what_decided,
)
