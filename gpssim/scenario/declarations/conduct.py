"""Conduct and misfortune in delivery."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Conduct(Group):
    """Hidden conduct and misfortune in delivery: what audits, fines, bonds and shared costs are for. All off by default."""

    shirk_saving: float = param(0.0, "share", "cost that shirking saves, as a share of unit cost (0: nobody shirks)", "convention: off", ge=0.0, le=1.0)
    shirk_harm: float = param(0.5, "latent", "non-verifiable quality that shirking costs", "convention: acts only with shirk_saving", ge=0.0, le=10.0)
    shirk_noise: float = param(0.0, "share", "logistic noise of the decision to shirk, as a share of unit cost (0: none)", "convention: off", ge=0.0, le=10.0)
    shirk_spread: float = param(0.0, "log sd", "spread between contracts of what shirking saves (0: the same on all)", "convention: neutral value; acts only with shirk_saving", ge=0.0, le=3.0)
    diligence_spread: float = param(0.0, "log odds", "spread between purchasers of the chance that their audits find shirking out (0: all alike)", "convention: neutral value; acts only with shirk_saving and audits", ge=0.0, le=5.0)
    false_alarm: float = share(0.0, "chance that an audit finds fault with a provider that does not shirk", "convention: neutral value; acts only with shirk_saving and audits")
    cost_effort: float = param(0.0, "1", "productivity of effort to cut cost: the cut, as a share of unit cost, that a provider makes which keeps all of it (0: none)", "convention: off", ge=0.0, le=1.0)
    cost_damage: float = param(0.0, "latent", "non-verifiable quality lost per unit cost cut", "convention: acts only with cost_effort", ge=0.0, le=10.0)
    cost_visible: float = share(0.0, "how far verifiability bars cuts in cost: what can be cut falls by this part of the verifiable share of quality (0: not at all)", "convention: neutral value; acts only with cost_effort")
    cost_conscience: float = share(0.0, "how far mission, standing, deductions and honesty restrain cuts in cost, in offers as in delivery (0: not at all)", "convention: neutral value; acts only with cost_effort")
    cost_pressure: float = share(0.0, "part of a loss on a contract that its provider makes good by cutting what nobody verifies", "convention: neutral value; acts only with cost_effort")
    shock_chance: float = share(0.0, "yearly chance that a contract meets a shock to its cost", "convention: off")
    shock_size: float = param(0.3, "share", "cost of a shock, as a share of the contract's value", "convention: acts only with shock_chance", ge=0.0, le=10.0)
    liability: float = param(1000.0, "share", "most that a provider loses in a default beyond its bond, as a share of the contract's value; never more than its cash", "convention: all its cash; acts only with shock_chance", ge=0.0, le=1000.0)
    renegotiation: float = share(0.0, "rent that a provider wins after signing, as a share of the contract's value", "convention: off")
    price_response: float = param(0.0, "share per latent", "rise of later prices, in unit costs, that a provider expects of a latent unit of published quality", "convention: off", ge=0.0, le=10.0)
    hazard: float = share(0.0, "yearly chance that a contract ends early through nobody's fault", "convention: off")
    withdrawal: float = share(0.0, "chance that a winner whose price falls short of its cost by more than its bid bond steps back before it signs", "convention: off; range 0-0.8")
