"""Society around the market: who lives in the city, who is easy to reach, who is heard, committees and enterprises. All off by default."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Population(Group):
    """How the population changes: city expansion, floating population, births, ageing, and what people want of services."""

    growth: float = param(0.0, "1 per year", "net move to the city, part of the residents there are (below 0: away from it)", "convention: off; city expansion, assumption, range -0.02 to 0.06", ge=-0.2, le=0.3)
    turnover: float = share(0.0, "yearly share of migrants who leave; others take their place, without needs or knowledge of services", "convention: off; floating population, assumption, range 0.1-0.4")
    births: float = param(0.0, "1 per year", "births, part of the residents there are", "convention: off; 0.006 in China 2023, MEMORY", ge=0.0, le=0.1)
    ageing: float = param(0.0, "years per year", "by how much people age in a year: children grow up, adults turn sixty, the old die; 0: nobody ages", "convention: off; 1 is real time", ge=0.0, le=10.0)
    newcomer_awareness: float = share(0.3, "awareness of newcomers as a part of that of residents at the start", "convention: acts only where people move; assumption, range 0-1")
    drift: float = param(0.0, "log sd per year", "random yearly change of the rate at which needs of a domain arise", "convention: off; needs change, assumption, range 0-0.2", ge=0.0, le=2.0)
    rising_aspiration: float = param(0.0, "latent per year", "rise of what everybody expects of a service", "convention: off; ideas change, assumption, range 0-0.1", ge=-1.0, le=1.0)

    @property
    def moves(self) -> bool:
        """Whether anybody comes, goes or ages."""
        return any((self.growth, self.turnover, self.births, self.ageing))


class Reach(Group):
    """Who is easy to reach and to serve."""

    cost_to_serve: float = param(0.0, "share", "how much more a vulnerable client costs its provider", "convention: off; assumption, range 0-0.5", ge=0.0, le=5.0)
    mission_resists: float = share(0.0, "part of the selection against costly clients that a provider of high mission (twice the mean) gives up", "convention: off; assumption, range 0-1")
    travel: float = param(0.0, "logit", "effect on applying of the way to the nearest provider (1 with one in the district, 1/2 with four)", "convention: off; assumption, range 0-2", ge=0.0, le=20.0)
    volunteering: float = share(0.0, "part of volunteers' work that depends on the district's trust in providers and awareness of services", "convention: off; voluntariness, assumption, range 0-1")


class Voice(Group):
    """How people answer when they are asked, and what asking costs."""

    response: float = share(0.5, "part of those who stay away that meetings at full intensity bring to participate", "convention: acts only with the lever participation; assumption, range 0.2-0.8")
    rate: float = share(0.1, "monthly adjustment of participation to what is offered", "convention: acts only with the lever participation; assumption, range 0.05-0.3")
    meeting_hours: float = param(12.0, "hours", "officials' hours a district and month for meetings at full intensity", "convention: acts only with the lever participation; assumption, range 6-24", ge=0.0, le=1000.0)
    survey_cost: float = param(2000.0, "yuan", "one survey of usual size in a district and domain: price of each further such sample", "convention: acts only with the lever survey_size; assumption, range 1000-5000", ge=0.0, le=1.0e6)


class Committees(Group):
    """Residents' and villagers' committees: administrative load, relieved where services are purchased."""

    load: float = share(0.6, "part of a committee's time that administrative tasks take without purchased services", "convention: acts only with relief; assumption, range 0.4-0.8")
    relief: float = share(0.0, "part of that load which falls away where purchased services cover all need", "convention: off; purchase relieves committees, assumption, range 0.2-0.6")
    rate: float = share(0.1, "monthly adjustment of the load", "convention: acts only with relief; assumption, range 0.05-0.3")
    outreach: float = param(1.0, "1", "meetings and surveys held by a committee in its freed time: intensity per unit of time freed", "convention: acts only with relief; assumption, range 0-2", ge=0.0, le=10.0)
    awareness: float = param(0.05, "1 per month", "gain of awareness from outreach of intensity 1", "convention: acts only with relief; assumption, range 0-0.1", ge=0.0, le=1.0)


class Enterprises(Group):
    """Enterprises that use what associations do for them under function transfer. None by default."""

    number: int = param(0, "enterprises", "enterprises in the city", "convention: none; a class of beneficiaries of its own", ge=0, le=1_000_000)
    prevalence: float = share(0.1, "share of enterprises in need at any time", "convention: acts only where there are enterprises; assumption, range 0.05-0.3")
    duration: float = param(6.0, "months", "mean duration of such a need", "convention: acts only where there are enterprises; assumption, range 3-12", ge=1.0, le=600.0)


class Society(Group):
    """Population, reach, voice, committees and enterprises."""

    population: Population = Population()
    reach: Reach = Reach()
    voice: Voice = Voice()
    committees: Committees = Committees()
    enterprises: Enterprises = Enterprises()
