"""The six steps between a need and a service: who takes them, how long they take, what goes wrong, what stops a project."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gpssim.scenario.fields import Group, param, share

STEPS: Final = ("design", "cost", "review", "purchase", "sign", "accept")
"""设计项目, 测算费用, 审核项目, 组织购买, 签订合同, 验收项目 (Yiling district, 2013)."""

ROLES: Final = {
    "design": "civil_affairs",
    "cost": "finance",
    "review": "civil_affairs_and_finance",
    "purchase": "civil_affairs",
    "sign": "civil_affairs_and_organization",
    "accept": "civil_affairs_and_users",
}
"""Who takes a step. The survey of Yiling says that duties are fixed, not which: the split is an assumption."""

PREPARING: Final = STEPS[:3]


class Process(Group):
    """The six-step process with its three roles. At the defaults every step passes at once: no days, no errors, gates open."""

    recorded: bool = param(False, "flag", "steps are written down one by one (table steps), even where all of them pass at once", "convention: off")
    design_days: float = param(0.0, "days", "designing a project and its standard", "convention: 0; assumption, range 15-60", ge=0.0, le=720.0)
    cost_days: float = param(0.0, "days", "estimating its cost", "convention: 0; assumption, range 5-30", ge=0.0, le=720.0)
    review_days: float = param(0.0, "days", "review by civil affairs and finance", "convention: 0; assumption, range 10-60", ge=0.0, le=720.0)
    purchase_days: float = param(0.0, "days", "organizing a purchase beyond the mechanism's own procedure", "convention: 0; assumption, range 0-30", ge=0.0, le=720.0)
    signing_days: float = param(0.0, "days", "from award to signature beyond the mechanism's own procedure", "convention: 0; the Law allows 30 days (art. 46, VERIFIED)", ge=0.0, le=720.0)
    acceptance_days: float = param(0.0, "days", "from the end of a contract to its last payment", "convention: 0; assumption, range 15-90", ge=0.0, le=720.0)
    rectification_days: float = param(0.0, "days", "further wait for the last payment after a failed acceptance", "convention: 0; assumption, range 30-90", ge=0.0, le=720.0)
    step_hours: float = param(0.0, "hours", "officials' hours for designing, costing and reviewing a project once", "convention: 0; assumption, range 8-40", ge=0.0, le=1000.0)
    check_hours: float = param(8.0, "hours", "officials' hours for finance's own check of a project at full separation of roles", "assumption; acts only with the lever checks", ge=0.0, le=1000.0, swept=(4.0, 16.0))
    need_error: float = param(0.0, "log sd", "need misjudged in design, beside the error of the survey", "convention: 0; assumption, range 0-0.5", ge=0.0, le=3.0)
    standard_error: float = param(0.0, "latent sd", "distance of what a project asks for from what citizens need", "convention: 0; assumption, range 0-0.6", ge=0.0, le=5.0)
    standard_drift: float = param(0.0, "latent per year", "how fast needs move away from a standard once set", "convention: 0; assumption, range 0-0.15", ge=0.0, le=5.0)
    cost_error: float = param(0.0, "sd", "error of the ceiling beside the purchaser's own", "convention: 0; assumption, range 0-0.15", ge=0.0, le=1.0)
    cost_bias: float = param(0.0, "share", "ceilings too high (padding) or too low (negative), as a share of expected cost", "convention: 0; assumption, range -0.15 to 0.15", ge=-0.5, le=1.0)
    unbudgeted: float = share(0.0, "chance that a designed project was not put into the year's budget, without which it may not be bought", "convention: 0; Measures of 2020 art. 16 (VERIFIED); assumption, range 0-0.3")
    reluctance: float = share(0.0, "chance that reviewing officials refuse what the government could do itself", "convention: 0; assumption, range 0-0.4")
    returned: float = share(0.0, "chance that review sends a design back", "convention: 0; assumption, range 0-0.4")
    most_returns: int = param(2, "attempts", "designs sent back more often are dropped", "assumption; acts only with returned", ge=0, le=12, swept=(0, 3))
    withdrawal: float = share(0.0, "chance that a winner withdraws before signing, whatever the price", "convention: 0; assumption, range 0-0.1")
    understanding: float = share(0.0, "what officials understand of purchasing at the start, and fall back to without training", "convention: 0")
    training_effect: float = share(0.5, "part of errors and of reluctance that full understanding removes", "assumption; acts only with understanding", swept=(0.2, 0.8))
    training_gain: float = share(0.08, "monthly gain of understanding under full training", "assumption; acts only with the lever training", swept=(0.04, 0.15))
    training_decay: float = share(0.03, "monthly loss of what was learned (people move on)", "assumption; acts only with the lever training", swept=(0.01, 0.06))
    training_hours: float = param(6.0, "hours", "hours a purchaser spends a month under full training", "assumption; acts only with the lever training", ge=0.0, le=1000.0, swept=(2.0, 12.0))
    training_cost: float = param(800.0, "yuan per month", "cost of full training, a purchaser and month", "assumption; acts only with the lever training", ge=0.0, le=1.0e9, swept=(300.0, 2000.0))
    coordination_hours: float = param(6.0, "hours", "hours a purchaser spends a month on full coordination", "assumption; acts only with the lever coordination", ge=0.0, le=1000.0, swept=(2.0, 12.0))

    @property
    def taken(self) -> bool:
        """Whether steps are taken one by one and written down: asked for, or something of them is not neutral."""
        return _taken(self)


_ACTING: Final = tuple(
    name for name, field in Process.model_fields.items() if field.default == 0 and name not in ("recorded", "understanding", "standard_drift")
)
"""What sets the steps going: everything that is 0 by default, apart from what acts outside them."""


@lru_cache(maxsize=64)  # asked many times a month
def _taken(process: Process) -> bool:
    return process.recorded or any(getattr(process, name) for name in _ACTING)
