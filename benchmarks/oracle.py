"""The citizens' month with one plain Mesa object per citizen: the same rules, the same draws, the same numbers.

Three uses: a reader can check the compiled month against it by eye, a test holds the two to the same numbers, and the benchmark
takes it as the peer. Nothing is shared with the kernel but the rules, the names of what is counted and what the month is given.
"""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import bidders_as_objects as bidders
import mesa
import numpy as np
from organizations import Organizations

from gpssim.agents import kernel
from gpssim.agents.given import People, Supply, Words
from gpssim.agents.manner import Manner
from gpssim.model import PublicServiceMarket
from gpssim.month.needs import needs
from gpssim.month.offers.offers import Answering
from gpssim.month.organizations import development
from gpssim.month.service import service
from gpssim.rules.applying import application_probability, priority
from gpssim.rules.choice import perceived_utility
from gpssim.rules.satisfaction import aspiration_next, experienced, satisfaction
from gpssim.rules.trust import awareness_next, fading_loss, trust_next
from gpssim.rules.voice import complaint_inclination, complaint_probability
from gpssim.state.citizens_month import people
from gpssim.streams import TO_UNIT, fold_int, inverse_normal

DEVELOP = development.develop
FEELINGS = ("awareness", "trust_government", "trust_providers", "aspiration", "satisfaction", "participation")
PER_DOMAIN = ("need", "applied", "contract", "waited", "blamed")


def uniform(state: int, word: int) -> float:
    """The draw of one key: a word folded into the state, its top bits as a number in (0, 1)."""
    return ((fold_int(state, word) >> 12) + 0.5) * TO_UNIT


class Contract:
    """A contract as citizens meet it in one month."""

    def __init__(self, supply: Supply, row: int) -> None:
        self.row = row
        self.active = bool(supply.active[row])
        self.successor = int(supply.successor[row])
        self.same_provider = bool(supply.same_provider[row])
        self.free = int(supply.capacity[row])
        self.quality, self.credit = float(supply.quality[row]), float(supply.credit[row])
        self.by_choice = bool(supply.by_choice[row])
        self.per_unit = bool(supply.per_unit[row])
        self.reluctance = float(supply.reluctance[row])
        self.utility = supply.utility[row].tolist()
        self.key = int(supply.key[row])
        self.n_clients, self.experience, self.n_complaints = 0, 0.0, 0


class Contracts(dict[int, Contract]):
    """Contracts by row, made when a citizen or a cell first names them."""

    def __init__(self, supply: Supply) -> None:
        super().__init__()
        self.supply = supply

    def __missing__(self, row: int) -> Contract:
        self[row] = Contract(self.supply, row)
        return self[row]


