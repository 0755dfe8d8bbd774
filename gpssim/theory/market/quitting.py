"""Staff quits at the hazard that is stated, and nobody else is lost or hired.

With a yearly share ``q`` that quits, a month's hazard is ``1 - (1 - q)^(1/12)``: after a year ``1 - q`` of the staff is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("staff.quit_hazard",)
SOURCE = "closed form of a constant hazard"


def found(seed: int) -> Iterator[Found]:
    """Eight organizations without any hiring, over a year."""
    market = special({"world.organizations.quit_rate": 0.24, "months": 12}, seed=seed)
    market.warm_up()
    before = market.organizations.staff.copy()
    market.run()
    yield exactly("staff left after a year, share", 1.0 - 0.24, market.organizations.staff / before, 1e-9)


TITLE_ZH = "员工按规定的风险离职，此外无人离职或受聘"
CHINESE = {
    "staff left after a year, share": "一年后留任的员工比例",
}
