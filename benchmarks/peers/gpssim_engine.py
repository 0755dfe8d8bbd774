"""The shared model as gpssim is made: state in columns, one compiled pass over citizens, Mesa agents for whoever asks for one.

The numbers of the rules are handed to the pass, not read in it: it is kept between runs under its code and the types it is given.
"""

from __future__ import annotations

from typing import NamedTuple

import mesa
import numpy as np

from gpssim.agents.columns import Columns, state
from gpssim.compiling import compiled
from gpssim.streams import S12, TO_UNIT, Luck, fold_array, fold_int
from peers.draws import REPLICATION
from peers.world import SERIES, Manner, Series, World

LIBRARIES = ("gpssim", "mesa", "numba", "numpy")


class InColumns(mesa.Agent):
    """An agent made on demand: its state is a row of columns, and Mesa does not register it, so that looking changes nothing."""

    def __init__(self, model: Market, columns: Columns, row: int) -> None:
        self.model, self.columns, self.row, self.unique_id, self.pos = model, columns, row, row, None


class Citizen(InColumns):
    """Somebody who may come to need the service."""

    number = state(np.int64, "number", "what its draws are keyed by")
    frailty = state(np.float64, "share", "raises the risk of a need and the claim to a place")
    trust = state(np.float64, "share", "trust in the purchaser")
    aspiration = state(np.float64, "latent", "quality expected", fill=0.5)
    need = state(np.uint8, "flag", "in need of the service")
    served = state(np.uint8, "flag", "has a place")
    waited = state(np.int16, "months", "months in need without a place")


class Organization(InColumns):
    """A provider that learns by doing."""

    ability = state(np.float64, "latent", "what it can do before it learns")
    cost = state(np.float64, "1", "what a place costs it before it learns")
    experience = state(np.float64, "projects", "experience, forgotten if not used")
    reputation = state(np.float64, "share", "what clients said of it", fill=0.5)


class District(InColumns):
    """Buys the service for its residents."""

    residents = state(np.int64, "citizens", "who live there")
    provider = state(np.int64, "row", "organization that serves it")
    price = state(np.float64, "1", "what a place costs it")
    capacity = state(np.int64, "places", "places it can pay for")


class People(NamedTuple):
    """Columns of the citizens; ``first_row[k]`` is where district k begins."""

    first_row: np.ndarray
    number: np.ndarray
    frailty: np.ndarray
    trust: np.ndarray
    aspiration: np.ndarray
    need: np.ndarray
    served: np.ndarray
    waited: np.ndarray


class Words(NamedTuple):
    """States of the hash after purpose and month."""

    need: np.uint64
    place: np.uint64
    experience: np.uint64
    complaint: np.uint64


SUMS = ("served", "waiting", "satisfaction", "complaints", "trust")


def _uniform(word: np.uint64, number: int) -> float:
    """The draw of one citizen."""
    return (float(fold_array(word, np.uint64(number)) >> S12) + 0.5) * TO_UNIT


uniform = compiled(_uniform)


def _live_month(people: People, words: Words, manner: Manner, capacity: np.ndarray, quality: np.ndarray, sums: np.ndarray) -> None:
    """The citizens' month, district by district; ``sums`` has shape (districts, len(SUMS)) and is filled."""
    first_row, number, frailty, trust, aspiration, need, served, waited = people
    claims, claimants = np.empty(number.size), np.empty(number.size, np.int64)
    for d in range(capacity.size):
        n = 0
        for i in range(first_row[d], first_row[d + 1]):
            luck = uniform(words.need, number[i])
            if not need[i]:
                need[i] = luck < manner.onset * (0.5 + frailty[i])
            elif luck < manner.ending:
                need[i], served[i], waited[i] = 0, 0, 0
            if need[i]:
                claimants[n] = i
                n += 1
        n_served = min(n, capacity[d])
        order = np.arange(n)
        if n > n_served:
            for k in range(n):
                i = claimants[k]
                claims[k] = manner.head_start * served[i] + manner.waiting * waited[i] + frailty[i]
                claims[k] += manner.chance * uniform(words.place, number[i])
            order = np.argsort(-claims[:n])
        for k in order[n_served:]:
            i = claimants[k]
            served[i] = 0
            waited[i] += 1
            trust[i] *= 1.0 - manner.trust_loss
        heard, complaints = 0.0, 0
        for k in order[:n_served]:
            i = claimants[k]
            served[i], waited[i] = 1, 0
            experience = quality[d] + manner.noise * (uniform(words.experience, number[i]) - 0.5)
            satisfaction = min(1.0, max(0.0, 0.5 + manner.steepness * (experience - aspiration[i])))
            trust[i] += manner.trust_gain * (satisfaction - trust[i])
            aspiration[i] += manner.adapting * (experience - aspiration[i])
            heard += satisfaction
            complaints += uniform(words.complaint, number[i]) < manner.complaining * (1.0 - satisfaction)
        sums[d, 0], sums[d, 1], sums[d, 2], sums[d, 3] = n_served, n - n_served, heard, complaints
        sums[d, 4] = trust[first_row[d] : first_row[d + 1]].sum()


