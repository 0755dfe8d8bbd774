"""Releases of the Open Contracting Data Standard 1.1 with bids, a line of JSON each: a lot is a purchase."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from gpssim.calibration.purchases import COLUMNS
from gpssim.files.reading import text_of

MECHANISMS: Final[Mapping[str, str]] = MappingProxyType(
    {"direct": "single_source", "limited": "single_source", "selective": "framework_agreement", "open": "open_tender"}
)
"""Words of ``tender.procurementMethod`` as mechanisms; of Armenia, where selective procedures are framework agreements."""
VALID: Final = ("valid", "qualified")
"""Words of ``bids.details.status`` of a bid that counts."""


def purchases_from_ocds(path: str | Path, mechanisms: Mapping[str, str] = MECHANISMS) -> pd.DataFrame:
    """The lots that anybody offered for or was awarded, in the form of :mod:`gpssim.calibration.purchases`, with ``cluster``.

    Parameters
    ----------
    path : lines of JSON, a compiled release each.
    mechanisms : what the words of ``procurementMethod`` mean.

    Returns
    -------
    DataFrame; ``n_offers`` counts different tenderers; ``price`` is missing where no ceiling is published; lots of one buyer are a
    cluster.
    """
    lines = text_of(path).splitlines()
    rows = [row for line in lines if line.strip() for row in _lots(json.loads(line), mechanisms)]
    return pd.DataFrame(rows, columns=[*COLUMNS, "cluster"])


def _lots(release: Mapping[str, Any], mechanisms: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    mechanism = mechanisms.get(str(release["tender"].get("procurementMethod")))
    if mechanism is None:
        return
    bids = (release.get("bids") or {}).get("details") or []
    awarded = {lot for award in release.get("awards") or () for lot in award.get("relatedLots") or ()}
    lots = dict.fromkeys(lot for bid in bids for lot in bid.get("relatedLots") or ())
    category = str(release["tender"].get("mainProcurementCategory") or "")
    for lot in dict.fromkeys([*lots, *sorted(awarded)]):
        own = [bid for bid in bids if lot in (bid.get("relatedLots") or ())]
        bidders = {tenderer["id"] for bid in own for tenderer in bid.get("tenderers") or ()}
        yield (0, category, mechanism, len(bidders), lot in awarded, float("nan"), _gap(own), release["buyer"]["id"])


def _gap(bids: list[Mapping[str, Any]]) -> float:
    amounts = sorted(_amount(bid) for bid in bids if bid.get("status") in VALID and _amount(bid) > 0.0)
    return amounts[1] / amounts[0] - 1.0 if len(amounts) > 1 else float("nan")


def _amount(bid: Mapping[str, Any]) -> float:
    return float((bid.get("value") or {}).get("amount") or 0.0)
