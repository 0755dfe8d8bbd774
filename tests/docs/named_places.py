"""What the words in backticks on a page of the documentation name: files, modules, functions, columns, parameters."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from gpssim.agents.citizen import Citizen
from gpssim.agents.columns import states_of
from gpssim.agents.enterprise import EnterpriseRow
from gpssim.agents.organization import SocialOrganization
from gpssim.agents.purchaser import GovernmentPurchaser
from gpssim.plugins import SHELVES
from gpssim.records.tables import TABLES
from gpssim.scenario import Scenario
from gpssim.scenario.parameters import parameters
from gpssim.state.attribute import attributes
from gpssim.state.contract_row import ContractRow
from gpssim.state.market_state import MarketState

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gpssim"
BASES = (ROOT, PACKAGE, PACKAGE / "month", PACKAGE / "scenario")
"""Where a path on a page may begin: the repository, the package, the rooms of the month, the rooms of a scenario."""

FENCE = re.compile(r"^(`{3,}).*?^\1", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"(?<!`)(?<!\{doc\})`([^`\n]+)`(?!`)")
NAME = r"[A-Za-z_]\w*"
FILE = re.compile(rf"^({NAME}/)*({NAME}|\.\w+)\.(py|ipynb|md|toml|csv|json|png|cff|tex|dta|xlsx|parquet)$")
FOLDER = re.compile(rf"^({NAME}/)+({NAME})?$")
IN_FILE = re.compile(rf"^((?:{NAME}/)+{NAME})((?:\.{NAME})+)$")
PLACEHOLDER = re.compile(r"\b[A-Z]{4,}(_|\b)")
DOTTED = re.compile(rf"^{NAME}(\.{NAME})+$")
STORES: dict[str, type] = {
    "citizens": Citizen,
    "organizations": SocialOrganization,
    "purchasers": GovernmentPurchaser,
    "contracts": ContractRow,
    "enterprises": EnterpriseRow,
}


def names_on(page: Path) -> Iterator[str]:
    """Everything in backticks outside blocks of code, without arguments and the tilde that shortens a link."""
    for quoted in QUOTED.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        yield re.sub(r"\(.*\)$", "", quoted.removeprefix("~").strip())


def written_on(page: Path) -> set[str]:
    """Words that blocks of code on the page put in quotes: what they name is made by the page itself."""
    blocks = "".join(m.group(0) for m in FENCE.finditer(page.read_text(encoding="utf-8")))
    return set(re.findall(r"[\"'](\w+)(?:\.\w+)?[\"']", blocks))


@lru_cache
def modules() -> dict[str, tuple[str, ...]]:
    """Dotted names of the package's modules by their last word."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        words = path.relative_to(ROOT).with_suffix("").parts
        words = words[:-1] if words[-1] == "__init__" else words
        found[words[-1]] = (*found.get(words[-1], ()), ".".join(words))
    return found


@lru_cache
def paths_of_parameters() -> frozenset[str]:
    """Every parameter's path, and the paths of the groups they stand in."""
    split = [row.path.split(".") for row in parameters(Scenario())]
    return frozenset(".".join(words[:k]) for words in split for k in range(1, len(words) + 1))


def has(thing: Any, name: str) -> bool:
    """Whether a module, class or instance has a name, or declares it without a value, or its class sets it."""
    ours = [cls for cls in getattr(thing, "__mro__", ()) if cls.__module__.startswith("gpssim.")]
    declared = any(name in vars(cls).get("__annotations__", {}) for cls in ours)
    return hasattr(thing, name) or declared or any(re.search(rf"self\.{name}\b( =|:|, )", inspect.getsource(cls)) for cls in ours)


def leads_from(module: ModuleType, words: list[str]) -> bool:
    """Whether a chain of names leads somewhere from a module; what a file only imports lies elsewhere."""
    thing: Any = module
    for k, word in enumerate(words):
        if not has(thing, word):
            return False
        if not hasattr(thing, word):  # declared without a value: nothing to follow
            return k == len(words) - 1
        thing = getattr(thing, word)
        is_made_here = not isinstance(thing, type | FunctionType) or thing.__module__ == module.__name__
        if k == 0 and not hasattr(module, "__path__") and not is_made_here:
            return False
    return True


def classes_in(module: str) -> list[type]:
    """Classes that a module defines: a plug-in's parameters, say, are named after its file."""
    return [
        thing
        for thing in vars(importlib.import_module(module)).values()
        if getattr(thing, "__module__", "") == module and isinstance(thing, type)
    ]


def is_in_package(dotted: str) -> bool:
    """Whether a full dotted name is a module of the package, or lies in one."""
    words = dotted.split(".")
    for k in range(len(words), 0, -1):
        try:
            module = importlib.import_module(".".join(words[:k]))
        except ModuleNotFoundError:
            continue
        return leads_from(module, words[k:])
    return False


def exists(path: str) -> bool:
    """Whether a path leads somewhere from one of the places where it may begin."""
    return any((base / path).exists() for base in BASES)


def is_in_file(path: str, words: list[str]) -> bool:
    """Whether a file of the package has a function, class or method."""
    files = [f for base in BASES[1:] if (f := (base / path).with_suffix(".py")).is_file()]
    return any(is_in_package(".".join([*f.relative_to(ROOT).with_suffix("").parts, *words])) for f in files)


def readings(dotted: str) -> list[bool]:
    """What a dotted name may mean, and whether there is such a thing; empty for what is no name of gpssim's."""
    first, *rest = dotted.split(".")
    found: list[bool] = []
    if first == "gpssim":
        found.append(dotted in {shelf.group for shelf in SHELVES.values()} or is_in_package(dotted))
    if first in {"world", "policy"}:
        found.append(dotted in paths_of_parameters())
    if first in TABLES:
        found.append(len(rest) == 1 and rest[0] in {c.name for c in TABLES[first].columns})
    if first in STORES:
        found.append(rest[0] in states_of(STORES[first]) or has(STORES[first], rest[0]))
    for module in modules().get(first, ()):
        found.append(is_in_package(".".join([module, *rest])))
        found.append(first not in {"world", "policy"} and any(has(cls, rest[0]) for cls in classes_in(module)))
    if first in {a.name for a in attributes(MarketState)} | {"market", "model"}:
        found.append(first in {"market", "model"} and (has(MarketState, rest[0]) or rest[0] in STORES))
    if found and f"world.{dotted}" in paths_of_parameters():
        found.append(True)
    return found


def leads_nowhere(name: str, page: Path) -> bool:
    """Whether a word in backticks names something of gpssim's that does not exist; false for other words."""
    inside = IN_FILE.match(name)
    if FILE.match(name) or FOLDER.match(name):
        known = (name.split("/")[0] in known_folders() or name.endswith(".py")) and not PLACEHOLDER.search(name)
        return known and not exists(name) and Path(name).stem.removeprefix("test_") not in written_on(page)
    if inside:
        return not is_in_file(inside[1], inside[2].strip(".").split("."))
    return bool(DOTTED.match(name)) and not any(readings(name) or [True])


@lru_cache
def known_folders() -> frozenset[str]:
    """Folders with which a path begins."""
    return frozenset(p.name for base in BASES for p in base.iterdir() if p.is_dir())
