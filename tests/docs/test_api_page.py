"""Every public name is documented: where it is looked up, with its parameters, what it returns, and what it refuses."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import gpssim
from gpssim import errors
from gpssim.records.results import Results
from gpssim.scenario.fields import Group
from tests.synthetic import POLICIES, synthetic_results

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEADING = re.compile(r"^(\w+)\n-+$", re.MULTILINE)
ENTRY = re.compile(r"^([*\w][\w*, ]*?) : ", re.MULTILINE)


@cache
def of_docs(path: str) -> ModuleType:
    """A module of the folder of the documentation."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(path)
    finally:
        sys.path.remove(str(DOCS))


def public() -> Iterator[tuple[str, Any]]:
    """Names of the front door and of the module of charts behind it, and the methods that the page shows."""
    for name in gpssim.__all__:
        thing = getattr(gpssim, name)
        if inspect.ismodule(thing):
            inner = ((f"{name}.{one}", getattr(thing, one)) for one in thing.__all__)
            yield from ((path, one) for path, one in inner if inspect.isfunction(one) or inspect.isclass(one))
        elif callable(thing):
            yield name, thing
    for owner, members in of_docs("api_page").MEMBERS.items():
        yield from ((f"{owner}.{one}", inspect.getattr_static(getattr(gpssim, owner), one)) for one in members)


PUBLIC = dict(public())


def function_of(thing: Any) -> Any:
    """What a class method or a property calls."""
    return getattr(thing, "__func__", None) or getattr(thing, "fget", None) or getattr(thing, "func", None) or thing


def sections_of(thing: Any) -> dict[str, str]:
    """The sections of a docstring; what stands before them is under the empty heading."""
    head, *rest = HEADING.split(inspect.getdoc(thing) or "")
    return {"": head.strip(), **dict(zip(rest[::2], rest[1::2], strict=True))}


def described(thing: Any) -> set[str]:
    """Parameters with a sentence: in the docstring or that of a class it inherits from, or where a group declares them."""
    if inspect.isclass(thing) and issubclass(thing, Group):
        return {name for name, field in thing.model_fields.items() if field.description or isinstance(field.annotation, type)}
    texts = [sections_of(one) for one in (thing.__mro__ if inspect.isclass(thing) else (thing,))]
    said = "".join(text.get("Parameters", "") + text.get("Attributes", "") for text in texts)
    return {name.strip("* ") for names in ENTRY.findall(said) for name in names.split(",")}


def parameters_of(thing: Any) -> set[str]:
    """What a caller may hand over. An agent is made by its market, a trial by its experiment."""
    if thing in (gpssim.Citizen, gpssim.SocialOrganization, gpssim.GovernmentPurchaser, gpssim.Trial):
        return set()
    return {name for name in inspect.signature(thing).parameters if name not in {"self", "cls"} and not name.startswith("_")}


def faults(thing: Any) -> list[str]:
    """What a reader would miss in a docstring. A method of one argument may say all in its sentence."""
    thing = function_of(thing)
    told, taken = sections_of(thing), parameters_of(thing)
    method = inspect.isfunction(thing) and thing.__qualname__ != thing.__name__ and "<locals>" not in thing.__qualname__
    found = ["says nothing"] if not told[""] else []
    if not (method and len(taken) <= 1):
        found += [f"does not describe {name}" for name in sorted(taken - described(thing))]
    gives = inspect.signature(thing).return_annotation if inspect.isfunction(thing) and not method else None
    if gives not in (None, "None", inspect.Signature.empty) and "Returns" not in told:
        found.append("does not say what it returns")
    return found


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_says_what_it_takes_and_gives(name: str) -> None:
    assert faults(PUBLIC[name]) == []


def test_planted_docstrings_are_found_wanting() -> None:
    def silent(results: object) -> int: ...  # type: ignore[empty-body]  # never called

    def half(results: object, period: str) -> int:
        """What it is.

        Parameters
        ----------
        results : a study's results.
        """
        return 0

    assert faults(silent) == ["says nothing", "does not describe results", "does not say what it returns"]
    assert faults(half) == ["does not describe period", "does not say what it returns"]


def test_every_name_of_the_front_door_has_an_entry() -> None:
    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    entered = set(re.findall(r"^\.\. (?:auto\w+|py:module):: (?:gpssim\.)?([\w.]+)$", page, re.MULTILINE))
    assert set(gpssim.__all__) - entered == {"__version__"}


@cache
def results() -> Results:
    return synthetic_results(POLICIES[:2], replications=2, months=48, worlds=1)


def test_a_misspelt_period_is_refused_even_where_no_world_was_sampled() -> None:
    with pytest.raises(errors.UnknownNameError, match="did you mean 'later'"):
        gpssim.arms_by_world(synthetic_results(POLICIES[:2], replications=2, months=24), periods=["latter"])


