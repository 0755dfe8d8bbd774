"""Moments of purchases: worked by hand, the same for records and for a market; shipped targets are those of the records."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gpssim.calibration.measuring import moment_of
from gpssim.calibration.moment import MOMENTS
from gpssim.calibration.purchases import COLUMNS, purchases_of
from gpssim.calibration.records import estimated, purchases_from_ocds, purchases_from_tsuchiura
from tests.synthetic import synthetic_tables

ROOT = Path(__file__).resolve().parents[2]
RECORDS = Path(os.environ.get("GPSSIM_RECORDS", "records"))
"""The folder of the public records, where somebody has it."""
FOUR = pd.DataFrame(
    {
        "month": 0,
        "domain": "works",
        "mechanism": ["open_tender", "open_tender", "single_source", "open_tender"],
        "n_offers": [2, 4, 1, 0],
        "awarded": [True, True, True, False],
        "price": [0.9, 0.8, 1.0, np.nan],
        "gap": [0.1, 0.3, np.nan, np.nan],
        "cluster": [1, 1, 2, 3],
    }
)
WORKED = [
    ("offers_per_purchase", {}, 7 / 3),
    ("offers_per_purchase", {"mechanism": "open_tender"}, 3.0),
    ("share_with_offers", {"n_offers": "2+"}, 2 / 3),
    ("winning_price", {}, 0.9),
    ("winning_price_mean", {"mechanism": "open_tender"}, 0.85),
    ("winning_price", {"n_offers": 4}, 0.8),
    ("gap_of_lowest", {}, 0.2),
    ("share_by_mechanism", {"mechanism": "single_source"}, 1 / 3),
    ("share_awarded", {"mechanism": "open_tender"}, 2 / 3),
]


@pytest.mark.parametrize(("outcome", "by", "value"), WORKED)
def test_moments_are_those_worked_by_hand(outcome: str, by: dict[str, object], value: float) -> None:
    assert moment_of(FOUR, MOMENTS.find(outcome), by) == pytest.approx(value)


def test_every_moment_has_a_worked_number() -> None:
    assert {outcome for outcome, _, _ in WORKED} == set(MOMENTS.known())


def test_a_market_has_purchases_in_the_same_form() -> None:
    frame = purchases_of(synthetic_tables("open_tender", 1, 0, 0, 24, "appropriation"))
    assert list(frame.columns) == list(COLUMNS)
    assert all(np.isfinite(moment_of(frame, MOMENTS.find(name), {})) for name in ("offers_per_purchase", "winning_price"))


def test_the_standard_error_of_a_mean_over_clusters_is_the_known_one() -> None:
    n = 60
    frame = pd.concat([FOUR.iloc[:1]] * (2 * n), ignore_index=True)
    frame["cluster"] = np.arange(2 * n) // 2
    frame["price"] = np.where(frame["cluster"] % 2, 0.8, 1.0)  # both of a cluster alike: half as many as there seem to be
    value, error = estimated(frame, "winning_price_mean", {})
    assert value == pytest.approx(0.9)
    assert error == pytest.approx(0.1 / n**0.5, rel=0.1)


def test_bids_of_a_city_become_tenders(tmp_path: Path) -> None:
    rows = ["year,month,day,pid,bid,reserveprice,winner,belowminprice"]
    rows += ["2007,2,6,1,90,100,1,0", "2007,2,6,1,99,100,0,0", "2007,2,6,1,50,100,0,1", "2007,2,7,2,120,100,0,0"]
    (tmp_path / "bids.csv").write_text("\n".join(rows), encoding="utf-8")
    frame = purchases_from_tsuchiura(tmp_path / "bids.csv")
    assert frame["n_offers"].tolist() == [3, 1]
    assert frame["price"].tolist()[0] == pytest.approx(0.9)
    assert frame["gap"].tolist()[0] == pytest.approx(0.1)
    assert frame["awarded"].tolist() == [True, False]
    assert frame["cluster"].tolist() == [20070206, 20070207]


def test_releases_become_lots(tmp_path: Path) -> None:
    bid = '{"status": "%s", "tenderers": [{"id": "%s"}], "value": {"amount": %s}, "relatedLots": ["a"]}'
    bids = ", ".join(bid % one for one in (("qualified", "x", 10), ("qualified", "y", 12), ("not-qualified", "z", 5)))
    release = '{"buyer": {"id": "b"}, "tender": {"procurementMethod": "open"}, "bids": {"details": [%s]}, '
    release += '"awards": [{"relatedLots": ["a", "c"]}]}'
    (tmp_path / "r.jsonl").write_text(release % bids + "\n", encoding="utf-8")
    frame = purchases_from_ocds(tmp_path / "r.jsonl")
    assert frame["n_offers"].tolist() == [3, 0]
    assert frame["gap"].tolist()[0] == pytest.approx(0.2)
    assert frame["awarded"].tolist() == [True, True]
    assert set(frame["mechanism"]) == {"open_tender"}


@pytest.mark.skipif(not (RECORDS / "tsuchiura_auctions.csv").exists(), reason="needs the public records: GPSSIM_RECORDS=FOLDER")
def test_shipped_targets_are_those_of_the_records() -> None:
    spec = importlib.util.spec_from_file_location("targets_from_records", ROOT / "docs" / "targets_from_records.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name, text in script.files(RECORDS).items():
        assert (script.FOLDER / name).read_text(encoding="utf-8") == text
