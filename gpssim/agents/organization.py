"""Social organizations: state declared here, kept in columns; each is a registered Mesa agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from gpssim.agents.columns import Columns, state
from gpssim.errors import misspelt
from gpssim.rules.ability import of_both_tasks
from gpssim.scenario.declarations.kinds import KINDS

if TYPE_CHECKING:
    from gpssim.agents.surroundings import Surroundings


class SocialOrganization(mesa.Agent):
    """A provider: what it can do, what it costs, what it wants, what others think of it."""

    key = state(np.uint64, "key", "semantic key: founding month and ordinal")
    number = state(np.int64, "number", "order of registration: what draws about it in a purchase are keyed by")
    alive = state(np.bool_, "flag", "still registered")
    kind_code = state(np.int8, "0-6", "place of its kind among the kinds of organizations")
    nonprofit = state(np.bool_, "flag", "may not distribute a surplus")
    born = state(np.int32, "month", "month of registration, from the start of the run")
    founding_domain = state(np.int16, "index", "domain it was founded for")
    home = state(np.int16, "number", "number of the district it was founded in")
    serves_domain = state(np.bool_, "flag", "registered for the domain", per="domain")
    serves_district = state(np.bool_, "flag", "works in the district", per="district")
    ability_verifiable = state(np.float64, "latent", "ability in what a third party can verify")
    ability_nonverifiable = state(np.float64, "latent", "ability in what only clients notice")
    cost_type = state(np.float64, "1", "cost relative to an average organization")
    experience = state(np.float64, "project_years", "experience, forgotten if not used", per="domain")
    staff = state(np.float64, "persons", "staff")
    wage = state(np.float64, "yuan per month", "wage it pays")
    professional_share = state(np.float64, "share", "professionals among its staff")
    month_fees = state(np.float64, "yuan", "fees from users this month")
    cash_fen = state(np.int64, "fen", "cash, kept by the ledger")
    owed_fen = state(np.int64, "fen", "costs it could not pay: arrears")
    mission = state(np.float64, "share per latent", "weight on quality for its own sake")
    first_mission = state(np.float64, "share per latent", "its mission at founding, to which it can return")
    first_verifiable = state(np.float64, "latent", "ability at founding, which its staff supports at the mean professional share")
    first_nonverifiable = state(np.float64, "latent", "the same for the other task")
    honesty = state(np.float64, "share", "part of a promise it keeps whatever the incentive")
    proposal_skill = state(np.float64, "latent", "skill in writing proposals")
    autonomy = state(np.float64, "share", "autonomy from government")
    embeddedness = state(np.float64, "share", "roots in the district", per="district")
    grade = state(np.int8, "0-5", "published rating: none, 1A to 5A")
    certified = state(np.bool_, "flag", "showed a certificate when it registered")
    published_mean = state(np.float64, "latent", "posterior mean of quality from published evaluations")
    published_variance = state(np.float64, "latent variance", "its variance")
    published_first = state(np.float64, "as the system says", "first number of the published record (reputation system)")
    published_second = state(np.float64, "as the system says", "second number of the published record")
    n_published = state(np.int32, "evaluations", "published evaluations")
    believed_mean = state(np.float64, "latent", "each purchaser's belief about its quality: posterior mean", per="purchaser")
    believed_variance = state(np.float64, "latent variance", "variance of that belief", per="purchaser")
    record_first = state(
        np.float64, "as the system says", "first number of each purchaser's record (reputation system)", per="purchaser"
    )
    record_second = state(np.float64, "as the system says", "second number of each purchaser's record", per="purchaser")
    n_signals = state(np.int32, "signals", "observations behind that belief", per="purchaser")
    tie = state(np.float64, "latent", "closeness to each purchaser's officials", per="purchaser")
    delivered_quality = state(np.float64, "latent", "quality it delivers (moving mean), its ability before it has delivered")
    win_rate = state(np.float64, "share", "its own estimate of winning a purchase it offers for")
    continuation_rate = state(np.float64, "share", "its own estimate of keeping a line that runs out")
    contracted = state(np.float64, "places", "places a month it owes", per="domain")
    volunteered = state(np.float64, "places", "places of these that volunteers take over", per="domain")
    debarred_until = state(np.int32, "month", "first month in which it may offer again")
    barred_until = state(np.int32, "month", "first month in which it may offer again in the domain", per="domain")
    refused_until = state(np.int32, "month", "first month in which the purchaser admits it again", per="purchaser")
    published_last = state(np.int32, "month", "month of its last published evaluation", fill=-(2**30))
    idle_months = state(np.int32, "months", "months without a contract")
    bidding_state = state(np.float64, "as its family has it", "what it has learned about bidding", per="bidding", fill=np.nan)
    won_first = state(np.int32, "month", "month of its first award, -1 for none", fill=-1)
    n_bids = state(np.int32, "bids", "offers made")
    incubated = state(np.bool_, "flag", "has held a venture project")
    dormant = state(np.bool_, "flag", "registered in name only")
    hub = state(np.bool_, "flag", "hub organization: passes on parts of what it wins")
    seat_until = state(np.int32, "month", "first month in which it has no seat in an incubator")
    practice = state(np.float64, "latent", "by how much its service model fits need better than the usual one", per="domain")
    disturbed = state(np.bool_, "flag", "a trial of a service model failed last month", per="domain")
    unpaid_tasks = state(np.float64, "share", "staff time that goes into unpaid assigned tasks")
    hours_lost = state(np.float64, "hours", "hours of offers, reports and evaluations, missing in delivery this month")
    year_surplus = state(np.float64, "yuan", "surplus of the year so far, losses of years before included")
    tax = state(np.float64, "yuan per month", "taxes paid (12-month moving mean)")
    fee_income = state(np.float64, "yuan per month", "fees of members and users (12-month moving mean)")
    foundation_income = state(np.float64, "yuan per month", "grants of foundations (12-month moving mean)")
    government_income = state(np.float64, "yuan per month", "income from purchasers (12-month moving mean)")
    other_income = state(np.float64, "yuan per month", "other income (12-month moving mean)")

    if not TYPE_CHECKING:
        __getattr__ = misspelt

    def __init__(self, model: Surroundings, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def columns(self) -> Columns:
        return self.model.organizations

    @property
    def kind(self) -> str:
        """Its kind in words, such as ``association``."""
        return KINDS[self.kind_code]

    @property
    def cash(self) -> float:
        """Cash, yuan."""
        return float(self.cash_fen) / 100.0

    @property
    def ability(self) -> float:
        """Ability in its founding domain: the two tasks weighted by verifiability."""
        nu = self.model.world.domains[self.founding_domain].verifiability
        return float(of_both_tasks(self.ability_verifiable, self.ability_nonverifiable, nu))

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the service domains it is registered for."""
        return tuple(d.name for d, on in zip(self.model.world.domains, self.serves_domain, strict=True) if on)

    @property
    def districts(self) -> tuple[int, ...]:
        """Rows of the districts it works in."""
        return tuple(int(k) for k in np.flatnonzero(self.serves_district))
