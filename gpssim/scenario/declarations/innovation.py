"""Service innovation: service models that fit need better are looked for, found or not, and spread. Off by default."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Innovation(Group):
    """How providers develop service models that fit need better, and how these spread from one to the other."""

    search: float = share(0.0, "monthly chance that a fully autonomous provider with a free hand tries a new service model in a domain", "convention: off; assumption, range 0.01-0.08")
    success: float = share(0.4, "chance that a trial finds something better", "convention: acts only with search; assumption, range 0.2-0.7")
    step: float = param(0.2, "latent", "mean improvement that a successful trial finds at the usual service model", "convention: acts only with search; assumption, range 0.1-0.4", ge=0.0, le=5.0)
    most: float = param(1.0, "latent", "improvement that no service model exceeds: the nearer to it, the less is found", "convention: acts only with search; assumption, range 0.5-2", ge=0.01, le=10.0)
    cost: float = param(8000.0, "yuan", "cost of a trial, whether or not it succeeds", "convention: acts only with search; assumption, range 2,000-20,000", ge=0.0, le=1.0e7)
    disturbance: float = param(0.1, "latent", "non-verifiable quality lost in the month after a trial that failed", "convention: acts only with search; assumption, range 0-0.3", ge=0.0, le=5.0)
    roots: float = param(1.0, "1", "how much more often full roots in a district make its provider try, for it knows what is needed there", "convention: acts only with search; assumption, range 0-2", ge=0.0, le=20.0)
    rivalry: float = param(0.0, "1", "how much more often certainty to lose its lines makes a provider try; below 0: certainty to keep them does", "convention: acts only with search; escape from competition against its rents, Aghion et al. 2005; assumption, range -1 to 1", ge=-1.0, le=20.0)
    support: float = param(1.0, "1", "how much more often full coaching makes a provider try; of the cost of its trials public money bears the part that is the intensity of coaching", "convention: acts only with search; assumption, range 0-2", ge=0.0, le=20.0)
    neighbors: float = share(0.05, "monthly chance to copy the best service model at work in the same district or hub, where all others there have a better one", "convention: acts only with search; diffusion by contact, Bass 1969; assumption, range 0.01-0.15")
    published: float = share(0.03, "monthly chance to copy the best service model of the city, where all others have a better one and every evaluation is published", "convention: acts only with search; assumption, range 0-0.1")
    copied: float = share(0.7, "part of the gap that copying closes", "convention: acts only with search; re-invention, Rogers 2003; assumption, range 0.4-1")
    copying: float = param(2000.0, "yuan", "cost of copying", "convention: acts only with search; assumption, range 0-8,000", ge=0.0, le=1.0e7)
    carried: float = share(1.0, "part of what staff knows of a service model that it takes to another provider", "convention: acts only with search; assumption, range 0-1")
    aging: float = share(0.1, "yearly part of an improvement that is lost because needs change", "convention: acts only with search; assumption, range 0-0.3")
