"""Files that a scenario names: sought beside the scenario's own file, kept as whole paths, and told by their names alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from gpssim.files.places import place_of
from gpssim.files.reading import beside, folder_beside


def found_beside(tree: Mapping[str, Any], file: str | Path) -> Mapping[str, Any]:
    """What a scenario file holds, with the whole path of a rule set that lies beside it, or in a folder that is named from there.

    A rule set that is not there is left as it is written: one that comes with gpssim, or a path from the working folder.
    """
    written = _rule_set(tree)
    folder = folder_beside(file)
    if not written or folder is None or (found := beside(folder, written)) == written:
        return tree
    return _with_rule_set(tree, found)


def named_from(tree: Mapping[str, Any], file: str | Path) -> Mapping[str, Any]:
    """The same for a file that is written: a rule set in its folder, or below, is named from there."""
    written, folder = _rule_set(tree), place_of(file).resolve().parent
    if not written or not Path(written).is_absolute() or not Path(written).is_relative_to(folder):
        return tree
    return _with_rule_set(tree, Path(written).relative_to(folder).as_posix())


def without_folder(rule_set: str) -> str:
    """What a rule set is called wherever it lies: a study that is moved with it is still the same study."""
    return PurePath(rule_set).name


def without_folders(world: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a world with its rule set called so."""
    law = world["law"]
    return {**world, "law": {**law, "rule_set": without_folder(law["rule_set"])}}


def _law(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    world = tree.get("world")
    law = world.get("law") if isinstance(world, Mapping) else None
    return law if isinstance(law, Mapping) else {}


def _rule_set(tree: Mapping[str, Any]) -> str:
    """The rule set that is named; a value may come with its source."""
    said = _law(tree).get("rule_set")
    value = said.get("value") if isinstance(said, Mapping) else said
    return value if isinstance(value, str) else ""


def _with_rule_set(tree: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    law, said = _law(tree), _law(tree)["rule_set"]
    value = {**said, "value": path} if isinstance(said, Mapping) else path
    return {**tree, "world": {**tree["world"], "law": {**law, "rule_set": value}}}
