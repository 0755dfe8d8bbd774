"""What is kept of the golden runs: every table's digest at nine digits, and sums by month that tell where a difference begins."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
from gpssim.scenario import Scenario, validated

FOLDER: Final = Path(__file__).parent
LEDGER: Final = FOLDER.parents[1] / "gpssim" / "numbers.toml"
"""Which numbers each version makes; it comes with the package."""
SETS: Final = ("today", "neutral")
"""``today``: the preset with the defaults of today. ``neutral``: every rule that was mended since at the value that keeps the
market as it was before; its numbers never change, so that a mending can be taken back by parameters alone."""

POLICIES: Final = ("open_tender", "directed_commission", "venture_philanthropy", "status_quo")
SEED, REPLICATION = 20240101, 3
DIGITS, OF_LARGEST = 9, 13
"""Digits compared, of a number itself and of the largest in its column: what large sums leave when they cancel is noise."""

BY_MONTH: Final = {
    "monthly": ("n_need", "n_served", "n_queued", "n_dropped", "waiting", "satisfaction", "n_complaints"),
    "public": ("trust_government", "trust_providers", "awareness"),
    "services": ("n_contracts", "places_delivered", "delivered_latent", "cost_delivery", "cost_effort"),
    "purchasers": ("committed", "paid", "lapsed", "procedure_cost", "n_inspections", "belief_error"),
    "organizations": ("staff", "ability", "cash", "autonomy"),
}
"""Sums by month, in the order of events."""


def file_of(which: str, kind: str) -> Path:
    """``scenario``, ``summary`` or ``columns`` of a set."""
    return FOLDER / which / f"{kind}.json"


def numbers_of(summaries: Mapping[str, Any]) -> str:
    """The word for all numbers of the golden runs, by set: a digest of the digests of their tables."""
    digests = {which: {policy: run["digests"] for policy, run in runs.items()} for which, runs in summaries.items()}
    return hashlib.blake2b(json.dumps(digests, sort_keys=True).encode(), digest_size=8).hexdigest()


def stored_numbers() -> str:
    """The word for the numbers that are stored."""
    return numbers_of({which: json.loads(file_of(which, "summary").read_text(encoding="utf-8")) for which in SETS})


def ledger() -> dict[str, str]:
    """Which numbers each version makes, oldest first."""
    return tomllib.loads(LEDGER.read_text(encoding="utf-8"))


def entered(versions: Mapping[str, str], version: str, numbers: str) -> dict[str, str]:
    """The ledger with the numbers of a version.

    Raises
    ------
    ValueError : the version is known for other numbers: it needs another name.
    """
    if versions.get(version, numbers) != numbers:
        raise ValueError(
            f"gpssim {version} makes the numbers {versions[version]}, and these are {numbers}: "
            "raise __version__ in gpssim/__init__.py and the version in CITATION.cff first, then update again"
        )
    return {**versions, version: numbers}


def golden_scenario(which: str) -> Scenario:
    """The scenario with every parameter written out, so that another default is another golden run only when asked for."""
    return validated(Scenario, json.loads(file_of(which, "scenario").read_text(encoding="utf-8")))


def golden_runs(which: str) -> dict[str, PublicServiceMarket]:
    start = PublicServiceMarket(golden_scenario(which), seed=SEED, replication=REPLICATION, check=True).warm_up()
    return {policy: start.branch(policy).run() for policy in POLICIES}


def rounded(values: np.ndarray) -> np.ndarray:
    """Numbers at nine significant digits, and at no more than thirteen of the largest among them."""
    finite = np.where(np.isfinite(values), values, 0.0)
    largest = np.abs(finite).max(initial=0.0)
    if largest == 0.0:
        return np.where(np.isfinite(values), 0.0, values)
    places = DIGITS - 1 - np.floor(np.log10(np.where(finite == 0.0, largest, np.abs(finite))))
    scale = 10.0 ** np.minimum(places, OF_LARGEST - 1 - np.floor(np.log10(largest)))
    return np.where(np.isfinite(values), np.round(finite * scale) / scale + 0.0, values)


def rounded_table(table: pa.Table) -> pa.Table:
    for place, kind in enumerate(table.schema.types):
        if pa.types.is_floating(kind):
            values = rounded(table.column(place).to_numpy())
            table = table.set_column(place, table.column_names[place], pa.array(values))
    return table


def summary_of(model: PublicServiceMarket, which: str) -> dict[str, Any]:
    """One run: digest and rows of every table, sums by month."""
    tables = known_columns(model.tables(arrow=True), which)
    return {
        "rows": {name: table.num_rows for name, table in tables.items()},
        "digests": {name: table_digest(rounded_table(table)) for name, table in tables.items()},
        "by_month": {f"{name}.{column}": sums(tables[name], column) for name, columns in BY_MONTH.items() for column in columns},
    }


def known_columns(tables: dict[str, pa.Table], which: str) -> dict[str, pa.Table]:
    """The tables with the columns they had when the summary was written: a column that came later changes no number."""
    kept = json.loads(file_of(which, "columns").read_text(encoding="utf-8"))
    return {name: tables[name].select(columns) for name, columns in kept.items()}


def sums(table: pa.Table, column: str) -> dict[str, float]:
    """Sum of a column in every month."""
    by_month = table.to_pandas().groupby("month")[column].sum()
    return dict(zip(by_month.index.astype(str), rounded(by_month.to_numpy(dtype=np.float64)).tolist(), strict=True))


def first_difference(stored: dict[str, Any], found: dict[str, Any]) -> str:
    """The earliest month and column in which two summaries of a run part, in the order of events."""
    parted = [
        (int(month), place, f"month {month}: {name} = {found['by_month'][name].get(month)}, stored {value}")
        for place, (name, months) in enumerate(stored["by_month"].items())
        for month, value in months.items()
        if not np.isclose(found["by_month"][name].get(month, np.nan), value, rtol=1e-9, atol=1e-12 * max(map(abs, months.values())))
    ]
    return min(parted)[2] if parted else "no sum differs"


REMINDER: Final = (
    "A number that moved needs its reason, and by how much, in CHANGELOG.md, and a version: then `python tests/golden/update.py`."
)


def moved(stored: dict[str, Any], found: dict[str, Any]) -> str:
    """Which sums of a run moved, by how much over all months and from which month on; tables whose digest is another; a reminder.

    Empty where nothing moved.
    """
    lines = [_moved(name, months, found["by_month"][name]) for name, months in stored["by_month"].items()]
    others = [name for name, digest in stored["digests"].items() if found["rows"][name] and found["digests"][name] != digest]
    told = [line for line in lines if line] + [f"tables that are others: {', '.join(others)}"] * bool(others)
    return "\n".join([first_difference(stored, found), *told, REMINDER]) if told else ""


def _moved(name: str, before: dict[str, float], now: dict[str, float]) -> str:
    """One sum over all months, then and now."""
    largest = max(map(abs, before.values()), default=0.0)
    parted = [m for m, v in before.items() if not np.isclose(now.get(m, np.nan), v, rtol=1e-9, atol=1e-12 * largest)]
    if not parted:
        return ""
    whole, new = float(np.sum(list(before.values()))), float(np.sum(list(now.values())))
    part = f" ({100 * (new / whole - 1):+.3g} %)" if whole else ""
    return f"{name}: {whole:.9g} -> {new:.9g}{part}, in {len(parted)} months from {min(map(int, parted))} on"
