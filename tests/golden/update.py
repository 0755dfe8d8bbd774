"""Rewrites today's golden summary on purpose: ``python tests/golden/update.py [--scenario] [--columns] [--fault]``.

``--scenario`` first takes all parameters anew from the preset and the defaults of today, which is needed when one was added,
renamed or removed; ``--columns`` takes in columns that tables have got since. Say in the changelog why the numbers changed.

The neutral set keeps the market as it was before its rules were mended: a parameter that is new is written into its scenario by
hand, at its neutral value. Only what was false, and not another rule, has none: ``--fault`` rewrites the neutral summary, too.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from golden_summary import SETS, file_of, golden_runs, summary_of

from gpssim.scenario import load_scenario, replace

TODAY = "today"
SIZES: dict[str, Any] = {"name": "golden", "warm_up": 12, "months": 24, "world.city.n_citizens": 2_000}


def write(path: Any, tree: Any) -> None:
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if "--scenario" in arguments:
        whole = replace(load_scenario("suzhou-high-tech"), SIZES).model_dump(mode="json")
        write(file_of(TODAY, "scenario"), {**whole, "policies": [], "sources": [], "notes": ""})
    if "--columns" in arguments:
        tables = golden_runs(TODAY)["status_quo"].tables()
        write(file_of(TODAY, "columns"), {name: table.column_names for name, table in tables.items()})
    for which in SETS if "--fault" in arguments else (TODAY,):
        write(file_of(which, "summary"), {policy: summary_of(model, which) for policy, model in golden_runs(which).items()})


if __name__ == "__main__":
    main(sys.argv[1:])
