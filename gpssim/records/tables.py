"""Every table a run leaves behind: one flat row type each, with type, unit and meaning beside every column.

Sums and counts only: ratios are formed in ``analysis``. Months count from the switch of policy (month 0); the warm-up has
negative months and appears in tables of events only; read as results, every table says the period of each row. Organizations
and purchasers are rows from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` is a NumPy type, or ``str`` for labels."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, its columns, and the columns that tell rows apart."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    event: bool = False
    """Event tables are kept for the first replications only, unless everything is asked for."""
    dated: str = "month"
    """The column by which a row belongs to a period (:mod:`gpssim.records.periods`)."""


def _columns(text: str) -> tuple[Column, ...]:
    """``name kind unit | meaning`` a line."""
    rows = (line.split("|", 1) for line in text.strip().splitlines())
    declared = ((left.split(), meaning.strip()) for left, meaning in rows)
    return tuple(Column(name, kind, unit, meaning) for (name, kind, unit), meaning in declared)


MONTHLY: Final = Table(
    "monthly",
    "one month, district, domain and group of citizens (survey units, each standing for residents_per_citizen people)",
    ("month", "district", "domain", "group"),
    _columns("""
month int32 month | month since the switch of policy
district int16 row | district
domain str name | service domain
group str name | group of citizens
n_citizens int32 units | citizens of the cell
n_need int32 units | in need at the end of the month
n_ineligible int32 units | in need but not eligible
n_unaware int32 units | in need, eligible, not applied because they do not know of the service
n_deterred int32 units | in need, aware, not applied
n_queued int32 units | applied and waiting
n_served int32 units | served
n_onset int32 units | needs that arose
n_ended int32 units | needs that ended
n_started int32 units | services begun
n_dropped int32 units | clients lost when a provider changed, shrank, left or became dearer, and those who left it to choose again
waited float64 unit_months | months waited so far, summed over those who began to be served
waiting float64 unit_months | unmet months of need: in need and not served, summed
experienced_quality float64 quality_sum | quality as experienced (0-1), summed over the served
experienced_latent float64 latent_sum | quality as experienced, latent scale, summed over the served
satisfaction float64 satisfaction_sum | satisfaction (0-1), summed over the served
n_complaints int32 units | complaints made
user_fees float64 yuan | fees paid by the served, with the residents they stand for
"""),
)

PUBLIC: Final = Table(
    "public",
    "one month, district and group of citizens: states that do not belong to a domain",
    ("month", "district", "group"),
    _columns("""
month int32 month | month since the switch of policy
district int16 row | district
group str name | group of citizens
n_citizens int32 units | citizens of the cell
trust_government float64 trust_sum | trust in the purchaser (0-1), summed
trust_providers float64 trust_sum | trust in non-government providers (0-1), summed
awareness float64 awareness_sum | awareness of the services (0-1), summed
participation float64 participation_sum | participation (0-1), summed
aspiration float64 latent_sum | expected quality, latent scale, summed
legitimacy float64 legitimacy_sum | what the district makes of how services are bought (0-1), summed
"""),
)

DISTRICTS: Final = Table(
    "districts",
    "one month and district, where population, targeting, participation, committees or the hotline are at work",
    ("month", "district"),
    _columns("""
month int32 month | month since the switch of policy
district int16 row | district
n_citizens int32 units | citizens who live there
n_arrived int32 units | newcomers: moved there, born, or in the place of migrants who went on
n_left int32 units | citizens who died or moved away
n_aged int32 units | citizens who turned sixty
n_target int32 units | needs of people in the groups that come first for a place
n_missed int32 units | of these, needs of people not recognized (error of exclusion)
n_leaked int32 units | needs of others who are taken for one of them (leakage)
committee_load float64 share | time that administration takes of residents' committees; 0 where committees are left out
outreach float64 1 | intensity of meetings in the time that committees gained
n_hotline int32 inspections | inspections that complaints brought
"""),
)

ENTERPRISES: Final = Table(
    "enterprises",
    "one month and district: enterprises served under function transfer, apart from citizens (1 : 1, not survey units)",
    ("month", "district"),
    _columns("""
