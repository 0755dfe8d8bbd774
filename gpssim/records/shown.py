"""What a notebook shows of results: which runs there are, and which tables."""

from __future__ import annotations

from typing import Any

from gpssim.records.runs import SUCCEEDED
from gpssim.texts.html import table


def results_as_html(results: Any) -> str:
    """A row for each policy with the runs that succeeded and failed, the names of the tables below.

    ``results`` are a :class:`gpssim.Results`, whose file calls this one.
    """
    done = results.runs["status"] == SUCCEEDED
    rows = []
    for policy in results.policies:
        mine = results.runs["policy"].astype(str) == policy
        title = results.policy_titles.get(policy, ("", ""))[0]
        rows.append((policy, title, int((mine & done).sum()), int((mine & ~done).sum())))
    told = f"{results.months} months after the switch; tables: {', '.join(results.names())}"
    name = results.manifest.get("scenario_name", "")
    return table(f"Results of {name}" if name else "Results", rows, ("policy", "title", "runs", "failed"), told)
