"""Officials who weigh making against buying: purchase is a means, and the boundary of functions is what they choose."""

from __future__ import annotations

from contrasts import Frames, falls, market, rises

from gpssim.scenario import MechanismShare, Policy

EITHER = Policy(
    name="make or buy by value",
    shares=(MechanismShare(mechanism="in_house", share=0.5), MechanismShare(mechanism="open_tender", share=0.5)),
    levers={"choice": "by_expected_value", "after_failure": ""},  # type: ignore[arg-type]  # validated
)
LONG = {"warm_up": 12, "months": 48}
LEARNING = {"world__officials__learning": 0.3, **LONG}


def made(found: Frames) -> float:
    """Part of the choices of later years that fell on provision in house."""
    chosen = found["choices"].query("event == 'chosen' and month >= 12")
    return float((chosen["mechanism"] == "in_house").mean())


def test_own_provision_is_given_up_by_those_who_learn_from_results_and_kept_by_those_who_do_not() -> None:
    falls(made, market(EITHER, **LONG), market(EITHER, **LEARNING), by=0.2)


def test_the_habit_of_providing_directly_moves_the_boundary() -> None:
    free, biased = (market(EITHER, world__officials__inhouse_bias=bias) for bias in (0.0, 0.5))
    rises(made, free, biased, by=0.15)