month int32 month | month since the switch of policy
district int16 row | district
n_enterprises int32 enterprises | enterprises
n_need int32 enterprises | in need
n_served int32 enterprises | served
n_queued int32 enterprises | in need and not served
places float64 places | places that associations gave to enterprises, contained in those delivered
delivered_latent float64 latent_sum | their true quality, latent scale, summed over places
value float64 yuan | unit price times these places
"""),
)

SERVICES: Final = Table(
    "services",
    "one month, district and domain: what contracts supplied",
    ("month", "district", "domain"),
    _columns("""
month int32 month | month since the switch of policy
district int16 row | district
domain str name | service domain
n_contracts int32 contracts | contracts in force
n_providers int32 organizations | different organizations that hold them
places_contracted float64 places | places a month contracted
places_delivered float64 places | places a month delivered
places_gap float64 places | places of lines between two contracts: expired and not yet replaced
places_bridge float64 places | delivered places under an extension of the old contract
promised_quality float64 quality_sum | promised quality (0-1), summed over delivered places
delivered_quality float64 quality_sum | true quality (0-1), summed over delivered places
reported_quality float64 quality_sum | quality as the provider reports it (0-1), summed over delivered places
promised_latent float64 latent_sum | promised quality, latent scale, summed over delivered places
delivered_latent float64 latent_sum | true quality, latent scale, summed over delivered places
delivered_verifiable float64 latent_sum | its verifiable part, latent scale, summed over delivered places
delivered_nonverifiable float64 latent_sum | its non-verifiable part, latent scale, summed over delivered places
effort_verifiable float64 latent_sum | effort on the verifiable task, summed over delivered places
effort_nonverifiable float64 latent_sum | effort on the other task, summed over delivered places
contract_value float64 yuan | unit price, less what users pay of it, times delivered places
cost_delivery float64 yuan | true cost of delivery without effort
cost_effort float64 yuan | true cost of effort
practice_latent float64 latent_sum | quality that service models better than the usual one add, summed over delivered places
places_improved float64 places | delivered places under such a service model (by 0.1 latent or more)
"""),
)

PURCHASERS: Final = Table(
    "purchasers",
    "one month, purchaser and domain: public money and officials' time",
    ("month", "purchaser", "domain"),
    _columns("""
month int32 month | month since the switch of policy
purchaser int16 row | purchaser
domain str name | service domain
appropriation float64 yuan | money received for the year (in its first month; under equal volume when it is committed)
committed float64 yuan | value of contracts signed, less what cannot be paid any more
paid float64 yuan | paid to organizations
penalties float64 yuan | deducted at acceptance
lapsed float64 yuan | returned to the treasury
procedure_cost float64 yuan | agents, experts, publication
official_hours float64 hours | hours spent on procedures
monitoring_hours float64 hours | hours spent on inspection
n_inspections int32 inspections | inspections made
advance_lost float64 yuan | paid in advance to organizations that then failed
paid_late float64 yuan | paid to organizations after the month in which it fell due
belief_error float64 latent_squared | squared error of beliefs about quality, summed over organizations known
belief_bias float64 latent_sum | belief minus truth, summed over the same
n_beliefs int32 organizations | organizations known (the two columns above)
survey_error float64 log_squared | squared log error of the survey of need, summed over the year's surveys
n_surveys int32 surveys | surveys of need
subsidy float64 yuan | paid by the treasury outside contracts: deficits covered, incubators, its part of trials of service models
development_cost float64 yuan | cost of trying and copying service models, whoever pays it
n_models_found int32 count | trials of service models that found a better one
n_open int32 purchases | awarded in open competition: on published information, with two valid offers or more
n_found_out int32 purchases | in which a violation came to light
n_scandals int32 scandals | violations found out, contracts that ended in shame, shirkers caught, where residents judge purchases
"""),
)

ORGANIZATIONS: Final = Table(
    "organizations",
    "one organization at the end of a quarter",
    ("month", "organization"),
    _columns("""