class ObjectCitizen(mesa.Agent):  # type: ignore[misc]  # mesa is not typed
    """One citizen with a life of its own."""

    def __init__(self, model: mesa.Model, people: People, row: int, district: int) -> None:
        super().__init__(model)
        self.row, self.district = row, district
        self.read(people)

    def read(self, people: People) -> None:
        """Who lives here and how it feels, from the columns."""
        row = self.row
        self.number, self.present = int(people.number[row]), bool(people.present[row])
        self.group, self.target = int(people.group[row]), float(people.target[row])
        for name in FEELINGS:
            setattr(self, name, float(getattr(people, name)[row]))
        for name in PER_DOMAIN:
            setattr(self, name, getattr(people, name)[row].tolist())

    def luck(self, state: int, domain: int) -> float:
        return uniform(state, self.number * 256 + domain)

    def domains_in_need(self) -> list[int]:
        return [d for d, in_need in enumerate(self.need) if in_need]

    def meet_needs(self, residents: Residents, onset: list[list[float]], ending: list[float]) -> None:
        """Needs end and arise."""
        for d in range(len(ending) if self.present else 0):
            u = self.luck(residents.words.need, d)
            if self.need[d]:
                if u < ending[d]:
                    self.need[d], self.applied[d], self.contract[d], self.waited[d], self.blamed[d] = 0, 0, -1, 0, 0
                    residents.count(self, d, kernel.ENDED)
            elif u < onset[d][self.group]:
                self.need[d], self.waited[d], self.blamed[d] = 1, 0, 0
                residents.count(self, d, kernel.ONSET)

    def keep_place(self, residents: Residents, d: int) -> None:
        """What becomes of a place: whose contract ended goes on with the line or is lost, who is displeased may look elsewhere."""
        if self.contract[d] < 0:
            return
        held = residents.contracts[self.contract[d]]
        if held.active:
            self.consider_leaving(residents, d, held)
            return
        followed = held.successor >= 0
        if followed and (held.same_provider or self.luck(residents.words.moving, d) >= residents.manner.drop_out):
            self.contract[d] = held.successor
            return
        self.contract[d], self.applied[d] = -1, 0 if followed else 1
        residents.count(self, d, kernel.DROPPED)

    def consider_leaving(self, residents: Residents, d: int, held: Contract) -> None:
        manner = residents.manner
        displeased = held.by_choice and self.satisfaction < manner.switching_below
        if displeased and self.luck(residents.words.leaving, d) < manner.switching:
            self.contract[d], self.applied[d] = -1, 1
            residents.count(self, d, kernel.DROPPED)

    def consider_applying(self, residents: Residents, d: int) -> None:
        manner = residents.manner
        p = application_probability(
            manner.apply_base,
            manner.apply_awareness * self.awareness,
            manner.apply_trust * self.trust_providers,
            manner.apply_embeddedness * residents.embeddedness[self.district][d],
            manner.apply_hassle * (1.0 - residents.access[self.group])
            + (residents.toll[self.district][d][self.group] + residents.travel[self.district][d]),
        )
        if self.luck(residents.words.applying, d) < p:
            self.applied[d] = 1

    def claim(self, residents: Residents, d: int, selection: float) -> float:
        """Priority for a place."""
        contact = self.awareness * residents.access[self.group]
        waiting = residents.manner.waiting_priority * self.waited[d]
        vulnerable = 0.0 if self.group == 0 else 1.0
        rank = priority(contact, residents.manner.targeting, self.target, waiting, selection, vulnerable)
        return rank + 1e-6 * self.luck(residents.words.place, d)

    def choose(self, residents: Residents, d: int, contracts: list[Contract]) -> Contract | None:
        """The first assigned contract with room, else the best of those open to choice; none for who waits for another."""
        open_ones = [c for c in contracts if c.free > 0]
        assigned = [c for c in open_ones if not c.by_choice]
        if assigned:
            return assigned[0]
        patient = self.waited[d] < residents.manner.choice_patience
        wanted = max((c for c in contracts if c.by_choice and (patient or c.free > 0)), key=lambda c: self.liking(residents, c))
        return wanted if wanted.free > 0 else None

    def liking(self, residents: Residents, contract: Contract) -> float:
        shock = uniform(residents.words.taste ^ contract.key, self.number * 256)
        return perceived_utility(contract.utility[self.group], residents.manner.choice_scale, shock)

    def start(self, residents: Residents, d: int, contract: Contract) -> None:
        contract.free -= 1
        self.contract[d] = contract.row
        residents.count(self, d, kernel.STARTED)
        residents.count(self, d, kernel.WAITED, self.waited[d])
        self.waited[d], self.blamed[d] = 0, 0

    def leave(self, residents: Residents, d: int) -> None:
        residents.contracts[self.contract[d]].free += 1
        self.contract[d] = -1
        residents.count(self, d, kernel.DROPPED)

    def live(self, residents: Residents) -> None:
        """The month itself: served or waiting, domain by domain; then what the citizen knows of the services."""
        in_need = self.domains_in_need()
        for d in in_need:
            residents.count(self, d, kernel.NEED)
            if self.contract[d] >= 0:
                self.be_served(residents, d, residents.contracts[self.contract[d]])
            else:
                self.wait(residents, d)
        if any(self.contract[d] >= 0 for d in in_need):
            self.awareness = 1.0
        else:
            gain = residents.manner.publicity_gain + residents.manner.word_gain * residents.word_of_mouth[self.district]
            self.awareness = awareness_next(self.awareness, gain, residents.manner.awareness_decay)

    def be_served(self, residents: Residents, d: int, contract: Contract) -> None:
        manner, expected = residents.manner, self.aspiration
        x = experienced(contract.quality, manner.experience_noise, inverse_normal(self.luck(residents.words.experience, d)))
        success = x >= expected
        self.satisfaction = satisfaction(x, expected, manner.satisfaction_scale)
        self.trust_providers = trust_next(self.trust_providers, success, manner.trust_gain, manner.trust_loss)
        share = manner.attribution * contract.credit
        self.trust_government = trust_next(self.trust_government, success, share * manner.trust_gain, share * manner.trust_loss)
        self.aspiration = aspiration_next(expected, x, manner.aspiration_rate)
        contract.n_clients += 1
        contract.experience += x
        residents.count(self, d, kernel.SERVED)
        residents.count(self, d, kernel.LATENT, x)
        residents.count(self, d, kernel.EXPERIENCED, satisfaction(x, manner.quality_reference, manner.quality_scale))
        residents.count(self, d, kernel.SATISFACTION, self.satisfaction)
        if not success:
            self.consider_complaining(residents, d, contract, expected - x)

    def consider_complaining(self, residents: Residents, d: int, contract: Contract, shortfall: float) -> None:
        manner = residents.manner
        part = manner.complaint_participation * self.participation
        inclination = complaint_inclination(manner.complaint_base, manner.complaint_severity, shortfall, part)
        if self.luck(residents.words.complaint, d) < complaint_probability(inclination):
            contract.n_complaints += 1
            residents.count(self, d, kernel.COMPLAINTS)

    def wait(self, residents: Residents, d: int) -> None:
        self.waited[d] += 1
        residents.count(self, d, kernel.WAITING)
        if not residents.eligible[d][self.group]:
            residents.count(self, d, kernel.INELIGIBLE)
        elif self.applied[d]:
            residents.count(self, d, kernel.QUEUED)
            if self.waited[d] > residents.manner.patience:
                loss = fading_loss(residents.manner.trust_loss, residents.manner.waiting_again, self.blamed[d])
                self.trust_government = trust_next(self.trust_government, False, residents.manner.trust_gain, loss)
                self.blamed[d] = min(kernel.MOST_BLAME, self.blamed[d] + 1)
        elif self.awareness < self.luck(residents.words.knowing, d):
            residents.count(self, d, kernel.UNAWARE)
        else:
            residents.count(self, d, kernel.DETERRED)


