"""Rewrites today's golden summary on purpose: ``python tests/golden/update.py [--scenario] [--columns] [--fault]``.

``--scenario`` first takes all parameters anew from the preset and the defaults of today, which is needed when one was added,
renamed or removed; ``--columns`` takes in columns that tables have got since. Say in the changelog why the numbers changed.
Other numbers are another version: raise ``__version__`` first, or the summary is not written. A version without other numbers is
entered into ``gpssim/numbers.toml`` in the same way.

The neutral set keeps the market as it was before its rules were mended: a parameter that is new is written into its scenario by
hand, at its neutral value. Only what was false, and not another rule, has none: ``--fault`` rewrites the neutral summary, too.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from golden_summary import LEDGER, SETS, entered, file_of, golden_runs, ledger, numbers_of, summary_of

from gpssim import __version__
from gpssim.scenario import load_scenario, replace

TODAY = "today"
HEAD = "# Which numbers each version of gpssim makes, oldest first. Written by tests/golden/update.py; no line is ever changed.\n\n"
SIZES: dict[str, Any] = {"name": "golden", "warm_up": 12, "months": 24, "world.city.n_citizens": 2_000}


def write(path: Any, tree: Any) -> None:
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if "--scenario" in arguments:
        whole = replace(load_scenario("suzhou-high-tech"), SIZES).model_dump(mode="json")
        write(file_of(TODAY, "scenario"), {**whole, "policies": [], "sources": [], "notes": ""})
    if "--columns" in arguments:
        tables = golden_runs(TODAY)["status_quo"].tables(arrow=True)
        write(file_of(TODAY, "columns"), {name: table.column_names for name, table in tables.items()})
    anew = SETS if "--fault" in arguments else (TODAY,)
    summaries = {which: json.loads(file_of(which, "summary").read_text(encoding="utf-8")) for which in SETS}
    summaries |= {which: {policy: summary_of(model, which) for policy, model in golden_runs(which).items()} for which in anew}
    versions = entered(ledger(), __version__, numbers_of(summaries))
    for which in anew:
        write(file_of(which, "summary"), summaries[which])
    rows = "".join(f'"{version}" = "{numbers}"\n' for version, numbers in versions.items())
    LEDGER.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
