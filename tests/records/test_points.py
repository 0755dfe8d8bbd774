"""The points of a study in its manifest."""

from __future__ import annotations

import copy
from typing import Any

from gpssim.records.points import world_of

MANIFEST: dict[str, Any] = {
    "scenario": {
        "world": {
            "city": {"n_districts": 7, "names": ["a", "b"]},
            "domains": [{"name": "care", "prevalence": [0.1, 0.2]}],
            "fees": {},
        }
    },
    "drawn": {
        "world.city.n_districts": [5, None],
        "world.domains.care.prevalence.1": [0.3, 0.4],
        "policy.levers.monitoring": [0.5, 0.6],
    },
}


def test_a_world_has_what_was_drawn_for_it_and_the_scenario_stays_as_it_is() -> None:
    before = copy.deepcopy(MANIFEST)
    first, second = world_of(MANIFEST, 1), world_of(MANIFEST, 2)
    assert first["city"] == {"n_districts": 5, "names": ["a", "b"]}
    assert first["domains"] == [{"name": "care", "prevalence": [0.1, 0.3]}]
    assert (second["city"]["n_districts"], second["domains"][0]["prevalence"]) == (7, [0.1, 0.4])
    assert before == MANIFEST
    assert world_of(MANIFEST, 0) == MANIFEST["scenario"]["world"]
    assert first["fees"] is MANIFEST["scenario"]["world"]["fees"], "what no point changes is not copied for each"
