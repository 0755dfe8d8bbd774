"""Legitimacy rises with open purchases that people hear of, falls with scandals, fades to its middle, and moves trust with it.

Of n events each of which is heard of with chance p a part f = 1 - (1 - p)^n of the residents hears. An open purchase lifts
legitimacy L by g f (1 - L), a scandal lowers it by l f L; in between its distance to 1/2 shrinks by the part that is forgotten.
With a lean 2 L - 1 above zero the distrust of those aware of services shrinks by r lean a month, below zero trust does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.agents.columns import Columns
from gpssim.model import PublicServiceMarket
from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import tables

VERBS = ("judge_purchases", "serve_citizens", "take_part")
RULES = ("legitimacy.hears", "legitimacy.legitimacy_next", "legitimacy.leaning", "legitimacy.leaned")
SOURCE = "linear recursion; complement of independent events (procedural justice: Tyler 2006, MEMORY)"

N, GAIN, LOSS, HEARD, PUBLICITY, FADE = 1500, 0.3, 0.6, 0.4, 0.5, 0.1
GOVERNMENT, PROVIDERS, AWARE, TRUST, JOINING, APPLYING, MONTHS = 0.2, 0.1, 0.5, 0.4, 0.5, 2.0, 4


def found(seed: int) -> Iterator[Found]:
    """One open purchase, months of silence, then a provider that is caught shirking."""
    market = begun(seed)
    path = [0.5 + GAIN * (HEARD * PUBLICITY) * 0.5]
    for _ in range(MONTHS):
        path.append(0.5 + (path[0] - 0.5) * (1.0 - FADE) ** len(path))
    table = tables(market)["public"].groupby("month")[["legitimacy", "n_citizens"]].sum()
    came = table.legitimacy / table.n_citizens
    yield exactly("before, at and after an open purchase", path, came[came != 0.5].tolist()[: len(path)])
    yield from after_silence(market, came.iloc[-1])
    yield from after_scandals(market)


def begun(seed: int) -> PublicServiceMarket:
    """A market with one contract, some months after its award."""
    names = {"gain": GAIN, "loss": LOSS, "heard": HEARD, "fade": FADE, "participating": JOINING, "applying": APPLYING}
    names |= {"trust_government": GOVERNMENT, "trust_providers": PROVIDERS}
    own = {f"world.legitimacy.{k}": v for k, v in names.items()}
    own |= {"world.citizens.trust_gain": 0.0, "world.citizens.trust_loss": 0.0, "warm_up": 0, "world.society.voice.rate": 1.0}
    own |= {"world.citizens.apply_base": -1.0}
    market = in_service(stage(N, **own), levers={"publicity": PUBLICITY}, seed=seed)
    return steps(market, MONTHS + 1 - market.month + int(tables(market)["projects"].month_opened.iloc[0]))


def still(market: PublicServiceMarket, legitimacy: float) -> Columns:
    """Everybody trusts and knows alike, and stands before the decision to ask; no place is free."""
    begin_anew(market, 0.0)
    market.legitimacy[:] = legitimacy
    people = market.citizens.columns
    people["applied"][:] = 0
    people["need"][:] = 1
    people["awareness"][:] = AWARE
    for name in ("trust_government", "trust_providers"):
        people[name][:] = TRUST
    return people


def after_silence(market: PublicServiceMarket, legitimacy: float) -> Iterator[Found]:
    """A month of favorable lean."""
    people, lean = still(market, 0.8), 0.6 * (1.0 - FADE)
    market.step()
    for name, rate in (("trust_government", GOVERNMENT), ("trust_providers", PROVIDERS)):
        yield exactly(f"{name} where legitimacy is high", 1.0 - (1.0 - TRUST) * (1.0 - rate * lean * AWARE), people[name])
    joined = 1.0 - (1.0 - people["inclination"]) * (1.0 - JOINING * 0.6)
    yield exactly("participation where legitimacy is high", joined, people["participation"])
    odds = np.exp(-1.0 + APPLYING * 0.6)
    yield as_often("ask where legitimacy is high", odds / (1.0 + odds), people["applied"].sum(), N)


def after_scandals(market: PublicServiceMarket) -> Iterator[Found]:
    """The month in which a provider is caught, from the middle: everything that is left of trust is what scandal and lean leave."""
    people, c = still(market, 0.5), market.contracts
    c["end"][c.active], c["caught"][c.active] = market.month + 1, True
    market.step()
    lean = LOSS * HEARD
    yield exactly("legitimacy after a scandal", 0.5 * (1.0 - lean), market.legitimacy)
    for name, rate in (("trust_government", GOVERNMENT), ("trust_providers", PROVIDERS)):
        yield exactly(f"{name} after a scandal", TRUST * (1.0 - rate * lean * AWARE), people[name])


TITLE_ZH = "认同因听说公开购买而上升，因丑闻而下降，逐渐淡化至中间水平，并带动信任"
CHINESE = {
    "before, at and after an open purchase": "公开购买之前、当月与之后",
    "participation where legitimacy is high": "认同高时的参与",
    "ask where legitimacy is high": "认同高时的申请",
    "legitimacy after a scandal": "丑闻之后的认同",
    "{name} where legitimacy is high": "认同高时的{name}",
    "{name} after a scandal": "丑闻之后的{name}",
    "trust_government": "对政府的信任",
    "trust_providers": "对承接主体的信任",
}
