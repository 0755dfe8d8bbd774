"""The policy: levers and mechanisms, and what changes in which month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import model_validator

from gpssim.errors import impossible, unknown
from gpssim.scenario.budgets import fund_uses, path_of, words
from gpssim.scenario.fields import Group, param, share
from gpssim.scenario.timeline import PolicyState, change_months, state_at
from gpssim.scenario.world import GROUPS

Scalar = bool | int | float | str


class Levers(Group):
    """What a government sets for the whole market. Contract terms freeze at signing; the rest acts at once."""

    tender_cycle_years: int = param(3, "years", "years a line stays with the winner, signed year by year", "one tender for three years, signed yearly; 3 years in Guangzhou, VERIFIED", ge=1, le=3)
    contract_months: int = param(12, "months", "term of one contract", "one year in Beijing and Shanghai, VERIFIED", ge=1, le=36)
    pay_first: float = share(0.5, "paid at signing", "30/40/30 or 50/40/10 in practice, MEMORY", swept=(0.2, 0.5))
    pay_middle: float = share(0.4, "paid at mid-term; the rest is paid after acceptance", "30/40/30 or 50/40/10 in practice, MEMORY")
    penalty: float = param(0.25, "share per latent", "deducted per latent unit of shortfall found at acceptance", ge=0.0, le=5.0, swept=(0.0, 0.5))
    payment: str = param("", "name", "how contracts are paid: the name of a payment rule; empty: as the mechanism says", "policy choice")
    payment_settings: str = param("", "settings", "parameters of the payment rule, such as advance=0.3, stages=4; empty: as declared there", "policy choice")
    retention: float = param(0.0, "share", "part of every payment that is held back until acceptance (质保金)", "policy choice; 3-10 % in practice, MEMORY", ge=0.0, le=0.5)
    retention_months: int = param(0, "months", "months for which it is held back after acceptance", "policy choice; 3-12 in practice, MEMORY", ge=0, le=60)
    late_interest: float = param(0.0, "1 per year", "interest on instalments that are paid late", "policy choice; 0.05 % a day by 保障中小企业款项支付条例, MEMORY", ge=0.0, le=1.0)
    bid_bond: float = param(0.0, "share", "bid bond that a winner forfeits when it steps back, as a share of the value at the ceiling", "Regulation art. 33: at most 2 %, VERIFIED", ge=0.0, le=0.02)
    tolerance: float = param(0.25, "latent", "shortfall that acceptance overlooks", ge=0.0, le=5.0, swept=(0.0, 0.5))
    termination: float = param(0.9, "latent", "shortfall beyond which the next year is not signed", ge=0.0, le=10.0, swept=(0.6, 1.5))
    renewal_threshold: float = param(-20.0, "latent", "mean of the signals seen of a contract (inspections, voice, acceptance) that it must exceed for the next year to be signed; -20: never binds", "policy choice", ge=-20.0, le=10.0)
    certificate: float = param(0.0, "yuan", "cost, at usual ability, of a certificate that newcomers may show; the able have it cheaper; 0: there is none", "policy choice", ge=0.0, le=1.0e6)
    disclosure: float = share(0.5, "chance that an evaluation is published and reaches other purchasers", swept=(0.0, 1.0))
    targeting: float = param(0.0, "1", "priority of vulnerable groups for a place", ge=0.0, le=10.0, swept=(0.0, 2.0))
    waiting_priority: float = param(0.02, "1 per month", "priority gained by a month of waiting", ge=0.0, le=10.0, swept=(0.0, 0.1))
    publicity: float = share(0.5, "intensity of publicity", swept=(0.0, 1.0))
    coordination: float = share(0.0, "how far departments and districts work together: records, surveys and standards in common", "policy choice; cross-department coordination 跨部门协作")
    joint_purchasing: int = param(1, "lines", "most lines of one domain that purchasers pool into one purchase; 1: each for itself", "policy choice", ge=1, le=50)
    bundling: int = param(1, "domains", "most domains that one purchase buys together, line by line 整体采购; 1: each for itself", "policy choice", ge=1, le=20)
    checks: float = share(0.0, "separation of roles: finance checks cost (its part of errors and padding goes) and ties count that much less", "policy choice; duties of civil affairs and finance in Yiling 2013")
    training: float = share(0.0, "intensity of officials' training", "policy choice")
    catalogue: str = param("*", "name", "domains that may be bought, separated by commas; *: all", "policy choice; guiding catalogue, Measures of 2020 art. 11-13 (VERIFIED)")
    outside_catalogue: Literal["none", "in_house"] = param("none", "rule", "domains outside the catalogue: not provided, or provided in house", "policy choice")
    budget_path: str = param("", "text", "factors on the appropriation, one a fiscal year from the switch on, separated by commas; empty: none", "policy choice")
    budget_link: float = share(0.0, "how far purchases are planned together with the budget: that part of unbudgeted projects is budgeted in time", "policy choice")
    goods_share: float = share(0.0, "part of the appropriation that goes into goods 采购重物资", "policy choice; assumption, range 0-0.4")
    fund_per_head: float = param(0.0, "yuan per resident-year", "dedicated fund 福彩公益金 beside the appropriation, with an account of its own", "policy choice; Kunshan 5-8 million a year (VERIFIED), 3-5 yuan per head (DERIVED)", ge=0.0, le=1.0e5)
    fund_uses: str = param("venture_philanthropy=1", "text", "what the fund may pay for, with shares: a mechanism that calls for proposals, vulnerable, any", "policy choice")
    savings_rule: Literal["lapse", "reuse", "carry_over"] = param("lapse", "rule", "what becomes of money that is not committed by the end of the year", "policy choice")
    closure: Literal["appropriation", "volume"] = param("appropriation", "rule", "what is held equal: money, with volume free, or purchased volume, with cost free", "policy choice")
    volume_share: float = share(0.85, "purchased volume under closure = volume, as a share of what the appropriation buys at reference unit cost", swept=(0.7, 0.95))
    retenders: int = param(1, "attempts", "further attempts after a failed purchase", ge=0, le=5, swept=(0, 2))
    after_failure: str = param("directed_commission", "mechanism", "mechanism used, with approval, when all attempts failed; empty: none", "policy choice")
    bridge_months: int = param(3, "months", "longest extension of an expired contract at its old price", ge=0, le=12, swept=(0, 6))
    registered_only: str = param("", "name", "domains reserved for registered residents, separated by commas: migrants may not apply there", "policy choice")
    target_groups: str = param("", "name", "groups that targeting puts first, separated by commas; empty: every vulnerable group", "policy choice")
    targeting_accuracy: float = share(1.0, "part of the people whose group is seen as it is when places are given; the others are taken at random", "policy choice; errors of exclusion and leakage, Coady, Grosh & Hoddinott 2004")
    participation: float = share(0.0, "intensity of residents' meetings and surveys beyond what is usual; takes officials' hours", "policy choice")
    survey_size: float = param(1.0, "1", "sample of the need survey relative to the usual one: its error falls with the square root, its cost rises", "policy choice", ge=0.1, le=100.0)
    users_at_acceptance: float = share(0.0, "part of the clients heard at acceptance that is drawn by lot and not named by the provider", "policy choice; Suzhou Regulation art. 45, service users take part in acceptance")
    users_weight: float = share(0.0, "what users' judgment takes at acceptance of the weight that verifiable quality has", "policy choice")
    hotline: float = share(0.0, "chance that the complaint of one resident to the hotline brings an inspection", "policy choice")
    function_transfer: str = param("", "name", "domains in which associations work for enterprises first, separated by commas", "policy choice")
    monitoring: float = share(0.6, "part of officials' hours left after procedures that goes into inspection", swept=(0.2, 0.9))
    third_party: float = share(0.0, "part of contracts whose acceptance is left to a third party", "policy choice")
    evaluator_choice: Literal["purchaser", "provider"] = param("purchaser", "rule", "who chooses the third party", "policy choice")
    coaching: float = share(1.0, "intensity of coaching in venture projects", swept=(0.0, 1.0))
    incubation: float = param(0.0, "yuan per year", "budget of incubators, apart from the appropriation: each seat lowers set-up cost, coaches and pays seed money", "policy choice; neutral 0", ge=0.0, le=1.0e9)
    entry_barrier: float = param(1.0, "1", "cost of registration and set-up, times the usual one", "policy choice; neutral 1", ge=0.0, le=100.0)
    registration: Literal["direct", "dual", "loose"] = param("direct", "rule", "direct registration; dual management 双重管理: a supervising unit must be found first; loose: hardly any check, so that some register in name only", "direct for most kinds since 2013, dual before, MEMORY; neutral direct")
    company_tax: float = share(0.0, "part of the law's tax rates that companies pay", "policy choice; neutral 0: no taxes; the law: 1")
    nonprofit_tax: float = share(0.0, "the same of nonprofits: 1 is to be taxed like a company, 0 full relief", "policy choice; neutral 0")
    incentive: float = param(0.0, "share per latent", "paid per latent unit found above the promise, deducted below it", "policy choice", ge=0.0, le=5.0)
    yardstick: float = share(0.0, "weight of what comparable contracts delivered above their promises, subtracted before incentive pay", "policy choice")
    cost_share: float = share(0.0, "part of the difference between realized cost and value that the purchaser bears, or gets", "policy choice")
    bonus: float = share(0.0, "bonus after a passed acceptance that no court enforces, as a share of the contract's value", "policy choice")
    choice: str = param("", "name", "choice rule by which purchasers choose among the mechanisms of a domain's portfolio; empty: by their shares", "policy choice")
    elimination: float = share(0.0, "share of the providers of a domain that is struck off each January 优胜劣汰", "policy choice")
    elimination_rule: Literal["lowest", "lot"] = param("lowest", "rule", "who is struck off: those whose contracts were found worst in the year, or any by lot (a null model)", "policy choice")
    elimination_months: int = param(12, "months", "how long a provider that was struck off may not offer or be signed in the domain", "policy choice", ge=1, le=600)
    blacklist_months: int = param(0, "months", "ban of a provider whose contract was terminated or that failed", "policy choice", ge=0, le=600)
    blacklist_shared: bool = param(True, "flag", "bans hold with every purchaser, not only with the one that imposed them", "policy choice")
    minimum_grade: int = param(0, "grade", "lowest published rating with which an organization may offer: 0 none, 1-5 for 1A-5A", "policy choice", ge=0, le=5)
    priority_grade: int = param(0, "grade", "organizations of this rating and above alone may offer where there are enough of them; 0: no priority", "policy choice; from 3A in Luoyang 2025, VERIFIED", ge=0, le=5)
    audit: Literal["fixed", "strategic"] = param("fixed", "rule", "whether audits follow the rate, or answer the temptation to shirk (mixed equilibrium)", "policy choice")
    audit_rate: float = share(0.0, "chance that a contract is audited for hidden shirking (strategic audits: the highest chance)", "policy choice")
    audit_detection: float = share(0.8, "chance that an audit finds shirking out", "policy choice")
    fine: float = param(0.0, "share", "fine for shirking found out, as a share of the contract's value", "policy choice", ge=0.0, le=10.0)
    debarment: int = param(0, "months", "months in which a provider found shirking may not offer; -1: for good", "policy choice", ge=-1, le=600)
    bond: float = share(0.0, "performance bond that a provider forfeits in default, as a share of the contract's value", "policy choice")

    @model_validator(mode="after")
    def _groups_exist(self) -> Self:
        for name in filter(None, map(str.strip, self.target_groups.split(","))):
            if name not in GROUPS:
                raise unknown("group of citizens in policy.levers.target_groups:", name, GROUPS)
        return self

    @model_validator(mode="after")
    def _instalments(self) -> Self:
        if self.pay_first + self.pay_middle > 1.0 + 1e-9:
            raise impossible("policy.levers.pay_first + pay_middle", round(self.pay_first + self.pay_middle, 6), "at most 1")
        if self.payment_settings and not self.payment:
            raise impossible("policy.levers.payment_settings", self.payment_settings, "empty unless payment names a payment rule")
        return self

    @model_validator(mode="after")
    def _budgets(self) -> Self:
        path_of(self.budget_path)
        fund_uses(self.fund_uses)
        return self


class MechanismShare(Group):
    """A mechanism and its share of the money of a domain."""

    mechanism: str = param("open_tender", "name", "purchasing mechanism (registry)")
    share: float = param(1.0, "share", "share of the domain's appropriation", ge=0.0, le=1.0)
    domain: str = param("*", "name", "service domain, * for all")


class MechanismSetting(Group):
    """One parameter of a mechanism."""

    mechanism: str = param("open_tender", "name", "purchasing mechanism")
    name: str = param("price_weight", "name", "its parameter")
    value: Scalar = param(0.3, "as declared", "its value")


class Change(Group):
    """From a month on: another mix of mechanisms in a domain, another parameter of a mechanism, or another lever."""

    month: int = param(0, "month", "first month of the change, from the switch of policy", ge=0, le=1200)
    domain: str = param("*", "name", "domain whose mechanisms change, * for all")
    mechanism: str = param("", "name", "mechanism that takes the whole domain (short for one share of 1)")
    shares: tuple[MechanismShare, ...] = param((), "shares", "portfolio of mechanisms")
    lever: str = param("", "name", "lever, or mechanism.parameter")
    value: Scalar | None = param(None, "as declared", "value of the lever")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum((bool(self.mechanism), bool(self.shares), bool(self.lever))) != 1:
            raise impossible("policy.change", self.model_dump(exclude_defaults=True), "one of mechanism, shares, lever")
        if bool(self.lever) != (self.value is not None):
            raise impossible("policy.change.value", self.value, "given with lever, and only then")
        if self.domain != "*" and any(s.domain not in ("*", self.domain) for s in self.shares):
            raise impossible(
                "policy.change.shares.domain", [s.domain for s in self.shares], f"{self.domain!r}, the domain of the change"
            )
        return self


class Policy(Group):
    """Which mechanism buys which service from which month, plus the levers.

    A policy named like a mechanism means: that mechanism for every domain from month 0, levers as in the scenario.
    """

    name: str = param("status_quo", "name", "name of the policy, in tables and legends", "policy choice")
    shares: tuple[MechanismShare, ...] = param(
        (
            MechanismShare(mechanism="directed_commission", share=0.63),
            MechanismShare(mechanism="open_tender", share=0.27),
            MechanismShare(mechanism="venture_philanthropy", share=0.10),
        ),
        "shares",
        "portfolio of mechanisms from month 0",
        "policy choice",
    )
    settings: tuple[MechanismSetting, ...] = param((), "settings", "parameters of mechanisms", "policy choice")
    levers: Levers = Levers()
    change: tuple[Change, ...] = param((), "changes", "what changes later", "policy choice")

    @model_validator(mode="after")
    def _shares_sum(self) -> Self:
        for label, shares in [
            ("policy.shares", self.shares),
            *((f"policy.change at month {c.month}", c.shares) for c in self.change if c.shares),
        ]:
            for domain in {s.domain for s in shares}:
                total = sum(s.share for s in shares if s.domain == domain)
                if abs(total - 1.0) > 1e-9:
                    raise impossible(f"the sum of {label} for domain {domain!r}", round(total, 6), "1")
        return self

    @classmethod
    def of(
        cls, mechanism: str, name: str = "", settings: Mapping[str, Scalar] | None = None, levers: Mapping[str, Scalar] | None = None
    ) -> Self:
        """One mechanism for every domain from month 0, with parameters of its own and levers that differ from the scenario's.

        >>> Policy.of("open_tender", "price_heavy", {"price_weight": 0.6}).settings[0].value
        0.6
        """
        tuned = tuple(MechanismSetting(mechanism=mechanism, name=k, value=v) for k, v in (settings or {}).items())
        pulled: dict[str, Any] = dict(levers or {})
        return cls(name=name or mechanism, shares=(MechanismShare(mechanism=mechanism),), settings=tuned, levers=Levers(**pulled))

    def at(self, month: int, domains: Sequence[str]) -> PolicyState:
        """The policy as it stands in a month (before 0: as written, without its changes): see :func:`gpssim.scenario.timeline.state_at`."""
        return state_at(self, month, domains)

    def change_months(self) -> tuple[int, ...]:
        """The months, from the switch, in which something changes."""
        return change_months(self)

    def mechanisms_named(self) -> frozenset[str]:
        """Every mechanism the policy ever buys with, or sets a parameter of."""
        shares = (*self.shares, *(s for c in self.change for s in c.shares))
        whole = {c.mechanism for c in self.change if c.mechanism}
        tuned = {s.mechanism for s in self.settings} | {c.lever.partition(".")[0] for c in self.change if "." in c.lever}
        return frozenset({s.mechanism for s in shares} | whole | tuned)

    def domains_named(self) -> frozenset[str]:
        """Every service domain the policy mentions."""
        shares = (*self.shares, *(s for c in self.change for s in c.shares))
        named = ("registered_only", "function_transfer")
        lists = [getattr(self.levers, name) for name in named] + [str(c.value) for c in self.change if c.lever in named]
        reserved = {name.strip() for names in lists for name in names.split(",")}
        listed = (self.levers.catalogue, *(str(c.value) for c in self.change if c.lever == "catalogue"))
        reserved |= {name for names in listed for name in words(names)}
        return frozenset({s.domain for s in shares} | {c.domain for c in self.change} | reserved) - {"*", ""}
