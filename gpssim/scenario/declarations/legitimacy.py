"""What residents make of how services are bought: who they think pays, fair procedures, scandals. Off by default."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Legitimacy(Group):
    """Legitimacy of purchase in a district, from 0 to 1 around a middle of 1/2: what moves it, and what it moves."""

    gain: float = share(0.0, "legitimacy gained by who hears of a purchase decided in open competition, part of what is missing", "convention: off; procedural justice, Tyler 2006, Van Ryzin 2011; assumption, range 0.02-0.2")
    loss: float = share(0.0, "legitimacy lost by who hears of a scandal: a violation found out, a provider that failed or shirked", "convention: off; bad news weighs more, Slovic 1993; assumption, range 0.05-0.4")
    heard: float = share(0.2, "chance that a resident hears of one such scandal; of one open purchase, at full publicity", "convention: acts only with gain or loss; assumption, range 0.05-0.5")
    fade: float = share(0.03, "monthly part of the distance from the middle that is forgotten", "convention: acts only with gain or loss; assumption, range 0.01-0.1")
    applying: float = param(1.0, "logit", "effect on applying of full legitimacy over the middle", "convention: acts only with gain or loss; assumption, range 0-2", ge=0.0, le=20.0)
    participating: float = share(0.2, "participation added by full legitimacy over the middle, as far as officials or committees move participation or not", "convention: acts only with gain or loss; assumption, range 0-0.5")
    volunteering: float = share(0.3, "part of volunteers who stay away where there is no legitimacy", "convention: acts only with gain or loss; assumption, range 0-0.6")
    trust_government: float = share(0.02, "monthly change of trust in the government of those aware of services, at full legitimacy or none, part of what is missing or there", "convention: acts only with gain or loss; assumption, range 0-0.05")
    trust_providers: float = share(0.01, "the same of trust in non-government providers", "convention: acts only with gain or loss; assumption, range 0-0.05")
    hidden: float = share(0.0, "part of the credit and blame for a purchased service that the government does not get where nobody is told who pays", "convention: off, everybody knows; submerged state, Mettler 2011; assumption, range 0-0.8")
