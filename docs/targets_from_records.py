"""Targets files of calibrations from public records: ``python docs/targets_from_records.py FOLDER`` writes those that are shipped.

The folder holds ``tsuchiura_auctions.csv`` (every bid of a Japanese city's tenders, published with ``missing_bids`` by Chassang,
Kawai, Nakabayashi and Ortner) and ``armenia_ocds.jsonl`` (releases of the Open Contracting Data Standard from the sample data of
the Open Contracting Partnership). The records themselves are not part of gpssim.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from gpssim.calibration.records import purchases_from_ocds, purchases_from_tsuchiura, target_from

FOLDER = Path(__file__).resolve().parents[1] / "gpssim" / "calibration" / "targets"
Picked = list[tuple[str, dict[str, Any], bool]]
"""Outcome, cell, whether it is held out."""

TSUCHIURA: dict[str, Any] = {
    "title": "Bidders and prices in Tsuchiura",
    "title_zh": "土浦市的投标人数与价格",
    "notes": "Documents the method: public works of a Japanese city 2007-15, lowest price wins, single bids count. Standard "
    "errors: bootstrap of days. The market is the textbook's with twelve organizations, no picture of the city.",
    "scenario": "textbook",
    "policy": "open_tender",
    "months": 24,
    "replications": 8,
    "set": {
        "world.city.n_citizens": 100,
        "world.city.n_districts": 4,
        "world.organizations.n_initial": 12,
        "world.organizations.reach_districts": 4.0,
        "world.purchasers.project_value": 10000.0,
        "world.bidding.family": "markup",
        "open_tender.price_weight": 1.0,
        "open_tender.n_min": 1,
    },
    "free": [
        {"path": "world.bidding.markup", "low": 0.0, "high": 0.2},
        {"path": "world.bidding.attention", "low": 0.1, "high": 0.5},
        {"path": "world.organizations.cost_sd", "low": 0.005, "high": 0.1},
        {"path": "world.purchasers.ceiling_margin", "low": 0.0, "high": 0.2},
    ],
}
OF_TSUCHIURA: Picked = [
    *(("share_with_offers", {"n_offers": n}, n == 6) for n in range(2, 7)),
    ("share_with_offers", {"n_offers": "7+"}, True),
    *(("winning_price", {"n_offers": n}, n == 2) for n in (2, 3, 4, 5)),
    ("gap_of_lowest", {}, True),
]
ARMENIA: dict[str, Any] = {
    "title": "Modes, bidders and gaps in Armenia",
    "title_zh": "亚美尼亚的采购方式、投标人数与价差",
    "notes": "Documents the method: 681 lots of June and July 2016; selective procedures are framework agreements, direct ones "
    "single sources. Standard errors: bootstrap of buyers. The market is the textbook's, whose officials choose by expected value.",
    "scenario": "textbook",
    "months": 24,
    "replications": 8,
    "set": {
        "world.city.n_citizens": 100,
        "world.city.n_districts": 4,
        "world.purchasers.project_value": 10000.0,
        "world.bidding.family": "markup",
        "levers.choice": "by_expected_value",
        "policy.shares": [
            {"mechanism": "single_source", "share": 0.4},
            {"mechanism": "framework_agreement", "share": 0.4},
            {"mechanism": "open_tender", "share": 0.2},
        ],
    },
    "free": [
        {"path": "world.bidding.attention", "low": 0.2, "high": 1.0},
        {"path": "world.organizations.cost_sd", "low": 0.01, "high": 0.3},
        {"path": "choices.by_expected_value.scale", "low": 0.02, "high": 0.5},
    ],
}
OF_ARMENIA: Picked = [
    ("share_by_mechanism", {"mechanism": "single_source"}, False),
    ("share_by_mechanism", {"mechanism": "open_tender"}, False),
    ("share_by_mechanism", {"mechanism": "framework_agreement"}, True),
    ("offers_per_purchase", {"mechanism": "framework_agreement"}, False),
    ("offers_per_purchase", {"mechanism": "open_tender"}, True),
    ("gap_of_lowest", {"mechanism": "framework_agreement"}, False),
    ("gap_of_lowest", {"mechanism": "open_tender"}, False),
]


def targets(frame: pd.DataFrame, picked: Picked, source: str) -> Iterator[dict[str, Any]]:
    """Each target as a table of the file."""
    for outcome, by, hold_out in picked:
        yield target_from(frame, outcome, by, source, hold_out).model_dump(mode="json", exclude_defaults=True)


def text_of(about: dict[str, Any], found: Iterator[dict[str, Any]]) -> str:
    """The file."""
    return tomli_w.dumps({**about, "targets": list(found)}, multiline_strings=False)


def files(folder: Path) -> dict[str, str]:
    """Both files by name."""
    tsuchiura, armenia = folder / "tsuchiura_auctions.csv", folder / "armenia_ocds.jsonl"
    of_bids = "Tsuchiura city works 2007-15, every bid (Chassang, Kawai, Nakabayashi and Ortner, missing_bids), DATA"
    of_lots = "Armenia June-July 2016, OCDS releases (open-contracting/sample-data), lots, DATA"
    return {
        "tsuchiura.toml": text_of(TSUCHIURA, targets(purchases_from_tsuchiura(tsuchiura), OF_TSUCHIURA, of_bids)),
        "armenia.toml": text_of(ARMENIA, targets(purchases_from_ocds(armenia), OF_ARMENIA, of_lots)),
    }


if __name__ == "__main__":
    for name, text in files(Path(sys.argv[1])).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