class Residents:
    """All citizens by district, and the two passes of their month, with the arguments of the compiled passes."""

    def __init__(self, people: People, model: mesa.Model | None = None) -> None:
        home = model or mesa.Model()
        self.changing = False
        rows = people.first_row.tolist()
        self.districts = [[ObjectCitizen(home, people, i, k) for i in range(rows[k], rows[k + 1])] for k in range(len(rows) - 1)]

    def count(self, citizen: ObjectCitizen, d: int, what: int, amount: float = 1) -> None:
        self.cells[citizen.district][d][citizen.group][what] += amount

    def needs_month(self, people: People, words: Words, onset: np.ndarray, ending: np.ndarray, cells: np.ndarray) -> None:
        """Stands in for ``kernel.needs_month``."""
        self.words, self.cells = Words(*map(int, words)), cells.tolist()
        rising, falling = onset.tolist(), ending.tolist()
        self.read(people)
        for citizens in self.districts:
            for citizen in citizens:
                citizen.meet_needs(self, rising, falling)
        cells[:] = self.cells
        self.write(people)

    def service_month(self, people: People, supply: Supply, words: Words, manner: Manner, access: np.ndarray,
                      heard: np.ndarray, cells: np.ndarray) -> None:  # fmt: skip
        """Stands in for ``kernel.service_month``."""
        self.words, self.manner, self.cells, self.access = Words(*map(int, words)), manner, cells.tolist(), access.tolist()
        self.read(people)
        for citizen in (c for district in self.districts for c in district) if manner.targeting else ():
            citizen.target = float(people.target[citizen.row])
        self.embeddedness, self.word_of_mouth = supply.embeddedness.tolist(), supply.word_of_mouth.tolist()
        self.toll = supply.toll.tolist()
        self.travel = supply.travel.tolist()
        self.contracts, self.eligible = Contracts(supply), supply.eligible.tolist()
        n_domains = people.need.shape[1]
        for k, citizens in enumerate(self.districts):
            self.seek(citizens)
            for d in range(n_domains):
                cell = slice(*supply.cell_first[k * n_domains + d : k * n_domains + d + 2])
                self.assign(citizens, d, [self.contracts[row] for row in supply.cell_contracts[cell].tolist()])
            for citizen in citizens:
                citizen.live(self)
        cells[:] = self.cells
        for c in self.contracts.values():
            heard[c.row] = c.n_clients, c.experience, c.n_complaints
        self.write(people)

    def seek(self, citizens: list[ObjectCitizen]) -> None:
        """Places are kept or lost; who needs one and has none may apply."""
        for citizen in citizens:
            for d in citizen.domains_in_need():
                citizen.keep_place(self, d)
                if citizen.contract[d] >= 0:
                    self.contracts[citizen.contract[d]].free -= 1
                elif not self.eligible[d][citizen.group]:
                    citizen.applied[d] = 0
                elif not citizen.applied[d]:
                    citizen.consider_applying(self, d)

    def assign(self, citizens: list[ObjectCitizen], d: int, contracts: list[Contract]) -> None:
        """Contracts that shrank lose the clients with the weakest claim; free places go to the strongest claims that wait."""
        crowded = [c for c in citizens if c.contract[d] >= 0 and self.contracts[c.contract[d]].free < 0]
        for citizen in sorted(crowded, key=lambda c: c.claim(self, d, 0.0)):
            if self.contracts[citizen.contract[d]].free < 0:
                citizen.leave(self, d)
        room = sum(max(0, c.free) for c in contracts)
        selection = max((self.manner.vulnerable_cost * c.reluctance for c in contracts if c.per_unit), default=0.0)
        waiting = [c for c in citizens if c.applied[d] and c.contract[d] < 0] if room else []
        for citizen in sorted(waiting, key=lambda c: -c.claim(self, d, selection)):
            found = citizen.choose(self, d, contracts) if any(c.free > 0 for c in contracts) else None
            if found is not None:
                citizen.start(self, d, found)

    def read(self, people: People) -> None:
        """Where other verbs change citizens between the two passes: everybody from the columns anew."""
        for citizen in (c for district in self.districts for c in district) if self.changing else ():
            citizen.read(people)

    def write(self, people: People) -> None:
        """Put every citizen's state into the columns that the rest of the model reads."""
        citizens = [c for district in self.districts for c in district]
        for name in (*FEELINGS, *PER_DOMAIN):
            getattr(people, name)[:] = [getattr(c, name) for c in citizens]


class OracleMarket(PublicServiceMarket):
    """The model with the citizens' month lived by objects, and on demand that of the organizations; other verbs are the model's."""

    with_organizations = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.residents = Residents(people(self), self)
        society, citizens = self.world.society, self.world.citizens
        moved = (society.population.moves, society.population.rising_aspiration, society.committees.relief)
        forgotten = (citizens.trust_reversion, citizens.aspiration_reversion)
        self.residents.changing = any((*moved, *forgotten)) or self.policy.levers.participation > 0.0
        self.organizations_as_objects = Organizations(self)

    def step(self) -> None:
        with (
            patch.object(needs, "run_needs_month", self.residents.needs_month),
            patch.object(service, "run_service_month", self.residents.service_month),
            patch.object(development, "develop", self.organizations_as_objects.develop if self.with_organizations else DEVELOP),
        ):
            super().step()


class FullOracleMarket(OracleMarket):
    """The model with citizens and organizations as objects, in their own months and as bidders."""

    with_organizations = True

    def step(self) -> None:
        with patch.object(Answering, "standing", bidders.standing), patch.object(Answering, "hears", bidders.hears):
            super().step()