month int32 month | month since the switch of policy
organization int32 row | organization
kind str name | kind of organization
domain str name | founding domain
born int32 month | month of registration
n_contracts int32 contracts | contracts in force
places_contracted float64 places | places a month it owes
capacity float64 places | places a month it can serve
staff float64 persons | staff
ability float64 latent | ability, mean of the two tasks weighted by the verifiability of its domain
ability_verifiable float64 latent | ability in the verifiable task
ability_nonverifiable float64 latent | ability in the other task
experience float64 project_years | experience over all domains
proposal_skill float64 latent | skill in writing proposals
grade int8 grade | published rating: 0 none, 1-5 for 1A-5A
published_quality float64 latent | mean of published evaluations, shrunk to the prior
cash float64 yuan | cash
income_government float64 yuan | income from purchasers in the last 12 months
income float64 yuan | all income in the last 12 months
autonomy float64 share | autonomy (0-1)
mission float64 share | weight on mission
arrears_months float64 months | months of costs it owes
incubated bool flag | has held a venture project
idle_months int32 months | months without a contract
income_fees float64 yuan | fees of members and users in the last 12 months
income_foundations float64 yuan | grants of foundations in the last 12 months
tax float64 yuan | taxes paid in the last 12 months
unpaid_tasks float64 share | staff time that goes into unpaid assigned tasks
professional_share float64 share | professionals among its staff
practice float64 latent | by how much its best service model fits need better than the usual one
"""),
)

PROJECTS: Final = Table(
    "projects",
    "one purchase, successful or not (each attempt is a row)",
    ("project", "attempt"),
    _columns("""
project uint64 key | semantic key of the project
attempt int16 count | attempt, from 0
purchaser int16 row | purchaser
domain str name | service domain
district int16 row | district
fiscal_year int16 year | fiscal year of design, from the first year of the run
ordinal int16 count | ordinal in that year
mechanism str name | purchasing mechanism
month_opened int32 month | offers asked for
month_start int32 month | service due to start
ceiling float64 yuan_per_place_month | ceiling price
places float64 places | places a month asked for
months int16 months | term
surveyed_need float64 places | need of the district as surveyed
true_need float64 places | need of the district as it was at the survey
n_invited int32 organizations | invited or allowed to offer
n_bids int32 bids | offers
n_valid_bids int32 bids | valid offers
outcome str name | awarded or failed
reason str name | why it failed
legal_basis str name | legal basis of the award
n_awards int32 contracts | contracts awarded
winning_price float64 yuan_per_place_month | unit price of the (first) award
winner int32 row | organization of the (first) award, -1 for none
incumbent int32 row | organization serving the line before, -1 for none
lead_months int16 months | months from asking to service
official_hours float64 hours | officials' hours
procedure_cost float64 yuan | money spent on the procedure
bidder_cost float64 yuan | cost of all offers to those who made them
score_rank_correlation float64 correlation | Spearman correlation of total score and true quality over valid offers
decided_by_loser bool flag | without one of the losing offers another would have won, by the mechanism's own evaluation
repurchase bool flag | replaces a contract that ran out
n_effective_bids int32 bids | valid offers without accompanying bids
winner_tie float64 latent | closeness of the (first) winner to the purchaser's officials
winner_quality float64 latent | its true ability in the project's domain
truth int32 bits | violations committed: sum of records.truth.Truth
red_flag int32 bits | what an observer could see: sum of records.truth.RedFlag
detected int32 bits | violations that came to light, as in truth
"""),
    event=False,
    dated="month_opened",
)

BIDS: Final = Table(
    "bids",
    "one offer",
    ("project", "attempt", "organization"),
    _columns("""
project uint64 key | semantic key of the project
attempt int16 count | attempt
month int32 month | month of the offer
mechanism str name | purchasing mechanism
organization int32 row | bidder
price float64 yuan_per_place_month | price offered
places float64 places | places offered
promised_quality float64 latent | quality promised
dossier float64 latent | quality as the documents suggest it
valid bool flag | accepted as valid
reason str name | why not
total float64 points | total score
price_points float64 points | points for price
quality_points float64 points | points for quality
won bool flag | got a contract
true_cost float64 yuan_per_place_month | the bidder's true expected unit cost
true_quality float64 latent | the bidder's true ability in the project's domain
bid_cost float64 yuan | what the offer cost the bidder
truth int32 bits | violations in which the bidder took part: sum of records.truth.Truth
"""),
    event=True,
)

CONTRACTS: Final = Table(
    "contracts",
    "one contract year",
    ("contract",),
    _columns("""
