"""The shared model in AgentPy: agents in lists whose methods are called for everybody, variables recorded by the model."""

from __future__ import annotations

import agentpy as ap
import numpy as np

from peers.world import SERIES, Series, World

LIBRARIES = ("agentpy", "numpy")
DRAWN_BY_CITIZENS = ("need", "place", "experience", "complaint")


class Citizen(ap.Agent):
    """Somebody who may come to need the service."""

    def setup(self, number: int, frailty: float, trust: float) -> None:
        self.number, self.frailty, self.trust = number, frailty, trust
        self.need, self.served, self.waited, self.aspiration = False, False, 0, 0.5

    def meet_need(self) -> None:
        """The need ends or arises."""
        luck, manner = self.model.luck["need"][self.number], self.model.manner
        if not self.need:
            self.need = luck < manner.onset * (0.5 + self.frailty)
        elif luck < manner.ending:
            self.need, self.served, self.waited = False, False, 0

    def claim(self) -> float:
        """Claim to a place."""
        manner, luck = self.model.manner, self.model.luck["place"][self.number]
        return manner.head_start * self.served + manner.waiting * self.waited + self.frailty + manner.chance * luck

    def wait(self) -> None:
        """A month in need without service."""
        self.served = False
        self.waited += 1
        self.trust *= 1.0 - self.model.manner.trust_loss

    def be_served(self, provider: Organization) -> None:
        """A month of service: what it was like against what was expected."""
        manner, luck = self.model.manner, self.model.luck
        self.served, self.waited = True, 0
        experience = provider.quality + manner.noise * (luck["experience"][self.number] - 0.5)
        satisfaction = min(1.0, max(0.0, 0.5 + manner.steepness * (experience - self.aspiration)))
        self.trust += manner.trust_gain * (satisfaction - self.trust)
        self.aspiration += manner.adapting * (experience - self.aspiration)
        provider.clients += 1
        provider.heard += satisfaction
        provider.complaints += luck["complaint"][self.number] < manner.complaining * (1.0 - satisfaction)


class Organization(ap.Agent):
    """A provider that learns by doing."""

    def setup(self, ability: float, cost: float) -> None:
        self.ability, self.cost, self.experience, self.reputation = ability, cost, 0.0, 0.5

    def open_month(self) -> None:
        """Nobody was served yet."""
        manner = self.model.manner
        self.clients, self.heard, self.complaints = 0, 0.0, 0
        self.competence = self.experience / (self.experience + manner.half_learned)
        self.quality = self.ability + manner.learning_quality * self.competence

    def price(self, luck: float) -> float:
        """What it asks for a place."""
        manner = self.model.manner
        return self.cost * (1.0 - manner.learning_cost * self.competence) * (1.0 + manner.markup * luck)

    def learn(self) -> None:
        """Serving clients teaches; what they say becomes known."""
        manner = self.model.manner
        self.experience = manner.memory * self.experience + self.clients / manner.clients_a_project
        if self.clients:
            self.reputation += manner.listening * (self.heard / self.clients - self.reputation)


class District(ap.Agent):
    """Buys the service for its residents and says who gets a place."""

    def setup(self, residents: list[Citizen], bidders: list[Organization], number: int) -> None:
        self.residents, self.bidders, self.number = residents, bidders, number

    def tender(self) -> None:
        """The best sum of reputation and relative price wins, and is paid its price."""
        manner, luck = self.model.manner, self.model.luck["bid"][self.number]
        offers = [(o, o.price(u)) for o, u in zip(self.bidders, luck, strict=True)]
        cheapest, weight = min(price for _, price in offers), manner.weight_reputation
        self.provider, self.price = max(
            offers, key=lambda offer: weight * offer[0].reputation + (1.0 - weight) * (cheapest / offer[1])
        )
        self.capacity = int(manner.budget * len(self.residents) / self.price)

    def serve(self) -> None:
        """Places go to the highest claims."""
        claimants = [c for c in self.residents if c.need]
        if len(claimants) > self.capacity:
            claimants.sort(key=Citizen.claim, reverse=True)
        self.served = min(self.capacity, len(claimants))
        self.waiting = len(claimants) - self.served
        for citizen in claimants[: self.served]:
            citizen.be_served(self.provider)
        for citizen in claimants[self.served :]:
            citizen.wait()


class Market(ap.Model):
    """The shared model."""

    def setup(self) -> None:
        world = self.world = self.p.world
        self.manner = world.manner
        each = ap.AttrIter
        self.citizens = ap.AgentList(
            self, world.n_citizens, Citizen,
            number=each(world.numbers.tolist()), frailty=each(world.frailty.tolist()), trust=each(world.trust.tolist()),
        )  # fmt: skip
        self.organizations = ap.AgentList(
            self, world.n_organizations, Organization, ability=each(world.ability.tolist()), cost=each(world.cost.tolist())
        )
        residents: list[list[Citizen]] = [[] for _ in range(world.n_districts)]
        for citizen, district in zip(self.citizens, world.district.tolist(), strict=True):
            residents[district].append(citizen)
        bidders = [[self.organizations[o] for o in rows] for rows in world.bidders.tolist()]
        self.districts = ap.AgentList(
            self, world.n_districts, District,
            residents=each(residents), bidders=each(bidders), number=each(list(range(world.n_districts))),
        )  # fmt: skip

    def step(self) -> None:
        month, world = self.t - 1, self.world
        self.luck = {p: world.luck(p, month, world.numbers).tolist() for p in DRAWN_BY_CITIZENS}
        self.organizations.open_month()
        if month % 12 == 0:
            self.luck["bid"] = world.luck_of_bids(month).tolist()
            self.districts.tender()
        self.citizens.meet_need()
        self.districts.serve()
        self.organizations.learn()
        self.record_month()

    def record_month(self) -> None:
        """The series of this month."""
        self.served, self.waiting = sum(self.districts.served), sum(self.districts.waiting)
        self.complaints = sum(self.organizations.complaints)
        self.satisfaction = sum(self.organizations.heard) / max(1, self.served)
        self.trust, self.price = float(np.mean(list(self.citizens.trust))), float(np.mean(list(self.districts.price)))
        self.record(SERIES)


def run(world: World) -> Series:
    """The monthly series of a world."""
    results = Market({"world": world, "steps": world.months, "seed": world.seed}).run(display=False)
    recorded = results.variables.Market
    return {name: recorded[name].tolist() for name in SERIES}
