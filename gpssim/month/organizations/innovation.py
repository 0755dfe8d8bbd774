"""Providers try service models that fit need better, copy those they see, and lose what needs have outgrown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY, organization_account
from gpssim.month.recording import innovations
from gpssim.rules import innovating as rules
from gpssim.state import practices
from gpssim.state.money import month_costs

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def renew_services(market: MarketState) -> None:
    """A month of trials and copies in every domain; who tries does not copy, and all look at the month before."""
    if not practices.innovates(market):
        return
    o = market.organizations
    o["practice"][:] = rules.aged(o.practice, market.world.innovation.aging)
    o["disturbed"][:] = False
    for domain in range(o.practice.shape[1]):
        rows, chance = practices.leading_contracts(market, domain)
        if rows.size:
            renew_domain(market, domain, rows, chance)


def renew_domain(market: MarketState, domain: int, rows: np.ndarray, chance: np.ndarray) -> None:
    """The month of the organizations at work in a domain, each by its leading contract."""
    o, p, c = market.organizations, market.world.innovation, market.contracts
    org = c.organization[rows]
    luck = market.luck.at(market.month).uniforms("trial of a service model", o.key[org], domain)
    tries = (luck < chance) & can_pay(market, org, p.cost * (1.0 - c.coaching[rows]))
    source, channel = whom_to_copy(market, domain, org)
    copied = rules.copied_from(o.practice[org, domain], o.practice[source, domain], p.copied)
    copying = ~tries & (channel != "") & (copied > o.practice[org, domain]) & can_pay(market, org, p.copying)
    try_models(market, domain, rows[tries])
    for k in copying.nonzero()[0]:
        gain = float(copied[k] - o.practice[org[k], domain])
        o["practice"][org[k], domain] = copied[k]
        pay_for(market, int(rows[k]), p.copying, 0.0)
        innovations.write_renewal(market, int(rows[k]), (int(org[k]), domain), (str(channel[k]), int(source[k])), gain, p.copying)


def whom_to_copy(market: MarketState, domain: int, org: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whom each of some organizations would copy this month, and how it knows of it; no word for who copies nobody."""
    o, p = market.organizations, market.world.innovation
    better, model = practices.seen_better(market, domain, org)
    best = practices.best_of(market, domain, org)
    told = p.published * market.policy_state.levers.disclosure * rules.share_better(o.practice[org, domain])
    luck = market.luck.at(market.month).uniforms("copy of a service model", o.key[org], domain)
    by_contact, by_news = rules.copies(luck, p.neighbors * better, told)
    return np.where(by_contact, model, best), np.where(by_contact, "contact", np.where(by_news, "published", ""))


def can_pay(market: MarketState, org: np.ndarray, yuan: np.ndarray | float) -> np.ndarray:
    """Who has that much beyond a month of usual costs."""
    return np.asarray(market.organizations.cash_fen[org] / 100.0 - month_costs(market)[org] >= yuan)


def try_models(market: MarketState, domain: int, rows: np.ndarray) -> None:
    """Trials: the money is gone; some find a better service model, the others have disturbed their clients for a month."""
    o, p, c = market.organizations, market.world.innovation, market.contracts
    org, luck = c.organization[rows], market.luck.at(market.month)
    won = luck.uniforms("success of a trial", o.key[org], domain) < p.success
    before = o.practice[org, domain].copy()
    found = rules.found_by_trial(before, luck.uniforms("size of an improvement", o.key[org], domain), p.step, p.most)
    o["practice"][org, domain] = np.where(won, found, before)
    o["disturbed"][org, domain] = ~won
    for row, who, lucky, gain in zip(rows.tolist(), org.tolist(), won.tolist(), (found - before).tolist(), strict=True):
        market.flows["n_models_found"][int(c.purchaser[row]), int(c.domain[row])] += lucky
        pay_for(market, row, p.cost, float(c.coaching[row]))
        came = ("found" if lucky else "failed", -1)
        innovations.write_renewal(market, row, (who, domain), came, gain if lucky else 0.0, p.cost)


def pay_for(market: MarketState, row: int, yuan: float, public: float) -> None:
    """The provider of a contract pays for a trial or copy; public money bears the part that support covers."""
    c = market.contracts
    cell = int(c.purchaser[row]), int(c.domain[row])
    payer = organization_account(int(c.organization[row]))
    market.ledger.book(market.month, "development", payer, OUTSIDE, (1.0 - public) * yuan, market.books)
    market.ledger.book(market.month, "development", TREASURY, OUTSIDE, public * yuan, market.books)
    market.flows["development_cost"][cell] += yuan
    market.flows["subsidy"][cell] += public * yuan
