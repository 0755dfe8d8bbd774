"""Conduct and misfortune in delivery."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Conduct(Group):
    """Hidden conduct and misfortune in delivery: what audits, fines, bonds and shared costs are for. All but cuts in cost off by default."""

    shirk_saving: float = param(0.0, "share", "cost that shirking saves, as a share of unit cost (0: nobody shirks)", "convention: off", ge=0.0, le=1.0)
    shirk_harm: float = param(0.5, "latent", "non-verifiable quality that shirking costs", "convention: acts only with shirk_saving", ge=0.0, le=10.0)
    shirk_noise: float = param(0.05, "share", "logistic noise of the decision to shirk, as a share of unit cost (0: none)", "convention: acts only with shirk_saving; range 0-0.1", ge=0.0, le=10.0)
    shirk_spread: float = param(0.6, "log sd", "spread between contracts of what shirking saves (0: the same on all)", "convention: acts only with shirk_saving; range 0-1", ge=0.0, le=3.0)
    diligence_spread: float = param(1.0, "log odds", "spread between purchasers of the chance that their audits find shirking out (0: all alike)", "convention: acts only with shirk_saving and audits; range 0-2", ge=0.0, le=5.0)
    false_alarm: float = share(0.02, "chance that an audit finds fault with a provider that does not shirk", "convention: acts only with shirk_saving and audits; range 0-0.1")
    cost_effort: float = param(0.4, "1", "productivity of effort to cut cost: the cut, as a share of unit cost, that a provider makes which keeps all of it (0: none)", "contracting out saves some 10 % (prisons, Hart, Shleifer & Vishny 1997) to 20 % (Domberger & Jensen 1997): both MEMORY; size assumed", ge=0.0, le=1.0, swept=(0.2, 0.6))
    cost_damage: float = param(4.0, "latent", "non-verifiable quality lost per unit cost cut", "Hart, Shleifer & Vishny 1997 for the sign; size assumed", ge=0.0, le=10.0, swept=(2.0, 6.0))
    cost_visible: float = share(1.0, "how far verifiability bars cuts in cost: what can be cut falls by this part of the verifiable share of quality (0: not at all)", "Hart, Shleifer & Vishny 1997: only what a contract cannot name can be saved on; neutral 0", swept=(0.5, 1.0))
    cost_conscience: float = share(1.0, "how far mission, standing, deductions and honesty restrain cuts in cost, in offers as in delivery (0: not at all)", "Holmstrom & Milgrom 1991, one rule of effort; size assumed; neutral 0", swept=(0.5, 1.0))
    cost_pressure: float = share(0.5, "part of a loss on a contract that its provider makes good by cutting what nobody verifies", "assumption: half of what is saved by low prices is lost after award (Decarolis 2014); neutral 0", swept=(0.0, 1.0))
    shock_chance: float = share(0.0, "yearly chance that a contract meets a shock to its cost", "convention: off")
    shock_size: float = param(0.3, "share", "cost of a shock, as a share of the contract's value", "convention: acts only with shock_chance", ge=0.0, le=10.0)
    liability: float = param(1000.0, "share", "most that a provider loses in a default beyond its bond, as a share of the contract's value; never more than its cash", "convention: all its cash; acts only with shock_chance", ge=0.0, le=1000.0)
    renegotiation: float = share(0.0, "rent that a provider wins after signing, as a share of the contract's value", "convention: off")
    price_response: float = param(0.0, "share per latent", "rise of later prices, in unit costs, that a provider expects of a latent unit of published quality", "convention: off", ge=0.0, le=10.0)
    hazard: float = share(0.0, "yearly chance that a contract ends early through nobody's fault", "convention: off")
    withdrawal: float = share(0.0, "chance that a winner whose price falls short of its cost by more than its bid bond steps back before it signs", "convention: off; range 0-0.8")
