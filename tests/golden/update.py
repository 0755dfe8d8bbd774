"""Rewrites the golden summary on purpose: ``python tests/golden/update.py [--scenario] [--columns]``.

``--scenario`` first takes all parameters anew from the preset and the defaults of today, which is needed when one was added,
renamed or removed; ``--columns`` takes in columns that tables have got since. Say in the changelog why the numbers changed.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from golden_summary import COLUMNS, SCENARIO, SUMMARY, golden_runs, summary_of

from gpssim.scenario import load_scenario, replace

SIZES: dict[str, Any] = {"name": "golden", "warm_up": 12, "months": 24, "world.city.n_citizens": 2_000}


def write(path: Any, tree: Any) -> None:
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if "--scenario" in arguments:
        whole = replace(load_scenario("suzhou-high-tech"), SIZES).model_dump(mode="json")
        write(SCENARIO, {**whole, "policies": [], "sources": [], "notes": ""})
    runs = golden_runs()
    if "--columns" in arguments:
        write(COLUMNS, {name: table.column_names for name, table in runs["status_quo"].tables().items()})
    write(SUMMARY, {policy: summary_of(model) for policy, model in runs.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
