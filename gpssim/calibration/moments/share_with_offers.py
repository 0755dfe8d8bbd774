"""Share of purchases with so many offers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.calibration.moment import Moment, share_of


def _share(frame: pd.DataFrame, inside: np.ndarray) -> float:
    return share_of(inside, (frame["n_offers"] > 0).to_numpy())


MOMENT = Moment(
    name="share_with_offers",
    label="Purchases with so many offers",
    label_zh="报价数为该值的采购占比",
    unit="share",
    meaning="purchases with that number of offers over purchases with at least one",
    measure=_share,
    needs=("n_offers",),
)
