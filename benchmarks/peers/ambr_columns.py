"""The shared model in ambr: the citizens are its one table, whose columns a month borrows as arrays and commits when it is done.

Organizations and districts are arrays of the model: ambr keeps one table, in which they would be rows full of blanks.
"""

from __future__ import annotations

import ambr as am
import numpy as np

from peers.world import SERIES, Series, World

LIBRARIES = ("ambr", "polars", "numpy")


class Organizations:
    """Providers that learn by doing, as arrays."""

    def __init__(self, world: World) -> None:
        self.manner, self.ability, self.cost = world.manner, world.ability, world.cost
        self.experience, self.reputation = np.zeros(world.n_organizations), np.full(world.n_organizations, 0.5)

    def open_month(self) -> None:
        """What they have learned shows."""
        self.competence = self.experience / (self.experience + self.manner.half_learned)
        self.quality = self.ability + self.manner.learning_quality * self.competence

    def tender(self, bidders: np.ndarray, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Winner and price in each district: the best sum of reputation and relative price."""
        manner, weight = self.manner, self.manner.weight_reputation
        price = self.cost[bidders] * (1.0 - manner.learning_cost * self.competence[bidders]) * (1.0 + manner.markup * luck)
        score = weight * self.reputation[bidders] + (1.0 - weight) * (price.min(axis=1, keepdims=True) / price)
        best = score.argmax(axis=1)[:, None]
        return np.take_along_axis(bidders, best, 1)[:, 0], np.take_along_axis(price, best, 1)[:, 0]

    def learn(self, provider: np.ndarray, satisfaction: np.ndarray) -> None:
        """Serving clients teaches; what they say becomes known. Both arrays have an entry for each client."""
        clients = np.bincount(provider, minlength=self.cost.size)
        heard = np.bincount(provider, weights=satisfaction, minlength=self.cost.size)
        self.experience = self.manner.memory * self.experience + clients / self.manner.clients_a_project
        some = clients > 0
        self.reputation[some] += self.manner.listening * (heard[some] / clients[some] - self.reputation[some])


class Market(am.Model):
    """The shared model."""

    def setup(self) -> None:
        world = self.world = self.p["world"]
        self.manner, self.organizations, self.bidders = world.manner, Organizations(world), world.bidders
        self.residents, self.district = world.residents, world.district
        self.add_agents(
            world.n_citizens, frailty=world.frailty, trust=world.trust, aspiration=0.5, need=False, served=False, waited=0
        )

    def step_vectorized(self) -> None:
        self.organizations.open_month()
        if self.t % 12 == 0:
            self.provider, self.price = self.organizations.tender(self.bidders, self.world.luck_of_bids(self.t))
            self.capacity = (self.manner.budget * self.residents / self.price).astype(np.int64)
        need, had_place, waited = self.needs()
        served = self.places(need, had_place, waited)
        waiting = need & ~served
        self.live(np.flatnonzero(served), waiting)
        self.agents.commit(need=need, served=served, waited=np.where(waiting, waited + 1, 0))
        self.record_model("served", int(served.sum()))
        self.record_model("waiting", int(waiting.sum()))
        self.record_model("trust", float(self.agents.trust.mean()))
        self.record_model("price", float(self.price.mean()))

    def borrowed(self, name: str) -> np.ndarray:
        """A column as an array that is only read."""
        return self.agents.borrow(name)[0]

    def luck(self, purpose: str, rows: np.ndarray) -> np.ndarray:
        """Draws of some citizens this month."""
        return self.world.luck(purpose, self.t, rows)

    def needs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Needs end and arise: who is in need, had a place before, and waited how long."""
        luck = self.luck("need", self.world.numbers)
        arises = luck < self.manner.onset * (0.5 + self.borrowed("frailty"))
        need = np.where(self.borrowed("need"), luck >= self.manner.ending, arises)
        return need, self.borrowed("served") & need, np.where(need, self.borrowed("waited"), 0)

    def places(self, need: np.ndarray, had_place: np.ndarray, waited: np.ndarray) -> np.ndarray:
        """Places go to the highest claims of each district."""
        manner, rows = self.manner, np.flatnonzero(need)
        claim = manner.head_start * had_place[rows] + manner.waiting * waited[rows] + self.borrowed("frailty")[rows]
        claim = claim + manner.chance * self.luck("place", rows)
        district = self.district[rows]
        order = np.lexsort((-claim, district))
        n_claims = np.bincount(district, minlength=self.residents.size)
        place = np.arange(rows.size) - np.repeat(np.cumsum(n_claims) - n_claims, n_claims)
        served = np.zeros(need.size, dtype=bool)
        served[rows[order[place < np.repeat(self.capacity, n_claims)]]] = True
        return served

    def live(self, clients: np.ndarray, waiting: np.ndarray) -> None:
        """Clients (their rows) experience the service, others wait."""
        manner, provider = self.manner, self.provider[self.district[clients]]
        trust, aspiration = self.borrowed("trust").copy(), self.borrowed("aspiration").copy()
        experience = self.organizations.quality[provider] + manner.noise * (self.luck("experience", clients) - 0.5)
        satisfaction = np.clip(0.5 + manner.steepness * (experience - aspiration[clients]), 0.0, 1.0)
        trust[waiting] *= 1.0 - manner.trust_loss
        trust[clients] += manner.trust_gain * (satisfaction - trust[clients])
        aspiration[clients] += manner.adapting * (experience - aspiration[clients])
        complains = self.luck("complaint", clients) < manner.complaining * (1.0 - satisfaction)
        self.organizations.learn(provider, satisfaction)
        self.agents.commit(trust=trust, aspiration=aspiration)
        self.record_model("satisfaction", float(satisfaction.mean()) if clients.size else 0.0)
        self.record_model("complaints", int(complains.sum()))


def run(world: World) -> Series:
    """The monthly series of a world."""
    results = Market({"world": world, "steps": world.months, "seed": world.seed, "show_progress": False}).run()
    return {name: results.model[name].to_list() for name in SERIES}
