"""The shared model in Mesa, plainly: an object for each citizen, organization and district, activated stage by stage."""

from __future__ import annotations

import mesa
import numpy as np

from peers.world import SERIES, Series, World

LIBRARIES = ("mesa", "numpy")
DRAWN_BY_CITIZENS = ("need", "place", "experience", "complaint")


class Citizen(mesa.Agent):
    """Somebody who may come to need the service."""

    def __init__(self, model: Market, number: int, frailty: float, trust: float) -> None:
        super().__init__(model)
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
        complains = luck["complaint"][self.number] < manner.complaining * (1.0 - satisfaction)
        provider.hear(satisfaction, complains)


class Organization(mesa.Agent):
    """A provider that learns by doing."""

    def __init__(self, model: Market, ability: float, cost: float) -> None:
        super().__init__(model)
        self.ability, self.cost, self.experience, self.reputation = ability, cost, 0.0, 0.5
        self.open_month()

    def open_month(self) -> None:
        """Nobody was served yet."""
        self.clients, self.heard, self.complaints = 0, 0.0, 0
        self.competence = self.experience / (self.experience + self.model.manner.half_learned)
        self.quality = self.ability + self.model.manner.learning_quality * self.competence

    def hear(self, satisfaction: float, complains: bool) -> None:
        """What a client says."""
        self.clients += 1
        self.heard += satisfaction
        self.complaints += complains

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


class District(mesa.Agent):
    """Buys the service for its residents and says who gets a place."""

    def __init__(self, model: Market, number: int, residents: list[Citizen], bidders: list[Organization]) -> None:
        super().__init__(model)
        self.number, self.residents, self.bidders = number, residents, bidders

    def tender(self) -> None:
        """The best sum of reputation and relative price wins, and is paid its price."""
        prices = [o.price(u) for o, u in zip(self.bidders, self.model.luck["bid"][self.number], strict=True)]
        cheapest, weight = min(prices), self.model.manner.weight_reputation
        scores = [weight * o.reputation + (1.0 - weight) * (cheapest / p) for o, p in zip(self.bidders, prices, strict=True)]
        best = scores.index(max(scores))
        self.provider, self.price = self.bidders[best], prices[best]
        self.capacity = int(self.model.manner.budget * len(self.residents) / self.price)

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


class Market(mesa.Model):
    """The shared model."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.manner = world, world.manner
        citizens = Citizen.create_agents(
            self, world.n_citizens, world.numbers.tolist(), world.frailty.tolist(), world.trust.tolist()
        )
        organizations = Organization.create_agents(self, world.n_organizations, world.ability.tolist(), world.cost.tolist())
        residents, bidders = [[] for _ in range(world.n_districts)], list(organizations)
        for citizen, district in zip(citizens, world.district.tolist(), strict=True):
            residents[district].append(citizen)
        for d, rows in enumerate(world.bidders.tolist()):
            District(self, d, residents[d], [bidders[o] for o in rows])
        self.datacollector = mesa.DataCollector(model_reporters={name: getattr(Market, name) for name in SERIES})

    def step(self) -> None:
        month, world = self.steps - 1, self.world
        citizens, organizations, districts = (self.agents_by_type[kind] for kind in (Citizen, Organization, District))
        self.luck = {p: world.luck(p, month, world.numbers).tolist() for p in DRAWN_BY_CITIZENS}
        organizations.do("open_month")
        if month % 12 == 0:
            self.luck["bid"] = world.luck_of_bids(month).tolist()
            districts.do("tender")
        citizens.do("meet_need")
        districts.do("serve")
        organizations.do("learn")
        self.datacollector.collect(self)

    def served(self) -> int:
        return self.agents_by_type[District].agg("served", sum)

    def waiting(self) -> int:
        return self.agents_by_type[District].agg("waiting", sum)

    def satisfaction(self) -> float:
        return self.agents_by_type[Organization].agg("heard", sum) / max(1, self.served())

    def trust(self) -> float:
        return float(self.agents_by_type[Citizen].agg("trust", np.mean))

    def complaints(self) -> int:
        return self.agents_by_type[Organization].agg("complaints", sum)

    def price(self) -> float:
        return float(self.agents_by_type[District].agg("price", np.mean))


def run(world: World) -> Series:
    """The monthly series of a world."""
    model = Market(world)
    for _ in range(world.months):
        model.step()
    collected = model.datacollector.model_vars
    return {name: list(collected[name]) for name in SERIES}
