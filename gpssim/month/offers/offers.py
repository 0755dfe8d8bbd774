"""How organizations answer what a mechanism asks: whether to offer, at what price, with what promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.bidding.base import BidderInfo, PromiseTerms, Rivals
from gpssim.bidding.entry import entry_level
from gpssim.bidding.promising import cost_of_promise
from gpssim.frozen import value
from gpssim.market import Bid, ContractTerms, Project, Request
from gpssim.mechanisms.base import Mechanism
from gpssim.rules.ability import of_both_tasks
from gpssim.rules.effort import effort_cost
from gpssim.rules.entry import discounted_terms, logistic_shock, takes_part
from gpssim.rules.learning import incumbent_cost
from gpssim.rules.negotiating import follows
from gpssim.rules.pricing import bargained_price, effective_cost, proposal_places
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state import costs, districts, procedures, stakes, taxes
from gpssim.state.attribute import Sources
from gpssim.state.capacity import load, places_free
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

USUAL_OFFERS = 3.0
"""Offers expected where nothing is disclosed: the legal minimum."""

MOST_RIVALS = 7.0
"""Rivals beyond which one more changes nothing that a bidder would notice."""

HABIT = 0.3
"""What a bargained offer or a proposal promises above the usual quality, latent (assumption, range 0-0.6)."""

NO_MORE = 1.0e6
"""Curvature of effort's cost so steep that nobody promises more than the effort agreed on."""

PROPOSAL_CHANCE = 0.38
"""Share of proposals that wins, as everybody knows (Shanghai 2009, VERIFIED)."""


@value
class Standing:
    """What the organizations that consider an offer know about themselves; arrays of shape (n,)."""

    rows: np.ndarray
    true_cost: np.ndarray
    """Expected unit cost with the effort that mission alone calls for, yuan per place-month."""
    cost: np.ndarray
    """Effective cost: what a bid is built on."""
    ability: np.ndarray
    quality: np.ndarray
    """Ability with usual effort."""
    dossier: np.ndarray


@value
class UsualWork:
    """What work in a domain is to every organization; arrays of shape (n_organizations,)."""

    cost: np.ndarray
    """Unit cost where nobody is at home, yuan per place-month."""
    worked: np.ndarray
    """What usual effort adds to it."""
    mission: np.ndarray
    """What doing the work is worth to an organization by its mission, yuan per place-month."""
    ability: np.ndarray
    quality: np.ndarray
    """Ability with usual effort."""


