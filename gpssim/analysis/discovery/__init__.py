"""In which worlds does a policy win: how often the sign holds, which parameters turn it, and within which limits.

*Source:* scenario discovery, Bryant & Lempert 2010, doi:10.1016/j.techfore.2009.08.002.
"""

from gpssim.analysis.discovery.box import Limits, scenario_box
from gpssim.analysis.discovery.cases import Cases, cases_of
from gpssim.analysis.discovery.tree import classification_tree
from gpssim.analysis.discovery.turning import sign_shares, turning_parameters

__all__ = ["Cases", "Limits", "cases_of", "classification_tree", "scenario_box", "sign_shares", "turning_parameters"]
