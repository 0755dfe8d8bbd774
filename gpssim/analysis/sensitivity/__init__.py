"""Which parameters matter: Sobol' indices, elementary effects, effects one at a time; of outcomes and of differences of policies.

Each reads the sample that was made for it and refuses any other. What is explained is the mean of a point over its replications.
Under common luck all points have the same luck: it adds nothing to the differences between them, so that a parameter that does
nothing has indices of exactly 0; what luck does to a parameter's effect counts with the parameter, for the replications that were
made. Under luck of its own each point adds noise, which lowers first-order indices and raises total ones:
:func:`luck_shares` says how much of the variance it is.
"""

from gpssim.analysis.sensitivity.luck import luck_shares
from gpssim.analysis.sensitivity.morris import elementary_effects, morris
from gpssim.analysis.sensitivity.one_at_a_time import one_at_a_time
from gpssim.analysis.sensitivity.sample import SmallSample
from gpssim.analysis.sensitivity.sobol import sobol_indices, sobol_pairs

__all__ = [
    "SmallSample", "elementary_effects", "luck_shares", "morris", "one_at_a_time", "sobol_indices", "sobol_pairs",
]  # fmt: skip
