"""Tables of figures in the corners of what a study can be: two policies or sixteen, long names, one district or forty.

Every table comes from one small synthetic study; its rows are given to other policies and districts, a little apart in value, so
that a corner costs no run.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from gpssim.figures import figures
from gpssim.records.results import Results
from gpssim.texts.text import Language
from tests.synthetic import synthetic_results

SHORT: Final = (
    "open_tender", "directed_commission", "venture_philanthropy", "status_quo", "lottery", "in_house", "cooperation", "concession",
    "direct_grant", "commissioning", "single_source", "citizen_voucher", "invited_tender", "volunteer_service",
    "framework_agreement", "competitive_negotiation",
)  # fmt: skip
"""Sixteen policies by the names of their mechanisms."""
LONG: Final = tuple(f"only:{policy}" for policy in SHORT)
"""The same as stress cases, whose names are the longest that the package gives."""
VARIANTS: Final = (
    "open_tender",
    *(
        f'open_tender:price_weight=0.{k},monitoring=0.9,quality_threshold=60,fund_uses="vulnerable=0.5,any=0.5",disclosure=1'
        for k in range(11, 18)
    ),
)
"""One mechanism in many variants, each with five settings in its name."""
VALUES: Final = ("mean", "low", "high", "percent", "percent_low", "percent_high", "difference", "p10", "p25", "p50", "p75", "p90")
"""Columns in which copies lie apart."""
APART: Final = 0.013
"""How far one copy lies from the next, of its value."""
STUDIED: Final = ("open_tender", "directed_commission", "venture_philanthropy")


@cache
def small() -> Results:
    """Three policies over five years, two replications."""
    return synthetic_results(STUDIED, replications=2, months=60)


@cache
def cornered() -> Results:
    """The same kind of study with its corners, two frictions."""
    frictions = ["delay", "ties"]
    sets = {"11": [], "10": ["ties"], "01": ["delay"], "00": ["delay", "ties"]}
    names = {f"{policy} {digits}": {"policy": policy, "off": off} for policy in STUDIED for digits, off in sets.items()}
    made = synthetic_results(tuple(names), replications=2, months=12)
    return Results.of(made.parts, {**made.manifest, "corners": names, "frictions": frictions})


@cache
def studied(figure: str) -> pd.DataFrame:
    """A figure's table of the small study."""
    kind = figures()[figure]
    return kind.table(cornered() if kind.needs == "corners" else small())


def table(figure: str, policies: tuple[str, ...], districts: int) -> pd.DataFrame:
    """A figure's table for these policies, the first of them the baseline, and so many districts."""
    frame = studied(figure)
    if "policy_b" in frame:
        frame = _repeated(frame, "policy_b", policies[1:]).assign(policy_a=policies[0])
        if "series" in frame:
            frame["series"] = frame["policy_b"]
    else:
        frame = _repeated(frame, "policy", policies)
    if "panel" in frame and (frame["panel"] == "district").any():
        of_district = frame["panel"] == "district"
        rows = _repeated(frame[of_district], "unit", tuple(map(str, range(districts))))
        frame = pd.concat([frame[~of_district], rows], ignore_index=True)
    return frame


def _repeated(frame: pd.DataFrame, column: str, keys: tuple[str, ...]) -> pd.DataFrame:
    """The rows of the keys there, given to others in turn."""
    known = list(dict.fromkeys(frame[column]))
    pieces = []
    for place, key in enumerate(keys):
        rows = frame[frame[column] == known[place % len(known)]].assign(**{column: key})
        numbers = [name for name in VALUES if name in rows]
        rows[numbers] = rows[numbers] * (1.0 - APART * (place // len(known)))
        pieces.append(rows)
    return pd.concat(pieces, ignore_index=True)


def drawn(figure: str, policies: tuple[str, ...], districts: int, language: Language) -> Figure:
    """The figure of such a table."""
    return figures()[figure].drawn(table(figure, policies, districts), language)