live_month = compiled(_live_month)


class Market(mesa.Model):
    """The shared model."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.manner, self.bidders = world, world.manner, world.bidders
        self.luck = Luck.of(world.seed, REPLICATION)
        self.citizens, self.organizations = Columns(Citizen, {}, world.n_citizens), Columns(Organization, {})
        self.districts = Columns(District, {}, world.n_districts)
        self.citizens.append(world.n_citizens, number=world.numbers, frailty=world.frailty, trust=world.trust)
        self.organizations.append(world.n_organizations, ability=world.ability, cost=world.cost)
        self.districts.append(world.n_districts, residents=world.residents)
        people = {name: self.citizens[name] for name in People._fields if name != "first_row"}
        self.people = People(first_row=np.concatenate(([0], np.cumsum(world.residents))), **people)
        self.record = np.empty((world.months, len(SERIES)))

    def citizen(self, row: int) -> Citizen:
        """One citizen as a Mesa agent."""
        return Citizen(self, self.citizens, row)

    def organization(self, row: int) -> Organization:
        """One organization as a Mesa agent."""
        return Organization(self, self.organizations, row)

    def step(self) -> None:
        month, organizations = self.steps - 1, self.organizations
        competence = organizations.experience / (organizations.experience + self.manner.half_learned)
        if month % 12 == 0:
            self.tender(competence, self.luck.uniforms("bid", month, np.arange(self.bidders.size)).reshape(self.bidders.shape))
        quality = organizations.ability + self.manner.learning_quality * competence
        sums = np.empty((len(self.districts), len(SUMS)))
        words = Words(*(np.uint64(fold_int(int(self.luck.kernel_word(purpose)), month)) for purpose in Words._fields))
        live_month(self.people, words, self.manner, self.districts.capacity, quality[self.districts.provider], sums)
        self.learn(sums)
        self.keep(month, sums.sum(axis=0))

    def tender(self, competence: np.ndarray, luck: np.ndarray) -> None:
        """In each district the best sum of reputation and relative price wins, and is paid its price."""
        manner, weight, organizations, bidders = self.manner, self.manner.weight_reputation, self.organizations, self.bidders
        price = organizations.cost[bidders] * (1.0 - manner.learning_cost * competence[bidders]) * (1.0 + manner.markup * luck)
        score = weight * organizations.reputation[bidders] + (1.0 - weight) * (price.min(axis=1, keepdims=True) / price)
        best, district, districts = score.argmax(axis=1), np.arange(len(bidders)), self.districts
        districts.provider[:], districts.price[:] = bidders[district, best], price[district, best]
        districts.capacity[:] = manner.budget * districts.residents / districts.price

    def learn(self, sums: np.ndarray) -> None:
        """Serving clients teaches; what they say becomes known."""
        organizations, provider = self.organizations, self.districts.provider
        clients, heard = (np.bincount(provider, weights=sums[:, k], minlength=len(organizations)) for k in (0, 2))
        organizations.experience[:] = self.manner.memory * organizations.experience + clients / self.manner.clients_a_project
        some = clients > 0
        organizations.reputation[some] += self.manner.listening * (heard[some] / clients[some] - organizations.reputation[some])

    def keep(self, month: int, sums: np.ndarray) -> None:
        """The row of this month."""
        served, waiting, heard, complaints, trust = sums
        price = self.districts.price.mean()
        self.record[month] = served, waiting, heard / max(1.0, served), trust / len(self.citizens), complaints, price


def run(world: World) -> Series:
    """The monthly series of a world."""
    model = Market(world)
    for _ in range(world.months):
        model.step()
    return dict(zip(SERIES, model.record.T.tolist(), strict=True))
