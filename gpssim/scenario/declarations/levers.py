"""The levers: what a government sets for the whole market, whatever mechanism buys."""

from __future__ import annotations

from typing import Final, Literal, Self

from pydantic import field_validator, model_validator

from gpssim.errors import impossible
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.fields import Group, param, share
from gpssim.scenario.written import check_everything, fund_uses, measures_in, names_in, path_of, settings_in

NOBODY: Final = "none"
"""In the place of a mechanism after failure: none takes over."""


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
    performance_budget: float = param(0.0, "1", "how strongly next year's money answers to last year's performance: log factor per unit of score above the mean", "policy choice; 全面实施预算绩效管理 of 2018: results tied to budgets, MEMORY; assumption, range 0.2-2", ge=0.0, le=20.0)
    performance_bound: float = share(0.1, "most that performance raises or cuts the money of a budget line in a year, before the pool is closed", "policy choice; assumption, range 0.05-0.3")
    performance_base: float = share(0.8, "part of an earlier rise or cut that is in the base 基数 of the next budget; the rest goes back to the usual", "policy choice; assumption, range 0-1")
    performance_pool: Literal["city", "purchaser", "none"] = param("city", "rule", "among whom performance moves money: all budget lines of the city, the domains of each purchaser, or nobody: the total answers too", "policy choice: what is cut from weak lines goes to strong ones")
    performance_counts: str = param("execution=0.2, quality=0.3, coverage=0.3, complaints=0.2", "text", "what counts as performance, with weights: execution of the budget, quality as accepted, places over surveyed need, freedom from complaints", "policy choice; output and benefit at least 60 % of the weights, 财预[2020]10号, MEMORY")
    goods_share: float = share(0.0, "part of the appropriation that goes into goods 采购重物资", "policy choice; assumption, range 0-0.4")
    fund_per_head: float = param(0.0, "yuan per resident-year", "dedicated fund 福彩公益金 beside the appropriation, with an account of its own", "policy choice; Kunshan 5-8 million a year (VERIFIED), 3-5 yuan per head (DERIVED)", ge=0.0, le=1.0e5)
    fund_uses: str = param("venture_philanthropy=1", "text", "what the fund may pay for, with shares: a mechanism that calls for proposals, vulnerable, any", "policy choice")
    savings_rule: Literal["lapse", "reuse", "carry_over"] = param("lapse", "rule", "what becomes of money that is not committed by the end of the year", "policy choice")
    closure: Literal["appropriation", "volume"] = param("appropriation", "rule", "what is held equal: money, with volume free, or purchased volume, with cost free", "policy choice")
    volume_share: float = share(0.85, "purchased volume under closure = volume, as a share of what the appropriation buys at reference unit cost", swept=(0.7, 0.95))
    retenders: int = param(1, "attempts", "further attempts after a failed purchase", ge=0, le=5, swept=(0, 2))
    after_failure: str = param("directed_commission", "mechanism", "mechanism used, with approval, when all attempts failed; none (or empty): nobody takes over, the line ends and what is still needed is put out anew with the next year's plan", "policy choice")
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
    professionals: float = share(0.0, "share of professionals that contracts ask of a provider's staff: who holds one and has fewer hires professionals only", "policy choice; neutral 0")
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

    @field_validator("after_failure", mode="after")
    @classmethod
    def _none(cls, name: str) -> str:
        """Older files leave it empty where nobody takes over."""
        return name or NOBODY

    @model_validator(mode="after")
    def _instalments(self) -> Self:
        if self.pay_first + self.pay_middle > 1.0 + 1e-9:
            raise impossible("policy.levers.pay_first + pay_middle", round(self.pay_first + self.pay_middle, 6), "at most 1")
        if self.payment_settings and not self.payment:
            raise impossible("policy.levers.payment_settings", self.payment_settings, "empty unless payment names a payment rule")
        return self

    @model_validator(mode="after")
    def _read(self) -> Self:
        """What is written as text can be read; which service domains there are, the scenario knows."""
        names_in(self.target_groups, "group of citizens in policy.levers.target_groups:", GROUPS)
        check_everything("policy.levers.catalogue", self.catalogue)
        settings_in(self.payment_settings, "policy.levers.payment_settings")
        path_of(self.budget_path)
        fund_uses(self.fund_uses)
        measures_in(self.performance_counts)
        return self
