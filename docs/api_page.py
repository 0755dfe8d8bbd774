"""The page about Python names: everything behind the front door, in the order in which a study needs it."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any, Final

from markdown_tables import table

import gpssim
from gpssim import errors

SECTIONS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Scenarios and policies": (
        "What is decided before the first month. All are frozen; `replace` makes a copy that differs.",
        ("load_scenario", "replace", "Scenario", "World", "Policy", "MechanismShare", "Change", "purchasing_mechanisms"),
    ),
    "One market": (
        "One run to look into, and who is in it. State variables, with units: {doc}`state`.",
        ("PublicServiceMarket", "Citizen", "SocialOrganization", "GovernmentPurchaser"),
    ),
    "Studies and results": (
        "Many runs under the same luck, and what they leave behind: {doc}`tables`.",
        ("Study", "Results", "load_results", "export"),
    ),
    "Comparisons": (
        "From tables to numbers with intervals. Indicators: {doc}`indicators`.",
        ("compare", "values", "mean_band", "interval", "half_width", "limits", "limits_of"),
    ),
    "What each policy bought with": (
        "An arm is named for a mechanism; these say how much of its money went that way.",
        ("arms", "mechanisms_used", "arms_by_world", "arms_in_worlds"),
    ),
    "Sampled worlds": (
        "What was drawn, which worlds count, what goes with a number: {doc}`../explanation/fair_comparison`.",
        ("worlds", "plausible", "plausible_share", "drivers"),
    ),
    "Frictions": (
        "Every set of frictions switched off: {doc}`../how-to/decompose_the_loss`.",
        ("CornerStudy", "decompose", "compare_losses"),
    ),
    "Offers, looked at again": ("", ("regret", "reversals")),
    "Figures": (
        "Each of them is shown in {doc}`../gallery`; {doc}`../how-to/write_an_experiment` draws tables of its own.",
        ("draw_figures", "charts"),
    ),
    "Experiments": ("A study of your own as a program: {doc}`../how-to/write_an_experiment`.", ("Experiment", "Size", "Trial")),
    "Calibration and search": (
        "From records to parameters: {doc}`../how-to/calibrate`; to a front of policies: {doc}`../how-to/search_for_a_policy`.",
        ("calibrate", "search_policies"),
    ),
    "Plug-ins": (
        "A mechanism, an indicator, a figure or another plug-in of your own: {doc}`../how-to/share_plugins`.",
        ("register",),
    ),
}
"""Headings, what stands below them, and the names; a public name that is in none of them stands under the last heading."""
FURTHER: Final = "Further names"

MEMBERS: Final = {
    "PublicServiceMarket": ("step", "run", "warm_up", "branch", "table", "tables", "since_switch", "agents", "agents_by_type"),
    "Study": ("run",),
    "Results": ("table", "plot", "runs", "names", "policies", "months", "batches", "world", "drawn", "digest"),
    "Policy": ("of",),
    "Citizen": ("trust", "group_name", "providers", "citizen_id"),
    "SocialOrganization": ("kind", "ability", "cash", "domains", "districts"),
    "Experiment": ("trial", "main"),
    "Trial": ("run", "finish", "gather", "first", "among", "sized", "save", "show", "draw", "draw_figures"),
}
"""What of a class is part of the front door."""

ERRORS: Final = ("GpssimError", "ScenarioError", "UnknownNameError", "StudyError", "ConservationError")

TOP: Final = """# Python names

Everything a study needs is a name of `gpssim`. Other modules can be imported too and are laid out in
{doc}`../explanation/architecture`; the names below are the ones that stay. `DataFrame` is always one of pandas; money is in yuan
(columns that end in `_fen` are in fen), months count from the switch of policy, a *share* lies from 0 to 1, and *latent* is the
scale without bounds on which quality is kept ({doc}`glossary`).

"""


def sections() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The headings with every public name below one of them."""
    placed = {name for _, names in SECTIONS.values() for name in names}
    rest = tuple(name for name in gpssim.__all__ if name not in placed and name != "__version__")
    there = {heading: (said, tuple(n for n in names if n in gpssim.__all__)) for heading, (said, names) in SECTIONS.items()}
    return {**there, **({FURTHER: ("", rest)} if rest else {})}


def first_line(thing: Any) -> str:
    """What a name is, in the first sentence of its docstring."""
    return (
        (inspect.getdoc(thing) or "")
        .partition("\n")[0]
        .replace(":func:", "")
        .replace(":class:", "")
        .replace(":meth:", "")
        .replace("``", "`")
    )


def overview(names: tuple[str, ...]) -> str:
    """The names of a section with what each of them is."""
    return table(("name", "what it is"), ((f"{{any}}`gpssim.{name}`", first_line(getattr(gpssim, name))) for name in names))


def entries(name: str) -> list[str]:
    """What Sphinx is told about a name."""
    thing = getattr(gpssim, name)
    if isinstance(thing, ModuleType):
        return [
            f".. py:module:: gpssim.{name}",
            "",
            *(line for one in thing.__all__ for line in inner(thing, f"gpssim.{name}", one)),
        ]
    if not inspect.isclass(thing):
        return [f".. autofunction:: {name}"]
    return [
        f".. autoclass:: {name}",
        *([f"   :members: {', '.join(MEMBERS[name])}"] if name in MEMBERS else []),
        "   :inherited-members:" * (name == "Trial"),
    ]


def inner(module: ModuleType, path: str, name: str) -> list[str]:
    """What Sphinx is told about a name of a module behind the front door; types that only hints use are left out."""
    thing = getattr(module, name)
    kind = "class" if inspect.isclass(thing) else "function" if inspect.isfunction(thing) else ""
    return [f".. auto{kind}:: {path}.{name}"] if kind else []


def section(heading: str, said: str, names: tuple[str, ...]) -> str:
    """One heading, its table, its entries."""
    lines = "\n".join(line for name in names for line in entries(name))
    return f"## {heading}\n\n{said}\n\n{overview(names)}\n```{{eval-rst}}\n.. currentmodule:: gpssim\n\n{lines}\n```\n\n"


def api_page() -> str:
    """Every public name, then the errors."""
    text = TOP + "".join(section(heading, *rest) for heading, rest in sections().items())
    raised = "\n".join(f".. autoexception:: gpssim.errors.{name}" for name in ERRORS)
    told = table(("error", "what it says"), ((f"`{name}`", first_line(getattr(errors, name))) for name in ERRORS))
    said = "All are in `gpssim.errors`; the command line leaves with exit code 2 for them."
    return f"{text}## Errors\n\n{said}\n\n{told}\n```{{eval-rst}}\n{raised}\n```\n"
