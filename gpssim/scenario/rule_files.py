"""Rule-set files: TOML in, validated rules out, as they hold at a date and a level of government."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gpssim.errors import ScenarioError
from gpssim.files.nearest import no_file
from gpssim.files.reading import can_be_read, text_of
from gpssim.scenario.declarations.rule_set import RuleSet
from gpssim.scenario.files import parsed
from gpssim.scenario.tree import replace, validated

if TYPE_CHECKING:
    from gpssim.scenario.declarations.world import World

YEARS: Final = ("2014", "2020", "2026")


def rule_set_names() -> tuple[str, ...]:
    """The rule sets that come with the package, sorted."""
    folder = resources.files("gpssim.scenario") / "rule_sets"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def rule_set_text(name_or_path: str | Path) -> str:
    """The TOML text of a rule set, comments and all.

    Raises
    ------
    UnknownNameError : neither a shipped rule set nor an existing file.
    ScenarioError : the file cannot be read.
    """
    text = str(name_or_path)
    if text in rule_set_names():
        return (resources.files("gpssim.scenario") / "rule_sets" / f"{text}.toml").read_text(encoding="utf-8")
    if not can_be_read(text):
        raise no_file("rule set (neither shipped nor a file):", text, rule_set_names())
    return text_of(text)


def load_rule_set(name_or_path: str | Path) -> RuleSet:
    """A rule set by name or from a TOML file, as written, variants not applied.

    Raises
    ------
    UnknownNameError, ScenarioError : no such rule set, unknown keys, impossible values (one line each).
    """
    return validated(RuleSet, parsed(rule_set_text(name_or_path), str(name_or_path)), "rule set")


def rules_of(world: World) -> RuleSet | None:
    """The rules in force in a world: the rule set with the variants of its date and level and the world's own changes; or none.

    Raises
    ------
    UnknownNameError, ScenarioError : as :func:`load_rule_set`; an unknown level or path, a changed rule that cannot be.
    """
    law = world.law
    if not law.rule_set:
        if law.level or law.overrides:
            raise ScenarioError("world.law names a level or overrides, but no rule_set")
        return None
    written = load_rule_set(law.rule_set)
    written.check_level(law.level, YEARS)
    changes = {**written.at((world.rules_as_of, law.level)), **law.changes}
    return replace(written, changes) if changes else written
