"""Share of purchases that end with an award."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.calibration.moment import Moment, share_of


def _share(frame: pd.DataFrame, inside: np.ndarray) -> float:
    return share_of(frame["awarded"].to_numpy(dtype=bool), inside)


MOMENT = Moment(
    name="share_awarded",
    label="Purchases with an award",
    label_zh="成功授予的采购占比",
    unit="share",
    meaning="purchases that ended with an award over purchases opened",
    measure=_share,
)
