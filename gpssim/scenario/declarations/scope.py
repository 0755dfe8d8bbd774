"""What purchasers choose to buy: what is visible, easily specified and safe comes first. Off by default."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Scope(Group):
    """How a purchaser splits its money over service domains, by what is attractive to buy and not by need alone."""

    narrowing: float = param(0.0, "1", "how strongly money follows what is attractive to buy: 0 as the budget splits it, 1 in proportion to appeal", "convention: off; assumption, range 0.5-2", ge=0.0, le=20.0)
    ease: float = param(2.0, "1", "log appeal of full verifiability over none; officials' risk aversion adds to it", "convention: acts only with narrowing; services that are hard to measure are contracted out less, Brown & Potoski 2003, Levin & Tadelis 2010; assumption, range 0-4", ge=0.0, le=20.0)
    suppliers: int = param(3, "organizations", "capable organizations that a purchaser wants to see in a domain", "convention: acts only with narrowing; three offers, Government Procurement Law art. 36", ge=1, le=100)
    thin: float = param(1.0, "1", "log appeal lost where there is none of them, in proportion to how many are missing", "convention: acts only with narrowing; thin markets, Girth et al. 2012; assumption, range 0-3", ge=0.0, le=20.0)
    dread: float = param(1.0, "1", "log appeal lost by setbacks in all purchases and contracts of the domain that are remembered", "convention: acts only with narrowing; blame avoidance, Hood 2011; assumption, range 0-3", ge=0.0, le=20.0)
    memory: float = share(0.5, "weight of the last year in what is remembered of setbacks: what is not bought any more is slowly forgiven", "convention: acts only with narrowing; assumption, range 0.2-1")
    least: float = share(0.4, "part of its usual money under which a domain is given up and its money goes to the others", "convention: acts only with narrowing; assumption, range 0-0.6")
