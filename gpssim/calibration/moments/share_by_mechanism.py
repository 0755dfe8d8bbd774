"""Share of awards that were made by a mechanism."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.calibration.moment import Moment, share_of


def _share(frame: pd.DataFrame, inside: np.ndarray) -> float:
    return share_of(inside, frame["awarded"].to_numpy(dtype=bool))


MOMENT = Moment(
    name="share_by_mechanism",
    label="Awards by the mechanism",
    label_zh="该方式的授予占比",
    unit="share",
    meaning="purchases awarded by the mechanism over purchases awarded",
    measure=_share,
    needs=("mechanism",),
)