contract int32 row | contract
project uint64 key | semantic key of the project
organization int32 row | provider
purchaser int16 row | purchaser
domain str name | service domain
district int16 row | district
mechanism str name | purchasing mechanism of the award
legal_basis str name | legal basis of the award
month_signed int32 month | signed
month_start int32 month | service due to start
month_end int32 month | first month after the term
month_ended int32 month | first month in which it was not in force (the horizon where it still is: its end_reason is in_force)
end_reason str name | completed, terminated, insolvent, defaulted, ended_early, left, idle, banned, eliminated, not_renewed
cycle_year int16 year | year of the cycle, from 0
bridge bool flag | extension of an expired contract
repeat bool flag | same provider as the line's contract before
predecessor int32 row | the line's contract before, -1 for none
unit_price float64 yuan_per_place_month | price
ceiling float64 yuan_per_place_month | ceiling of the purchase
unit_cost float64 yuan_per_place_month | provider's true unit cost at signing
places float64 places | places a month
delivered float64 place_months | delivered
value float64 yuan | value at signing
paid float64 yuan | paid so far
penalty float64 yuan | deducted
promised_latent float64 latent | promised quality
delivered_latent float64 latent_sum | true quality summed over delivered place-months
reported_latent float64 latent | quality as the provider reported it at acceptance
accepted_latent float64 latent | quality as found at acceptance
accepted bool flag | passed acceptance (false while in force)
evaluated bool flag | accepted by a third party
truth int32 bits | passed on, third party captured: sum of records.truth.Truth
"""),
    dated="month_signed",
)

VIOLATIONS: Final = Table(
    "violations",
    "one violation and one organization that took part in it (the official alone: -1)",
    ("project", "attempt", "kind", "organization", "month"),
    _columns("""
month int32 month | month
project uint64 key | semantic key of the project
attempt int16 count | attempt
kind str name | name of a flag of records.truth.Truth, small letters
purchaser int16 row | purchaser
organization int32 row | organization, -1 for none
detected bool flag | came to light
sanction str name | void, void_fine_ban, fine_ban; empty where it did not come to light
fine float64 yuan | paid by the organization
"""),
)

CHOICES: Final = Table(
    "choices",
    "one decision about the mechanism of a purchase: chosen by a rule, approved or refused, replaced, or after a failure",
    ("month", "line", "event", "attempt"),
    _columns("""