REFUSED: dict[str, list[Callable[[], object]]] = {
    "Change": [lambda: gpssim.Change(month=-1, mechanism="lottery"), lambda: gpssim.Change(mont=1)],
    "CornerStudy": [lambda: gpssim.CornerStudy("textbook", ["open_tender"], frictions=["dely"])],
    "Experiment": [lambda: gpssim.Experiment("", "x", {})],
    "MechanismShare": [lambda: gpssim.MechanismShare(share=1.2)],
    "Policy": [lambda: gpssim.Policy(shares=(gpssim.MechanismShare(share=0.2),))],
    "PublicServiceMarket": [lambda: gpssim.PublicServiceMarket(gpssim.Scenario(), "open_tendr")],
    "Results": [lambda: gpssim.Results("nowhere")],
    "Results.table": [lambda: results().table("projekts"), lambda: results().table("projects", ["prise"])],
    "Scenario": [lambda: gpssim.Scenario(months=0)],
    "Study": [lambda: gpssim.Study("textbook", ["open_tendr"]), lambda: gpssim.Study("textbook", ["open_tender"], replications=0)],
    "World": [lambda: gpssim.World(citty={})],
    "arms": [lambda: gpssim.arms(results(), periods=["latter"])],
    "arms_by_world": [lambda: gpssim.arms_by_world(results(), periods=["latter"])],
    "arms_in_worlds": [lambda: gpssim.arms_in_worlds(results(), periods=["latter"])],
    "compare": [
        lambda: gpssim.compare(results(), baseline="open_tendr"),
        lambda: gpssim.compare(results(), outcomes=["coverag"]),
        lambda: gpssim.compare(results(), periods=["latter"]),
        lambda: gpssim.compare(synthetic_results(POLICIES[:1], replications=2, months=12)),
    ],
    "compare_losses": [lambda: gpssim.compare_losses(results())],
    "decompose": [lambda: gpssim.decompose(results())],
    "draw_figures": [
        lambda: gpssim.draw_figures(results(), "nowhere", names=["who_win"]),
        lambda: gpssim.draw_figures(results(), "nowhere", language="fr"),
    ],
    "load_results": [lambda: gpssim.load_results("nowhere")],
    "load_scenario": [lambda: gpssim.load_scenario("suzhu")],
    "mechanisms_used": [lambda: gpssim.mechanisms_used(results(), periods=["latter"])],
    "plausible": [lambda: gpssim.plausible(results(), errors=-1.0)],
    "register": [lambda: gpssim.register("mechanizm", object), lambda: gpssim.register("mechanism", object)],
    "replace": [lambda: gpssim.replace(gpssim.Scenario(), {"mont": 1}), lambda: gpssim.replace(gpssim.Scenario(), {"months": 0})],
    "reversals": [lambda: gpssim.reversals(results(), most=4)],
    "values": [lambda: gpssim.values(results(), "coverag"), lambda: gpssim.values(results(), "coverage", by=["distrikt"])],
}
"""Calls that are refused; each must be announced in the docstring."""


def announced(thing: Any) -> tuple[type[Exception], ...]:
    """The errors that a docstring names."""
    if inspect.isclass(thing) and issubclass(thing, Group):
        return (errors.ScenarioError,)
    said = sections_of(thing).get("Raises", "")
    names = [name.strip() for found in ENTRY.findall(said) for name in found.split(",")]
    return tuple(getattr(errors, name) for name in names if hasattr(errors, name))


@pytest.mark.parametrize(("name", "k"), [(name, k) for name, calls in REFUSED.items() for k in range(len(calls))])
def test_what_is_refused_is_announced(name: str, k: int) -> None:
    owner, _, member = name.partition(".")
    thing = getattr(getattr(gpssim, owner), member) if member else getattr(gpssim, owner)
    with pytest.raises(errors.GpssimError) as refused:
        REFUSED[name][k]()
    assert isinstance(refused.value, announced(thing)), f"{name} raises {type(refused.value).__name__}"
    assert "\n" not in str(refused.value)


def test_a_docstring_of_the_house_becomes_fields() -> None:
    as_fields = of_docs("extensions.docstrings").as_fields
    text = """What it is.

    Parameters
    ----------
    seed, number : integers >= 0; the same pair
        meets the same luck.

    Returns
    -------
    DataFrame, one row: ``value``, in yuan
    a month.

    Raises
    ------
    StudyError : none there.

    >>> 1 + 1
    2"""
    lines = [line for line in as_fields(inspect.cleandoc(text).splitlines()) if line]
    assert lines == [
        "What it is.",
        ":param seed: integers >= 0; the same pair meets the same luck.",
        ":param number: integers >= 0; the same pair meets the same luck.",
        ":returns: DataFrame, one row: ``value``, in yuan a month.",
        ":raises StudyError: none there.",
        ">>> 1 + 1",
        "2",
    ]


def test_a_group_says_meaning_unit_domain_and_default_of_its_parameters() -> None:
    made = of_docs("extensions.docstrings")
    lines = made.as_fields(made.declared(gpssim.Change))
    said = "unit: month; domain: a whole number from 0 to 1200; by default ``0``."
    assert f":param month: first month of the change, from the switch of policy; {said}" in lines
    assert any(line.startswith(":raises ScenarioError:") for line in lines)
