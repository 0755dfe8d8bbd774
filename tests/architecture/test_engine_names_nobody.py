"""The engine names no plug-in and reads no hook that is not declared; levers written as text are read where the policy is made."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from source import BY_NAME, tree_of

from gpssim import registry
from gpssim.plugins import SHELVES

ENGINE = [n for n in BY_NAME if n.startswith(("gpssim.state.", "gpssim.month.", "gpssim.agents.")) or n == "gpssim.model"]
WORDS_OF_LEVERS = {
    "gpssim.state.portfolio": {"in_house"},  # a value of the lever outside_catalogue
    "gpssim.month.purchasing.purchases": {"in_house"},  # a step of a rule set after a failure
    "gpssim.model": {"open_tender"},  # the policy of whoever names none
}
"""Words that happen to be names of mechanisms and mean something else."""


def words(tree: ast.Module) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (str(node.value) for node in nodes if id(node) not in said)


def named(tree: ast.Module) -> set[str]:
    """Mechanisms that a module names."""
    return set(words(tree)) & set(registry.mechanisms())


def hooks(tree: ast.Module) -> list[str]:
    """Attributes that are asked for in case they are there."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and len(n.args) > 2]
    return [ast.unparse(n) for n in calls if isinstance(n.func, ast.Name) and n.func.id == "getattr"]


def test_the_engine_names_no_mechanism() -> None:
    found = {name: named(tree_of(BY_NAME[name])) for name in ENGINE}
    assert {name: words for name, words in found.items() if words != WORDS_OF_LEVERS.get(name, set())} == {}


def test_what_the_engine_asks_of_a_plugin_is_declared() -> None:
    found = {name: hooks(tree_of(BY_NAME[name])) for name in ENGINE if name != "gpssim.model"}
    assert {name: asked for name, asked in found.items() if asked} == {}


def test_a_planted_name_and_a_planted_hook_are_seen() -> None:
    assert named(ast.parse("def f(line):\n    return line.mechanism == 'lottery'")) == {"lottery"}
    assert hooks(ast.parse("halo = getattr(mechanism, 'halo', 0.0)"))


def test_one_mechanism_provides_in_house_and_one_is_the_direct_one() -> None:
    shipped = SHELVES["mechanism"].shipped.values()
    assert [c.name for c in shipped if c.provides_in_house] == [registry.in_house()]
    assert [c.name for c in shipped if c.direct] == [registry.direct()]


def test_nobody_reads_the_text_of_a_lever_again() -> None:
    used = {n for n, path in BY_NAME.items() if "gpssim.scenario.written" in path.read_text(encoding="utf-8")}
    parsers = {"fund_uses", "measures_in", "path_of", "names_in", "words", "settings_in"}
    outside = {n for n in used if not n.startswith("gpssim.scenario.")}
    found = {n: {x.rpartition(".")[2] for x in imports(n)} & parsers for n in outside}
    assert {n: f for n, f in found.items() if f} == {"gpssim.plugins.shelf": {"settings_in"}}  # once for each text


def imports(name: str) -> Iterator[str]:
    for node in ast.walk(tree_of(BY_NAME[name])):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def split_in(name: str) -> list[str]:
    """Calls of ``split`` in a module."""
    calls = [n for n in ast.walk(tree_of(BY_NAME[name])) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [ast.unparse(n) for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr == "split"]


def test_no_lever_is_split_in_the_market() -> None:
    assert [call for name in ENGINE if name.startswith(("gpssim.state.", "gpssim.month.")) for call in split_in(name)] == []
