"""Scenario files: TOML in, TOML out, and the presets that come with the package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gpssim.errors import ScenarioError, impossible
from gpssim.files.nearest import near, no_file
from gpssim.files.reading import can_be_read, text_of
from gpssim.files.writing import write_text
from gpssim.scenario.beside import found_beside, named_from
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.shipped import preset_names, preset_text
from gpssim.scenario.tree import tree_of, validated


def load_scenario(name_or_path: str | Path) -> Scenario:
    """A scenario by the name of a preset, or from a TOML file.

    Parameters
    ----------
    name_or_path : ``textbook``, ``suzhou-high-tech`` or another preset, or the path of a TOML file, or of a pipe, or ``-``
        for standard input. ``~`` is the home folder; a rule set that a file names is sought beside it first.

    Returns
    -------
    :class:`~gpssim.Scenario`, validated and frozen.

    Raises
    ------
    UnknownNameError : neither a preset nor an existing file.
    ScenarioError : the file cannot be read, or holds unknown keys or impossible values (one line each).
    """
    tree = parsed(scenario_text(name_or_path), str(name_or_path))
    return validated(Scenario, tree if str(name_or_path) in preset_names() else found_beside(tree, name_or_path))


def load_policy(path: str | Path) -> Policy:
    """A policy from a TOML file of its own: what stands in a scenario under ``[policy]``, without that heading.

    Raises
    ------
    ScenarioError : there is no such file, or it holds unknown keys or impossible values (one line each).
    """
    if not can_be_read(str(path)):
        domain = "a policy, a mechanism, or a TOML file that holds a policy: there is no such file"
        raise impossible("policy", str(path), domain + near(path))
    return validated(Policy, parsed(text_of(str(path)), str(path)), "policy")


def scenario_text(name_or_path: str | Path) -> str:
    """The TOML text of a preset, a file, a pipe or standard input (``-``), comments and all."""
    if not isinstance(name_or_path, str | Path):
        raise impossible("scenario", name_or_path, "a scenario, the name of a preset, or the path of a file")
    text = str(name_or_path)
    if text in preset_names():
        return preset_text(text)
    if not can_be_read(text):
        raise no_file("scenario (neither a preset nor a file):", text, preset_names())
    return text_of(text)


def parsed(text: str, label: str) -> dict[str, Any]:
    """TOML text as plain values; ``label`` names the file in errors, which tell line and column.

    Raises
    ------
    ScenarioError : no TOML, a whole number of thousands of digits, or lists nested as deep as no reader goes.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ScenarioError(f"{label} cannot be read: its lists or tables are nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{label} is not TOML: {error}") from None
    except ValueError:  # Python's own limit, of which its reader of TOML knows no place
        raise ScenarioError(f"{label} cannot be read: a whole number in it has too many digits") from None


def toml_text(scenario: Scenario) -> str:
    """What the scenario sets (not its defaults) as TOML text; :func:`load_scenario` reads an equal scenario back."""
    return _as_toml(tree_of(scenario))


def _as_toml(tree: Mapping[str, Any]) -> str:
    import tomli_w  # only writers need it

    return tomli_w.dumps(_without_nothing(tree))


def write_scenario(scenario: Scenario, path: str | Path) -> Path:
    """Write the scenario as a TOML file, replacing what is there; returns its path."""
    return write_text(_as_toml(named_from(tree_of(scenario), path)), path)


def _without_nothing(tree: Any) -> Any:
    """The tree without keys whose value is None: TOML has no word for nothing, and nothing is the default there."""
    if isinstance(tree, dict):
        return {key: _without_nothing(value) for key, value in tree.items() if value is not None}
    return [_without_nothing(value) for value in tree] if isinstance(tree, list) else tree
