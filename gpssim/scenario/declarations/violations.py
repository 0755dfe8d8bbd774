"""Ties that act in every purchase, violations that somebody may commit, and how they are found out. All off by default."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gpssim.scenario.fields import Group, param, share


class Violations(Group):
    """What officials and organizations may do against the rules, each with its own dial and its own chance of detection.

    What grows out of a tie happens with (1 - integrity) times its dial; the rest by its dial. With every dial at 0 nothing is done
    and nothing is looked for.
    """

    tailoring: float = share(0.0, "part of the quality points that a tailored specification moves to what the favorite leads in; where no papers are rated, the chance that a rival is found unfit", "convention: off; range 0-0.5")
    tailoring_lead: float = param(1.0, "latent", "lead of the favorite in what a tailored specification asks for", "convention: acts only with tailoring; assumption, range 0.5-2", ge=0.0, le=10.0)
    accompanying: float = share(0.0, "chance, at no integrity, that the favorite brings the bidders that are missing", "convention: off; range 0-1")
    leak: float = share(0.0, "chance, at no integrity, that the favorite is told the criteria and the others' offers", "convention: off; range 0-1")
    nomination: float = share(0.0, "chance, at no integrity, that the favorite is invited in the place of somebody drawn by lot", "convention: off; range 0-1")
    steering: float = param(0.0, "1", "latent units that officials add to the favorite's published record where they call off or advise citizens, per unit of tie that counts", "convention: off; range 0-1", ge=0.0, le=5.0)
    splitting: float = share(0.0, "chance, at no integrity, that a project above the threshold is divided and bought directly", "convention: off; range 0-1")
    threshold: float = param(500_000.0, "yuan", "value from which a project may not be bought directly, where the rules in force set no purchase limit", "convention: acts only with splitting; limits of cities 500,000-600,000, MEMORY", ge=1.0, le=1.0e9)
    local_protection: float = share(0.0, "chance that a district's purchase keeps out, or marks down, organizations founded elsewhere", "convention: off; range 0-1")
    local_deduction: float = param(0.5, "latent", "what organizations from elsewhere are marked down by where papers are rated", "convention: acts only with local_protection; assumption, range 0.2-1", ge=0.0, le=10.0)
    fake_documents: float = share(0.0, "chance, of a bidder without honesty, that its documents are forged", "convention: off; range 0-1")
    fake_gain: float = param(0.6, "latent", "what forged documents add to what the papers show", "convention: acts only with fake_documents; assumption, range 0.2-1.5", ge=0.0, le=10.0)
    passing_on: float = share(0.0, "chance, of a winner without honesty, that it passes the whole contract on", "convention: off; range 0-1")
    passing_on_saving: float = share(0.15, "cost that whoever passes a contract on saves, share of unit cost", "convention: acts only with passing_on; assumption, range 0.05-0.3")
    passing_on_harm: float = param(0.4, "latent", "non-verifiable quality that a contract passed on loses", "convention: acts only with passing_on; assumption, range 0-1", ge=0.0, le=10.0)
    favoritism_detection: float = share(0.02, "chance that an award which only a tie explains is found out", "convention: acts only with a dial above; assumption, range 0-0.2")
    tailoring_detection: float = share(0.05, "chance that a tailored specification is found out", "convention: acts only with tailoring; assumption, range 0-0.3")
    accompanying_detection: float = share(0.05, "chance that accompanying bids are found out", "convention: acts only with accompanying; assumption, range 0-0.3")
    leak_detection: float = share(0.02, "chance that a leak is found out", "convention: acts only with leak; assumption, range 0-0.2")
    splitting_detection: float = share(0.05, "chance, in each part's purchase, that splitting is found out", "convention: acts only with splitting; assumption, range 0-0.3")
    local_detection: float = share(0.05, "chance that local protection is found out", "convention: acts only with local_protection; assumption, range 0-0.3")
    collusion_detection: float = share(0.05, "chance that a ring of bidders is found out (only with the colluding family)", "convention: acts only with a dial above; assumption, range 0-0.3")
    fake_detection: float = share(0.10, "chance that one bidder's forged documents are found out", "convention: acts only with fake_documents; assumption, range 0-0.5")
    passing_on_detection: float = share(0.15, "chance that passing a contract on is found out at acceptance", "convention: acts only with passing_on; assumption, range 0-0.5")
    oversight: float = share(0.5, "chance that the public finds out what officials do not, at full disclosure and full participation", "convention: acts only with a dial above; assumption, range 0-1")
    complaint: float = share(0.3, "chance that a rival complains of a tailored or protected purchase", "convention: acts only with a dial above; assumption, range 0-0.6")
    false_complaint: float = share(0.02, "chance that a rival complains without reason", "convention: acts only with a dial above; assumption, range 0-0.1")
    sanction: float = share(0.0075, "fine of an organization that was found out, share of the purchase's value", "convention: 5-10 per mille, Procurement Law art. 77, VERIFIED")
    ban: int = param(24, "months", "months in which it may not offer", "convention: 1-3 years, Procurement Law art. 77, VERIFIED", ge=0, le=36)

    @property
    def on(self) -> bool:
        """Whether anything may be done against the rules."""
        return _on(self)


DIALS: Final = (
    "tailoring", "accompanying", "leak", "nomination", "steering", "splitting", "local_protection", "fake_documents", "passing_on",
)  # fmt: skip
"""What is done against the rules, each off at 0."""


@lru_cache(maxsize=64)  # asked at every purchase
def _on(violations: Violations) -> bool:
    return any(getattr(violations, name) > 0.0 for name in DIALS)


class Evaluators(Group):
    """Third parties that evaluate contracts, where the policy sends them (levers ``third_party`` and ``evaluator_choice``)."""

    fee: float = param(6000.0, "yuan", "fee of one evaluation", "convention: acts only with third_party; assumption, range 2,000-20,000", ge=0.0, le=1.0e6)
    noise: float = param(0.15, "latent sd", "error of one evaluation", "convention: acts only with third_party; assumption, range 0.05-0.4", ge=0.0, le=10.0)
    capture: float = share(0.4, "chance that the provider captures an evaluator where no citizen takes part", "convention: acts only with third_party; assumption, range 0-0.8")
    capture_bias: float = param(0.6, "latent", "what a captured evaluator adds", "convention: acts only with third_party; assumption, range 0-1.5", ge=0.0, le=10.0)
    participation_shield: float = share(1.0, "part of that chance that full participation of citizens takes away", "convention: acts only with third_party; assumption, range 0-1")
    purchaser_choice: float = share(0.5, "part of that chance that is left where the purchaser chooses the evaluator", "convention: acts only with third_party; assumption, range 0.2-1")
    exposure: float = share(0.5, "chance that citizens' voice exposes a captured evaluation, at full participation", "convention: acts only with third_party; assumption, range 0-1")
