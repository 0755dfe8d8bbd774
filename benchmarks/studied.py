"""Seconds of the same study in several ways, one after the other; all must leave the same numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timing import seconds

import gpssim
from gpssim.scenario import Scenario

POLICIES = ("open_tender", "directed_commission")


def spent_by(scenario: Scenario, replications: int, ways: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Seconds of a study from its start to the last file, by the names of the ways.

    Parameters
    ----------
    ways : options of :class:`gpssim.Study`, such as ``workers`` and ``on``.
    """
    spent, digests = {}, set()
    for name, options in ways.items():
        study = gpssim.Study(scenario, POLICIES, replications=replications, keep=0, **options)
        with tempfile.TemporaryDirectory() as folder:
            spent[name] = seconds(lambda s=study, f=folder: digests.add(s.run(Path(f) / "study", progress=False).digest))
    if len(digests) > 1:
        raise SystemExit(f"{', '.join(ways)} left different results")
    return spent
