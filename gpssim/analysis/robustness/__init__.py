"""How policies hold over worlds: regret, ranks, dominance, and in how many worlds they are good enough.

A mean over worlds hides the worlds in which a policy fails. Each function here takes the worlds of a study one by one: what a
policy is worth there (the mean of its replications), beside what the others are worth in the same world under the same luck.

*Source:* Savage 1951, doi:10.1080/01621459.1951.10500768 (regret); Lempert, Popper & Bankes 2003, Shaping the Next One Hundred
Years, RAND (robustness over many worlds); McPhail et al. 2018, doi:10.1002/2017EF000649 (what measures of robustness ask).
"""

from gpssim.analysis.robustness.dominance import dominance
from gpssim.analysis.robustness.pareto import pareto
from gpssim.analysis.robustness.ranks import rank_shares
from gpssim.analysis.robustness.regrets import regrets
from gpssim.analysis.robustness.satisficing import satisficing
from gpssim.analysis.robustness.side_by_side import side_by_side

__all__ = ["dominance", "pareto", "rank_shares", "regrets", "satisficing", "side_by_side"]
