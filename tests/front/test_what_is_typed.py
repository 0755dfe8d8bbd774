"""What a scholar types in Python meets the same words, and the same help, as on the command line."""

from __future__ import annotations

from inspect import Parameter, isclass, isfunction, signature

import pytest

import gpssim
from gpssim.errors import GpssimError

TAKEN = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


def _keywords(thing: object) -> list[str]:
    """What may be named in a call, if it is a function or class; the first such names are the longest to misspell."""
    if not (isclass(thing) or isfunction(thing)):
        return []
    return sorted((name for name, p in signature(thing).parameters.items() if p.kind in TAKEN and name[0] != "_"), key=len)[-1:]


@pytest.mark.parametrize("name", [name for name in gpssim.__all__ if _keywords(getattr(gpssim, name))])
def test_a_misspelt_keyword_is_refused_with_the_nearest_one_at_the_whole_front_door(name: str) -> None:
    right = _keywords(getattr(gpssim, name))[0]
    with pytest.raises((TypeError, GpssimError), match=f"did you mean .*'{right}'"):
        getattr(gpssim, name)(**{f"{right[:-1]}q{right[-1]}": 1})


def test_a_keyword_is_named_as_the_front_door_calls_the_function() -> None:
    with pytest.raises(TypeError, match=r"^Study\(\) has no parameter 'replicatons'; did you mean 'replications'"):
        gpssim.Study("textbook", ["open_tender"], replicatons=3)  # type: ignore[call-arg]  # misspelt on purpose
    with pytest.raises(TypeError, match=r"^draw_figures\(\) has no parameter 'language_'; did you mean 'language'"):
        gpssim.draw_figures(language_="zh")  # type: ignore[call-arg]  # misspelt on purpose


def test_replace_takes_the_words_of_the_command_line_and_the_path_in_full() -> None:
    scenario = gpssim.load_scenario("textbook")
    short = gpssim.replace(scenario, {"open_tender.price_weight": 0.3, "levers.monitoring": 0.9})
    full = gpssim.replace(scenario, {"mechanisms.open_tender.price_weight": 0.3, "policy.levers.monitoring": 0.9})
    assert short == full
    assert (short.policy.settings[-1].value, short.policy.levers.monitoring) == (0.3, 0.9)
    said = gpssim.replace(scenario, {"open_tender.price_weight": {"value": 0.3, "source": "a city's rule"}})
    assert said.sources[-1].path == "mechanisms.open_tender.price_weight"
    assert gpssim.replace(scenario, {"open_tender.price_weight": 0.3, "open_tender.price_weight.source": "a city's rule"}) == said


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("open_tendr.price_weight", 0.3, "did you mean 'open_tender.price_weight'"),
        ("mechanisms.open_tendr.price_weight", 0.3, "did you mean 'open_tender'"),
        ("mechanisms.open_tender.price_wieght", 0.3, "did you mean 'price_weight'"),
        ("open_tender.price_weight", 7, "it must be a number from 0.1 to 1"),
        ("monitoring", 0.3, "did you mean 'policy.levers.monitoring'"),
    ],
)
def test_replace_refuses_what_it_cannot_mean_at_once(path: str, value: float, line: str) -> None:
    with pytest.raises(GpssimError) as refused:
        gpssim.replace(gpssim.load_scenario("textbook"), {path: value})
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
