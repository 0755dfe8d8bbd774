"""How organizations price and when they take part."""

from __future__ import annotations

from typing import Literal

from gpssim.scenario.fields import Group, param, share


class BiddingSetting(Group):
    """One parameter of a bidding family; those of families that are not in use wait."""

    family: str = param("markup", "name", "bidding family")
    name: str = param("markup", "name", "its parameter")
    value: bool | int | float | str = param(0.08, "as declared", "its value")


class Bidding(Group):
    """How organizations price and when they take part."""

    family: str = param("equilibrium", "name", "bidding family (registry of bidding families)", "convention: equilibrium in presets, mark-up as a comparison")
    settings: tuple[BiddingSetting, ...] = param((), "settings", "parameters of bidding families", "convention: as each family declares them")
    markup: float = param(0.08, "share", "mark-up on expected cost: of bidders of the mark-up family, and of proposals for venture projects under any family", ge=0.0, le=5.0, swept=(0.04, 0.16))
    rivals_cheaper: float = share(0.0, "how much cheaper than the survey bidders take typical rivals to be: those who offer have learned, and the dear stay away (0: they trust the survey)", "convention: neutral value; not needed where bidders learn from openings")
    cost_noise: float = param(0.0, "log sd", "error of an organization's signal of what a project will cost it (0: it knows)", "convention: off; core model eq. (2)", ge=0.0, le=3.0)
    curse_correction: float = share(0.0, "part of the winner's curse that bidders correct their estimate for: 0 naive, 1 all of it", "convention: acts only with cost_noise and common_cost")
    risk_aversion: float = param(0.0, "1", "constant relative risk aversion of equilibrium bidders where price alone decides (0: none)", "convention: off; Holt 1980", ge=0.0, le=0.95)
    reserve_hours: float = param(1.0, "1", "multiplier on the hours an offer costs (0: free)", ge=0.0, le=20.0, swept=(0.5, 2.0))
    bidder_wage: float = param(45.0, "yuan per hour", "cost of an hour of an organization's staff", ge=0.0, le=1.0e9, swept=(30.0, 60.0))
    entry_noise: float = param(0.5, "1", "logistic noise of the decision to offer, in units of the cost of an offer (0: none)", ge=0.0, le=20.0, swept=(0.25, 1.0))
    entry: Literal["profit", "mixed", "threshold"] = param("profit", "rule", "who makes a sealed offer: those whose own expected profit covers its cost; each with the chance at which offering just pays (cost unknown before); those with a cost up to the threshold at which it pays", "convention: profit (market rule D 19); mixed: Levin & Smith 1994; threshold: Samuelson 1985")
    attention: float = share(0.7, "chance that a capable organization learns of a published purchase in time", "assumption; varied while three hear of a tender in a market of sixty and not everybody does", swept=(0.55, 0.9))
    incumbents_told: float = share(1.0, "chance that who serves a line learns of its next purchase, where that is more than the attention of others (0: no more than they)", "convention: whoever runs a contract is told by its purchaser when it runs out; neutral 0")
    notices_add_up: bool = param(True, "flag", "whether who learned of an attempt to purchase that failed learns of the next attempt as well", "convention: a notice that was read is not forgotten in a month; neutral false")
    counts_promise: float = share(1.0, "part of what keeping or breaking a promise costs that bidders count when they ask whether an offer pays", "an offer pays if its chance times the whole margin covers its cost, Samuelson 1985, MEMORY; neutral 0")
    counts_cycle: float = share(1.0, "part of the later contract years of a tender cycle that bidders count as won with it (0: the first contract alone)", "convention: whole cycles, as founders count them; each year later counts less by the discount; neutral 0")
    rivals_learning: float = share(0.2, "weight of the latest opening in what bidders believe of rivals' cost beside the price survey (0: they trust the survey)", "prices are read out at the opening, Order 87 (2017) art. 41, MEMORY; weight: assumption; neutral 0", swept=(0.1, 0.4))
    discount: float = share(0.94, "yearly discount factor of organizations and purchasers", swept=(0.9, 0.97))
    horizon: int = param(24, "months", "how far back disclosed results count", ge=1, le=240, swept=(12, 36))
