"""What a notebook or a prompt shows of a study: what will be run."""

from __future__ import annotations

from typing import Any

from gpssim.scenario.shown import portfolio
from gpssim.texts.html import table
from gpssim.texts.text import singular


def study_in_words(study: Any) -> str:
    """A study in a line: scenario, policies, runs, seed."""
    names = ", ".join(policy.name for policy in study.checked)
    worlds = f" and {study.n_worlds} sampled worlds" * bool(study.n_worlds)
    size = f"{study.replications} replications{worlds}, {n_runs(study)} runs, seed {study.seed}"
    return f"Study({study.specified.name!r}: {names}; {singular(size)})"


def n_runs(study: Any) -> int:
    """Runs in all: replications and worlds under every policy and closure."""
    return int(len(study.groups) * study.runs_per_group)


def study_as_html(study: Any) -> str:
    """A row for each policy, the size of the study below."""
    rows = [(policy.name, policy.title, portfolio(policy)) for policy in study.checked]
    months = f"{study.specified.months} months after {study.specified.warm_up} of warm-up"
    told = f"{study.replications} replications, {study.n_worlds} sampled worlds, {months}: {n_runs(study)} runs, seed {study.seed}"
    return table(f"Study of {study.specified.name}", rows, ("policy", "title", "mechanisms"), singular(told))
