"""Paths of parameters of mechanisms and choice rules (``mechanisms.open_tender.price_weight``): where a scenario keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gpssim.errors import impossible

PLUGINS: Final = ("mechanisms.", "choices.")
"""How such a path begins."""
SETTINGS: Final = "policy.settings"


def as_settings(whole: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by path; those of mechanisms and choice rules become settings of the scenario's own policy.

    Parameters
    ----------
    whole : the scenario as plain values.

    Raises
    ------
    ScenarioError : a path that does not say plug-in and parameter.
    """
    own = {path: value for path, value in values.items() if path.startswith(PLUGINS)}
    if not own:
        return dict(values)
    rest = {path: value for path, value in values.items() if path not in own}
    settings = {(s["mechanism"], s["name"]): s["value"] for s in rest.pop(SETTINGS, whole["policy"]["settings"])}
    for path, value in own.items():
        words = path.split(".")
        if len(words) != 3 or not all(words):
            raise impossible("the path of a parameter of a mechanism", path, "mechanisms.NAME.PARAMETER")
        settings[words[1], words[2]] = value
    return {**rest, SETTINGS: [{"mechanism": m, "name": name, "value": value} for (m, name), value in settings.items()]}
