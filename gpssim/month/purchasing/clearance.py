"""Before a purchase is held: is this mechanism lawful at this value, must finance approve, and what takes its place if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.month.recording import choices
from gpssim.rules.legality import Zone, legal_basis
from gpssim.state import legality, portfolio, procedures
from gpssim.state.clock import fiscal_year

if TYPE_CHECKING:
    from gpssim.scenario.declarations.rule_set import RuleSet
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def cleared(market: MarketState, line: Line) -> bool:
    """Whether the purchase of a line can be held now, by the mechanism that the line then names; always, without a rule set.

    A mechanism that needs approval waits for it; where it is refused, or the mechanism is forbidden at this value, another
    takes its place at once; where none may, the purchase is given up.
    """
    rules = market.rules
    if rules is None:
        return True
    zone = legality.zone_of_line(market, line, line.mechanism)
    permission, approved = rules.of(line.mechanism), line.approved_month == market.month
    standing = permission.standing(zone)
    if not approved and (standing == "approval" or (line.must_ask and standing == "allowed")):
        if granted(market, rules, line):
            return wait_for_approval(market, rules, line) and keep_basis(market, rules, line, approved=True)
        standing = "forbidden"
        choices.record_choice(market, line, line.mechanism, "refused", f"by {rules.approval.by}" if rules.approval.by else "")
    elif standing == "forbidden":
        choices.record_choice(market, line, line.mechanism, "not_allowed", zone)
    if standing == "forbidden" and not replace_mechanism(market, rules, line, zone):
        return False
    return keep_basis(market, rules, line, approved)


def keep_basis(market: MarketState, rules: RuleSet, line: Line, approved: bool) -> bool:
    """Keep the ground on which the line's purchase is held; always true."""
    zone, permission = legality.zone_of_line(market, line, line.mechanism), rules.of(line.mechanism)
    basis = legal_basis(zone, permission.tender, permission.published, permission.standing(zone), approved)
    line.keep_basis(basis if permission.purchase else "below_limit")
    return True


def granted(market: MarketState, rules: RuleSet, line: Line) -> bool:
    """Whether the approval is given: luck of the line, year and attempt, the same under every policy."""
    return market.luck.uniform("approval", line.key, fiscal_year(market), line.attempt) >= rules.approval.refusal


def wait_for_approval(market: MarketState, rules: RuleSet, line: Line) -> bool:
    """Put the purchase off until the approval is there; true where it takes no time."""
    choices.record_choice(market, line, line.mechanism, "approved", rules.approval.by)
    months = rules.approval.months * market.frictions.delay
    if months:
        line.open_when_approved(market.month + months)
    return not months


def replace_mechanism(market: MarketState, rules: RuleSet, line: Line, zone: Zone) -> bool:
    """Let a mechanism that is allowed at this value take over: one of the portfolio, else the first of the rule set; or give up."""
    shares = portfolio.shares_of(market, line.purchaser, line.domain)
    named = [m for m, _ in sorted(shares, key=lambda mx: -mx[1])] + [p.name for p in rules.permission]
    for name in dict.fromkeys(named):
        if (
            name != line.mechanism
            and rules.of(name).standing(zone) == "allowed"
            and procedures.mechanism_of(market, name).buys == "project"
        ):
            choices.record_choice(market, line, name, "replaced", zone)
            line.buy_by(name)
            return True
    give_up(market, line)
    return False


def give_up(market: MarketState, line: Line) -> None:
    """No purchase: the line ends, with the contract in force if there is one."""
    choices.record_choice(market, line, line.mechanism, "given_up", "")
    line.give_up()