month int32 month | month of the decision
line int32 row | service line
event str name | chosen (by the policy's choice rule), approved, refused, not_allowed, replaced, after_failure, given_up
attempt int16 count | attempt
purchaser int16 row | purchaser
domain str name | service domain
district int16 row | district
planned str name | mechanism before the decision
mechanism str name | mechanism it is about, or that takes over
reason str name | choice rule and what decided, who approves, zone of the rules, or step after a failure
value float64 yuan | budget estimate of the contract
"""),
)

OFFICIALS: Final = Table(
    "officials",
    "one purchaser at the end of a month, where officials learn or adopt",
    ("month", "purchaser"),
    _columns("""
month int32 month | month since the switch of policy
purchaser int16 row | purchaser
adopted bool flag | contracts out
threshold float64 share | pressure at which it adopts
advantage float64 share | what it believes contracting out to be worth beyond provision in house, in unit costs
risk_aversion float64 number | its risk aversion, recent scandals included
n_results float64 results | results behind its beliefs, those of others by their weight
"""),
)

BANS: Final = Table(
    "bans",
    "one ban of an organization from purchases",
    ("month", "organization", "reason", "purchaser", "domain"),
    _columns("""
month int32 month | month in which it was imposed
organization int32 row | organization
reason str name | shirking, terminated, defaulted, eliminated
purchaser int16 row | purchaser with which it holds, -1 for all
domain str name | domain in which it holds, empty for all
months int32 months | how long it holds
"""),
)

INSPECTIONS: Final = Table(
    "inspections",
    "one observation of a contract's quality by its purchaser",
    ("month", "contract", "kind"),
    _columns("""
month int32 month | month
contract int32 row | contract
organization int32 row | provider
purchaser int16 row | purchaser
kind str name | inspection, voice, acceptance, hotline; (captured_)evaluation by a third party: its truth is what acceptance found
signal float64 latent | what was seen
truth float64 latent | the quality it is about
"""),
    event=True,
)

FOUNDERS: Final = Table(
    "founders",
    "one candidate founder, registered or not",
    ("month", "ordinal"),
    _columns("""
month int32 month | month of the decision
ordinal int16 count | number among the month's candidates
key uint64 key | semantic key
kind str name | kind of organization
domain str name | founding domain
registered bool flag | registered
organization int32 row | row in the register, -1 if it did not register
"""),
)

EXITS: Final = Table(
    "exits",
    "one organization that left",
    ("organization",),
    _columns("""
month int32 month | first month without it
organization int32 row | organization
kind str name | kind of organization
domain str name | founding domain
reason str name | insolvent, idle or hazard
age_months int32 months | months since registration
owed float64 yuan | public money owed to it when it left
n_contracts int32 contracts | contracts that ended with it
"""),
)

INNOVATIONS: Final = Table(
    "innovations",
    "one trial of a service model by an organization, or one that it copied or that staff brought, where services are renewed",
    ("month", "organization", "domain", "channel", "contract"),
    _columns("""
month int32 month | month
organization int32 row | organization
domain str name | service domain
channel str name | found or failed (a trial), contact (same district or hub), published, staff (came with a line)
source int32 row | organization whose service model it was, -1 for its own trial
contract int32 row | contract under which it was tried or copied, or with which staff came
gain float64 latent | by how much its service model fits better than before
practice float64 latent | by how much it fits better than the usual one now
cost float64 yuan | what it cost, whoever pays
"""),
    event=True,
)

BUDGETS: Final = Table(
    "budgets",
    "one purchaser and domain in January, where purchasers choose what they buy or budgets answer to performance",
    ("month", "purchaser", "domain"),
    _columns("""
month int32 month | month since the switch of policy
purchaser int16 row | purchaser
domain str name | service domain
usual float64 yuan | the year's money without either
appropriation float64 yuan | the year's money
scope float64 number | factor on the usual by the choice of what to buy
performance float64 number | factor on the usual by performance
appeal float64 number | log appeal of the domain to the purchaser
suppliers int32 organizations | organizations that work in its districts and serve the domain
setbacks float64 share | purchases and contracts that went wrong, as it remembers them
execution float64 share | part of last year's money that was committed
quality float64 quality | quality that acceptance found last year (0-1), weighted by value
true_quality float64 quality | true quality of the same contracts (0-1)
coverage float64 share | places over surveyed need in its districts
complaints float64 share | freedom from complaints: 1 without any, 1/2 at the mean
score float64 score | what was measured, by the weights of the policy, with the error of evaluation
"""),
)

LEDGER: Final = Table(
    "ledger",
    "one transfer of money",
    ("row",),
    _columns("""
row int64 row | order of booking
month int32 month | month
source str account | paying account: citizens, treasury, outside, fund, purchaser/3, organization/17
target str account | receiving account
kind str name | what for
fen int64 fen | amount, 1/100 yuan
"""),
    event=True,
)

STEPS: Final = Table(
    "steps",
    "one step of a project (design, cost, review, purchase, sign, accept), where the process is taken step by step",
    ("project", "step", "round", "attempt", "organization", "contract", "line"),
    _columns("""
project uint64 key | semantic key of the project
step str name | design, cost, review, purchase, sign, accept
role str name | who takes it
round int16 count | how often review had sent the design back
attempt int16 count | attempt of the purchase
organization int32 row | organization that signs or delivered, -1 for none
contract int32 row | contract, -1 for none
line int32 row | service line that is signed for, else -1
purchaser int16 row | purchaser
domain str name | service domain
district int16 row | district
mechanism str name | purchasing mechanism
month_begun int32 month | month in which the step began
month_ended int32 month | month in which it was over
days float64 days | days it took beyond the mechanism's own
error float64 number | log of surveyed over true need (design), relative error of the ceiling (cost), found less promised (accept)
standard float64 latent | how far the standard misses what citizens need (design, sign)
outcome str name | passed, returned, refused or stopped
reason str name | why not passed
"""),
    dated="month_begun",
)

_ALL: Final = (
    MONTHLY, PUBLIC, DISTRICTS, ENTERPRISES, SERVICES, PURCHASERS, ORGANIZATIONS, PROJECTS, BIDS, CONTRACTS, CHOICES, OFFICIALS,
    BANS, VIOLATIONS, INSPECTIONS, FOUNDERS, EXITS, INNOVATIONS, BUDGETS, LEDGER,
    STEPS,
)  # fmt: skip
TABLES: Final = {t.name: t for t in _ALL}