class Answering:
    """Answers to one purchase; remembers true costs for the records."""

    def __init__(self, market: MarketState, mechanism: Mechanism, project: Project) -> None:
        self.market = market
        self.mechanism = mechanism
        self.project = project
        self.luck = market.luck.at(project.key, project.attempt)
        self.bid_cost = self._bid_cost()
        self._terms: Sources[str, ContractTerms] = Sources()
        self.true_cost: dict[int, float] = {}
        self.insincere: set[int] = set()
        """Bidders that do not mean to keep what they promise."""
        self.asked: tuple[np.ndarray, BidderInfo] | None = None
        """Rows of those who considered a sealed offer last, and what they knew."""

    def _bid_cost(self) -> float:
        bidding = self.market.world.bidding
        asked = procedures.procedure(self.market, self.mechanism, self.project, 1)
        return asked.bidder_hours * bidding.reserve_hours * bidding.bidder_wage

    def __call__(self, request: Request, invited: tuple[int, ...], offers: tuple[Bid, ...]) -> Sequence[Bid]:
        rows = np.array(invited, dtype=np.int64)
        if request.kind in ("sealed", "proposal") and not request.personal:
            rows = rows[self.hears(rows) | (not self.market.frictions.transaction_cost)]
        if rows.size == 0:
            return ()
        standing = self.standing(rows, request.unpaid)
        self.true_cost.update(zip(rows.tolist(), standing.true_cost.tolist(), strict=True))
        if request.kind == "revise":
            return self.revised(request, standing, offers)
        return {"sealed": self.sealed, "bargain": self.bargained, "proposal": self.proposed, "accept": self.accepted}[request.kind](
            request, standing
        )

    def hears(self, rows: np.ndarray) -> np.ndarray:
        """Who learns of a published purchase in time: each by its own luck; who serves the line is told by its purchaser.

        Where notices add up, who learned of an earlier attempt looks out for the next.
        """
        bidding, project, keys = self.market.world.bidding, self.project, self.market.organizations.key[rows]
        chance = np.where(rows == project.incumbent, max(bidding.attention, bidding.incumbents_told), bidding.attention)
        attempts = range(project.attempt + 1) if bidding.notices_add_up else (project.attempt,)
        first, *others = (self.market.luck.at(project.key, attempt).uniforms("attention", keys) for attempt in attempts)
        return np.asarray((np.minimum.reduce([first, *others]) if others else first) < chance)

    def standing(self, rows: np.ndarray, unpaid: float = 0.0) -> Standing:
        """Cost with usual effort, less what volunteers take over; what the documents are expected to show."""
        market, project = self.market, self.project
        o, p, info, bidding = market.organizations, market.world.organizations, market.world.information, market.world.bidding
        domain = market.world.domains[project.domain]
        usual = market.once(("usual work", project.domain), self.usual_work)
        unit = costs.nearby(market, usual.cost[rows], rows, project.district)
        kind = costs.project_cost_type(market, project.key, rows)
        advantage, serves = p.incumbency_advantage * domain.unit_cost, rows == project.incumbent
        paid, worked = unit * (1.0 - unpaid) if unpaid else unit, usual.worked[rows]
        true = expected = incumbent_cost(paid * kind, serves, advantage)
        if bidding.cost_noise > 0.0:
            believed = costs.believed_cost_type(market, project, rows, kind, self.bidders_expected(rows.size))
            expected = incumbent_cost(paid * believed, serves, advantage)
        cash = np.maximum(0.0, o.cash_fen[rows] / 100.0) / max(project.volume, 1.0)
        asked = self.mechanism.idle_loading * (expected + worked)
        asked = np.asarray(stakes.anticipated(market, self.terms, project, asked, cash, o.mission[rows], o.honesty[rows]))
        foreseen = taxes.raised_by_taxes(market, asked, rows)
        cost = effective_cost(foreseen, usual.mission[rows], p.surplus_indifference * o.nonprofit[rows], cash / 2.0)
        ability = usual.ability[rows]
        dossier = info.dossier_ability * ability + (1.0 - info.dossier_ability) * o.proposal_skill[rows]
        return Standing(rows, true + worked, cost, ability, usual.quality[rows], dossier)

    def usual_work(self) -> UsualWork:
        """What work in the domain is to every organization, whatever the project."""
        market, domain = self.market, self.market.world.domains[self.project.domain]
        o, p = market.organizations, market.world.organizations
        ability = of_both_tasks(o.ability_verifiable, o.ability_nonverifiable, domain.verifiability)
        tasks, effort = self.usual_effort(o.mission)
        return UsualWork(
            cost=costs.everybodys_costs(market, self.project.domain),
            worked=domain.unit_cost * effort_cost(*tasks, p.effort_cost, p.effort_substitution),
            mission=p.mission_acceptance * o.mission * domain.unit_cost * market.world.scales.service_value,
            ability=ability,
            quality=ability + effort,
        )

    def usual_effort(self, mission: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
        """Effort on both tasks, and what it adds to quality: what mission calls for, or what the contract will say."""
        p, domain = self.market.world.organizations, self.project.domain
        if self.market.frictions.moral_hazard:
            effort = np.minimum(np.maximum(mission / (p.effort_cost + p.effort_substitution), 0.0), p.effort_max)
            return (effort, effort), effort
        e1, e2 = costs.agreed_effort(self.market, np.full(mission.shape, domain))
        return (e1, e2), of_both_tasks(e1, e2, self.market.world.domains[domain].verifiability)

    def sealed(self, request: Request, standing: Standing) -> Sequence[Bid]:
        """Through the bidding family; those for whom it does not pay stay away."""
        info = self.info(standing)
        offer = self.market.bidding.offer(info)
        self.asked = standing.rows, info
        if offer.sincere is not True:
            self.insincere = set(standing.rows[~np.broadcast_to(offer.sincere, standing.rows.shape)].tolist())
        promised = offer.promised_quality if self.market.frictions.moral_hazard else standing.quality
        promise = self.market.world.bidding.counts_promise * cost_of_promise(info, offer, promised)
        margin = (offer.price - standing.cost + offer.saving - promise) * self.volume_expected()
        able = ~np.isnan(offer.price)
        take = able & self.takes_part(standing, offer.win_probability, np.where(able, margin, 0.0))
        price = np.where(standing.rows == self.holder, standing.cost, offer.price)  # who may match states the least it works for
        return self.bids(standing, take, price, np.full(take.size, self.project.places), promised)

    def takes_part(self, standing: Standing, chance: np.ndarray, margin: np.ndarray) -> np.ndarray:
        """Who makes a sealed offer: by its own expected profit, or as in an equilibrium of entry."""
        rule = self.market.world.bidding.entry
        if rule == "profit":
            return takes_part(chance, margin, 0.0, self.bid_cost, self.shock(standing))
        ceiling, sd = self.project.ceiling, self.market.world.organizations.cost_sd
        fee = self.bid_cost / (ceiling * self.volume_expected())
        level = entry_level(rule, (self.usual_cost() / ceiling, sd), standing.rows.size, fee)
        if rule == "threshold":
            return standing.cost <= level * ceiling
        return self.luck.uniforms("taking part", self.market.organizations.key[standing.rows]) < level

    def volume_expected(self) -> float:
        """Place-months that an award brings: a contract's, and of the later ones of its cycle what bidders count as won with it."""
        bidding, months = self.market.world.bidding, self.project.months
        cycle = MONTHS_PER_YEAR * self.terms.cycle_years
        return self.project.volume * discounted_terms(months, cycle, bidding.discount, bidding.counts_cycle)

    @property
    def terms(self) -> ContractTerms:
        """Terms of the contract that is bid for."""
        mechanism, project, levers = self.mechanism, self.project, self.market.policy_state.levers
        return self._terms.recall("", (mechanism, project, levers), lambda: mechanism.agreed_terms(project, levers))

    def rivals_expected(self) -> float:
        """Rivals that a bidder expects, from what is disclosed."""
        market = self.market
        return min(MOST_RIVALS, market.prices.rivals(market.month, self.project.domain, market.world.bidding.horizon, USUAL_OFFERS))

    def bidders_expected(self, n_asked: int) -> int:
        """Bidders that one expects, itself among them: never more than were asked."""
        return min(n_asked, 1 + round(self.rivals_expected()))

    @property
    def holder(self) -> int:
        """Row of the organization with a right of first refusal, -1 for none."""
        return int(self.mechanism.holder(self.project))

    def info(self, standing: Standing) -> BidderInfo:
        """What the bidders know: themselves, and of rivals what is public."""
        market, project = self.market, self.project
        o, p, levers, bidding = market.organizations, market.world.organizations, market.policy_state.levers, market.world.bidding
        usual = market.once("usual grade", lambda: float(o.grade[o.alive].mean()))
        effort = market.once(("usual effort", project.domain), lambda: float(self.usual_effort(np.array([p.mission_mean]))[1][0]))
        doubted = bidding.cost_noise > 0.0
        correction = costs.curse_correction(market, self.bidders_expected(standing.rows.size)) if doubted else 1.0
        return BidderInfo(
            mechanism=self.mechanism,
            ceiling=project.ceiling,
            quality_floor=project.quality_floor,
            rivals=Rivals(
                number=self.rivals_expected(),
                cost=self.usual_cost() * correction,
                quality=p.ability_mean + effort,
                dossier=market.world.information.dossier_ability * p.ability_mean,
            ),
            promise=PromiseTerms(
                2.0 * (p.effort_cost + p.effort_substitution) if market.frictions.moral_hazard else NO_MORE,
                self.terms.penalty + self.terms.slope if levers.payment else levers.penalty,
                levers.tolerance,
                0.5,
            ),
            cost=standing.cost,
            quality=standing.quality,
            dossier=standing.dossier,
            honesty=o.honesty[standing.rows],
            lead=self.mechanism.halo * (o.grade[standing.rows] - usual),
            idle=np.minimum(np.maximum(1.0 - load(market)[standing.rows], 0.0), 1.0),
            character=market.once("character", lambda: market.luck.uniforms("bidding character", o.key))[standing.rows],
            luck=self.luck.uniforms("bidding", o.key[standing.rows]),
            memory=o.bidding_state[standing.rows],
            history=market.prices.history(market.month, project.domain, bidding.horizon),
        )

    def usual_cost(self) -> float:
        """Effective cost of a typical rival: the price survey with what the terms bring, less what a nonprofit of usual mission
        gives up for its work, less what bidders suppose rivals to be cheaper.
        """
        market, p = self.market, self.market.world.organizations
        cash = p.reserve_months * p.wage * p.staff_median / max(self.project.volume, 1.0)
        found = self.mechanism.idle_loading * costs.surveyed_cost(market, self.project.domain)
        mission_of_each = np.array([0.0, p.mission_mean])
        anticipated = stakes.anticipated(market, self.terms, self.project, found, cash, mission_of_each, p.honesty_mean)
        surveyed, devoted = (anticipated + np.zeros(2)).tolist()
        unit = market.world.domains[self.project.domain].unit_cost
        mission = p.mission_acceptance * p.mission_mean * unit * market.world.scales.service_value
        nonprofit = float(effective_cost(devoted, mission, p.surplus_indifference, devoted))
        companies = p.kind_shares[KINDS.index("company")]
        typical = companies * surveyed + (1.0 - companies) * nonprofit
        return (1.0 - market.world.bidding.rivals_cheaper) * float(market.prices.shown[self.project.domain]) * typical

    def shock(self, standing: Standing) -> np.ndarray:
        """The noise of taking part, in costs of an offer."""
        keys = self.market.organizations.key[standing.rows]
        return self.market.world.bidding.entry_noise * logistic_shock(self.luck.uniforms("taking part", keys))

    def bargained(self, request: Request, standing: Standing) -> Sequence[Bid]:
        """A directed bid between cost and what the purchaser would pay elsewhere."""
        outside = self.project.outside_price if np.isnan(request.price) else request.price
        price = bargained_price(standing.cost, self.project.ceiling, outside, request.bargaining_share)
        if request.obliged:
            price = np.where(np.isnan(price), self.project.ceiling, price)
        places = np.full(price.size, self.project.places)
        return self.bids(standing, ~np.isnan(price), price, places, standing.quality + self.habit())

    def proposed(self, request: Request, standing: Standing) -> Sequence[Bid]:
        """A project of its own under the cap, at cost and a usual margin."""
        price = np.minimum(standing.cost * (1.0 + self.market.world.bidding.markup), self.project.ceiling)
        room = self.room()[standing.rows]
        places = proposal_places(price, self.project.months, self.project.grant_cap, room)
        margin = (price - standing.cost) * places * self.project.months
        mission = self.market.organizations.mission[standing.rows] * standing.cost * places * self.project.months
        take = takes_part(np.full(price.size, PROPOSAL_CHANCE), margin, mission, self.bid_cost, self.shock(standing))
        return self.bids(standing, take & (standing.cost <= self.project.ceiling), price, places, standing.quality + self.habit())

    def room(self) -> np.ndarray:
        """Places that every organization has free when the work begins."""
        begins = self.market.month + procedures.lead_months(self.market, self.mechanism.name)
        return places_free(self.market, self.project.domain, begins)

    def habit(self) -> float:
        """What is promised above the usual quality where nobody competes by promises; nothing where effort is agreed on."""
        return HABIT * self.market.frictions.moral_hazard

    def accepted(self, request: Request, standing: Standing) -> Sequence[Bid]:
        """Whoever can work at the posted price offers what it has room for."""
        room = np.minimum(self.room()[standing.rows], self.project.places)
        if request.unpaid > 0.0:
            room = room * districts.volunteers_found(self.market, self.project.district)
        price = np.full(room.size, request.price)
        return self.bids(standing, (standing.cost <= price) & (room > 0), price, room, standing.quality + self.habit())

    def revised(self, request: Request, standing: Standing, offers: tuple[Bid, ...]) -> Sequence[Bid]:
        """Last offers, lowered to the price asked by those whose cost it covers."""
        down = set(standing.rows[follows(standing.cost, request.price)].tolist())
        return tuple(replace(bid, price=min(bid.price, request.price)) if bid.bidder in down else bid for bid in offers)

    def bids(
        self, standing: Standing, take: np.ndarray, price: np.ndarray, places: np.ndarray, promised: np.ndarray
    ) -> tuple[Bid, ...]:
        """The offers of those who take part, each with its dossier as readers will see it."""
        noise = self.market.world.information.dossier_noise
        error = noise * self.luck.normals("dossier", self.market.organizations.key[standing.rows])
        columns = (standing.rows, price, places, promised, standing.dossier + error, np.greater_equal(price, standing.true_cost))
        rows = zip(*(np.asarray(x)[take].tolist() for x in columns), strict=True)
        return tuple(Bid(int(i), p, k, q, dossier, covers_cost=sound) for i, p, k, q, dossier, sound in rows)
