"""The status quo of a study run alone from its founding on, to see whether its warm-up is long enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gpssim.analysis.indicators import indicator, indicators
from gpssim.analysis.warm_up import series_of, warm_up_needed
from gpssim.errors import impossible
from gpssim.replacing import replace

if TYPE_CHECKING:
    import pandas as pd

    from gpssim.studies import Study
    from gpssim.studies.progress import Progress

REPLICATIONS: Final = 6
LEAST_MONTHS: Final = 120


def checked_warm_up(
    study: Study,
    outcomes: Sequence[str] = (),
    replications: int = REPLICATIONS,
    months: int | None = None,
    progress: Progress = False,
) -> pd.DataFrame:
    """Whether the warm-up of a study is long enough, and for which series not.

    Parameters
    ----------
    study : whose scenario, warm-up, seed and workers count.
    outcomes : indicators by name; the primary ones by default.
    replications : of the status quo, at least 2.
    months : from the founding on; twice the warm-up and two years more by default, ten years at least.

    Returns
    -------
    As :func:`gpssim.analysis.warm_up.warm_up_needed`; outcomes that the status quo does not define are left out.

    Raises
    ------
    ScenarioError, UnknownNameError : fewer than two replications, no such outcome, too few months.
    """
    from gpssim.studies import Study as Alone

    if replications < 2:
        raise impossible("replications", replications, "at least 2: a gap is told with its error")
    names = [indicator(name).name for name in outcomes] or [one.name for one in indicators().values() if one.primary]
    scenario = study.specified
    seen = months or max(LEAST_MONTHS, 2 * scenario.warm_up + 24)
    alone = replace(scenario, {"months": seen, "warm_up": 0})
    made = Alone(alone, (alone.policy,), replications=replications, seed=study.seed, workers=study.workers, keep=0)
    frame = series_of(made.run(progress=progress), list(dict.fromkeys(names)))
    defined = frame.groupby("series")["value"].count()
    return warm_up_needed(frame[frame["series"].isin(defined.index[defined > 0])], scenario.warm_up)
