"""The shared model in mesa-frames: a set of agents is a Polars frame, what everybody does at once an expression over its columns.

Identities are unique in a model, so that districts and organizations have a number besides; what somebody needs of them is gathered
by it, for it is their row.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF
from polars import col, when

from peers.world import BIDDERS, SERIES, Series, World

LIBRARIES = ("mesa-frames", "polars", "numpy")


class Citizens(AgentSetPolars):
    """Those who may come to need the service."""

    def __init__(self, model: Market, world: World) -> None:
        super().__init__(model)
        start = {"unique_id": world.numbers, "district": world.district, "frailty": world.frailty, "trust": world.trust}
        still = {"need": pl.lit(False), "served": pl.lit(False), "waited": pl.lit(0), "aspiration": pl.lit(0.5)}
        self += pl.DataFrame(start).with_columns(**still)

    def step(self) -> None:
        self.meet_need()
        self.claim_places()
        self.live()

    def meet_need(self) -> None:
        """Needs end and arise."""
        manner, luck = self.model.manner, self.model.luck("need", self["unique_id"])
        arises = luck < manner.onset * (0.5 + col("frailty"))
        self.agents = self.agents.with_columns(need=when("need").then(luck >= manner.ending).otherwise(arises)).with_columns(
            served=col("served") & col("need"), waited=when("need").then("waited").otherwise(0)
        )

    def claim_places(self) -> None:
        """Places go to the highest claims of each district."""
        manner, luck = self.model.manner, self.model.luck("place", self.agents.filter("need")["unique_id"])
        claim = manner.head_start * col("served") + manner.waiting * col("waited") + col("frailty") + manner.chance * luck
        capacity = self.model.districts.agents["capacity"].gather(self["district"])
        place = col("claim").rank("ordinal", descending=True).over("district")
        self.agents = (
            self.agents.with_columns(claim=when("need").then(claim))
            .with_columns(served=(place <= capacity).fill_null(False))
            .with_columns(waited=when(col("need") & ~col("served")).then(col("waited") + 1).otherwise(0))
        )

    def live(self) -> None:
        """Clients experience the service, others wait."""
        manner, clients = self.model.manner, self.agents.filter("served")["unique_id"]
        luck, complaint = self.model.luck("experience", clients), self.model.luck("complaint", clients)
        quality = self.model.districts.agents["quality"].gather(self["district"])
        experience = quality + manner.noise * (luck - 0.5)
        satisfaction = (0.5 + manner.steepness * (col("experience") - col("aspiration"))).clip(0.0, 1.0)
        trust = (
            when("served")
            .then(col("trust") + manner.trust_gain * (col("satisfaction") - col("trust")))
            .when("need")
            .then(col("trust") * (1.0 - manner.trust_loss))
            .otherwise("trust")
        )
        aspiration = col("aspiration") + manner.adapting * (col("experience") - col("aspiration"))
        self.agents = (
            self.agents.with_columns(experience=experience)
            .with_columns(satisfaction=satisfaction)
            .with_columns(
                trust=trust,
                aspiration=when("served").then(aspiration).otherwise("aspiration"),
                complains=col("served") & (complaint < manner.complaining * (1.0 - col("satisfaction"))),
            )
        )


class Districts(AgentSetPolars):
    """Each buys the service for its residents."""

    def __init__(self, model: Market, world: World) -> None:
        super().__init__(model)
        number = np.arange(world.n_districts)
        self += pl.DataFrame({"unique_id": world.n_citizens + number, "number": number, "residents": world.residents})
        self.bids = pl.DataFrame({"district": np.repeat(np.arange(world.n_districts), BIDDERS), "provider": world.bidders.ravel()})

    def tender(self, luck: np.ndarray) -> None:
        """The best sum of reputation and relative price wins, and is paid its price."""
        manner, weight = self.model.manner, self.model.manner.weight_reputation
        score = weight * col("reputation") + (1.0 - weight) * (col("price").min().over("district") / col("price"))
        bidders = self.model.organizations.agents.select("number", "cost", "competence", "reputation")
        offers = self.bids.join(bidders, left_on="provider", right_on="number", how="left", maintain_order="left")
        price = col("cost") * (1.0 - manner.learning_cost * col("competence")) * (1.0 + manner.markup * pl.Series(luck))
        best = (
            offers.with_columns(price=price)
            .with_columns(score=score)
            .group_by("district", maintain_order=True)
            .agg(col("provider", "price").get(col("score").arg_max()))
        )
        capacity = (manner.budget * col("residents") / col("price")).cast(pl.Int64)
        self.agents = self.agents.with_columns(best["provider"], best["price"]).with_columns(capacity=capacity)

    def step(self) -> None:
        """What the providers are worth this month."""
        self.agents = self.agents.with_columns(quality=self.model.organizations.agents["quality"].gather(self["provider"]))


class Organizations(AgentSetPolars):
    """Providers that learn by doing."""

    def __init__(self, model: Market, world: World) -> None:
        super().__init__(model)
        number = np.arange(world.n_organizations)
        known = {"number": number, "ability": world.ability, "cost": world.cost}
        self += pl.DataFrame({"unique_id": world.n_citizens + world.n_districts + number, **known}).with_columns(
            experience=pl.lit(0.0), reputation=pl.lit(0.5)
        )

    def open_month(self) -> None:
        """What they have learned shows."""
        manner = self.model.manner
        self.agents = self.agents.with_columns(
            competence=col("experience") / (col("experience") + manner.half_learned)
        ).with_columns(quality=col("ability") + manner.learning_quality * col("competence"))

    def step(self) -> None:
        """Serving clients teaches; what they say becomes known."""
        manner, model = self.model.manner, self.model
        heard = (
            model.citizens.agents.filter("served")
            .group_by("district")
            .agg(clients=pl.len().cast(pl.Int64), heard=col("satisfaction").sum())
            .join(model.districts.agents.select("number", "provider"), left_on="district", right_on="number")
            .group_by("provider")
            .agg(col("clients", "heard").sum())
        )
        with_clients = self.agents.join(heard, left_on="number", right_on="provider", how="left", maintain_order="left")
        listening = manner.listening * (col("heard") / col("clients") - col("reputation"))
        self.agents = with_clients.with_columns(
            experience=manner.memory * col("experience") + col("clients").fill_null(0) / manner.clients_a_project,
            reputation=col("reputation") + listening.fill_null(0.0),
        ).drop("clients", "heard")


class Market(ModelDF):
    """The shared model."""

    def __init__(self, world: World) -> None:
        super().__init__(world.seed)
        self.world, self.manner, self.month = world, world.manner, 0
        self.citizens, self.districts = Citizens(self, world), Districts(self, world)
        self.organizations = Organizations(self, world)
        self.agents += [self.citizens, self.districts, self.organizations]
        self.series: Series = {name: [] for name in SERIES}

    def luck(self, purpose: str, citizens: pl.Series) -> pl.Series:
        """Draws of some citizens this month, as a column of all."""
        luck, rows = np.zeros(self.world.n_citizens), citizens.to_numpy()
        luck[rows] = self.world.luck(purpose, self.month, rows)
        return pl.Series(luck)

    def step(self) -> None:
        self.organizations.open_month()
        if self.month % 12 == 0:
            self.districts.tender(self.world.luck_of_bids(self.month).ravel())
        self.districts.step()
        self.citizens.step()
        self.organizations.step()
        self.record()
        self.month += 1

    def record(self) -> None:
        """The series of this month."""
        row = self.citizens.agents.select(
            served=col("served").sum(),
            waiting=(col("need") & ~col("served")).sum(),
            satisfaction=col("satisfaction").filter("served").mean(),
            trust=col("trust").mean(),
            complaints=col("complains").sum(),
        ).row(0, named=True)
        row["price"] = self.districts.agents["price"].mean()
        for name in SERIES:
            self.series[name].append(row[name])


def run(world: World) -> Series:
    """The monthly series of a world."""
    model = Market(world)
    for _ in range(world.months):
        model.step()
    return model.series
