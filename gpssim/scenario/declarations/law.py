"""Which rule set is in force: by name or path, for which level of government, with what a study changes in it."""

from __future__ import annotations

from typing import Any

from gpssim.scenario.fields import Group, param

Value = bool | int | float | str


class RuleOverride(Group):
    """One rule of the rule set, changed for this world."""

    path: str = param("thresholds.purchase_limit", "path", "dotted path in the rule set, such as thresholds.open_tender")
    value: Value = param(0.0, "as declared", "its value")


class Law(Group):
    """The rules of procurement in force. Without a rule set every mechanism is lawful at every value, as it says itself."""

    rule_set: str = param("", "name", "rule set in force: one that comes with gpssim, or the path of a TOML file; empty: none", "convention: none")
    level: str = param("", "name", "level of government whose variant of the rules holds; empty: the rule set's own", "convention: the rule set's own")
    overrides: tuple[RuleOverride, ...] = param((), "settings", "single rules changed", "convention: none")

    @property
    def changes(self) -> dict[str, Any]:
        """What is changed, by path."""
        return {change.path: change.value for change in self.overrides}
