"""gpssim: what happens when a government buys public services from social organizations, and how it should buy them.

The front door. Names are imported when they are first used, so that ``import gpssim`` costs next to nothing::

    import gpssim

    scenario = gpssim.load_scenario("suzhou-high-tech")
    study = gpssim.Study(scenario, policies=["open_tender", "directed_commission"], replications=20, seed=1)
    table = gpssim.compare(study.run())
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import gpssim.figures.charts as charts
    from gpssim.agents.citizen import Citizen
    from gpssim.agents.organization import SocialOrganization
    from gpssim.agents.purchaser import GovernmentPurchaser
    from gpssim.analysis.arms import arms, arms_by_world, arms_in_worlds, mechanisms_used
    from gpssim.analysis.bands import half_width, interval, mean_band
    from gpssim.analysis.compare import compare
    from gpssim.analysis.decomposition import compare_losses, decompose
    from gpssim.analysis.limits import limits, limits_of
    from gpssim.analysis.plausible import plausible, plausible_share
    from gpssim.analysis.regret import regret
    from gpssim.analysis.reversal import reversals
    from gpssim.analysis.values import values
    from gpssim.analysis.worlds import drivers, worlds
    from gpssim.calibration import calibrate
    from gpssim.experiment import Experiment, Size, Trial
    from gpssim.exports import export
    from gpssim.figures import draw_all as draw_figures
    from gpssim.model import PublicServiceMarket
    from gpssim.policy_search import search as search_policies
    from gpssim.records import Results, load_results
    from gpssim.registry import mechanisms as purchasing_mechanisms
    from gpssim.registry import register
    from gpssim.replacing import replace
    from gpssim.scenario import Change, MechanismShare, Policy, Scenario, World, load_scenario
    from gpssim.studies import CornerStudy, Study, merged
    from gpssim.studies.by_mesa import MesaMarket

__version__ = "0.2.0.dev3"

_HOME: Final = {
    "Change": "scenario",
    "Citizen": "agents.citizen",
    "CornerStudy": "studies",
    "Experiment": "experiment",
    "GovernmentPurchaser": "agents.purchaser",
    "MechanismShare": "scenario",
    "MesaMarket": "studies.by_mesa",
    "Policy": "scenario",
    "PublicServiceMarket": "model",
    "Results": "records.results",
    "Scenario": "scenario",
    "Size": "experiment",
    "SocialOrganization": "agents.organization",
    "Study": "studies",
    "Trial": "experiment",
    "World": "scenario",
    "arms": "analysis.arms:arms",
    "arms_by_world": "analysis.arms",
    "arms_in_worlds": "analysis.arms",
    "calibrate": "calibration",
    "charts": "figures",
    "compare": "analysis",
    "compare_losses": "analysis",
    "decompose": "analysis",
    "draw_figures": "figures:draw_all",
    "drivers": "analysis.worlds",
    "export": "exports:export",
    "half_width": "analysis.bands",
    "interval": "analysis.bands",
    "limits": "analysis.limits:limits",
    "limits_of": "analysis.limits",
    "load_results": "records",
    "load_scenario": "scenario",
    "mean_band": "analysis.bands",
    "mechanisms_used": "analysis.arms",
    "merged": "studies.merging",
    "plausible": "analysis.plausible:plausible",
    "plausible_share": "analysis.plausible",
    "purchasing_mechanisms": "registry:mechanisms",
    "register": "registry",
    "regret": "analysis.regret:regret",
    "replace": "replacing",
    "reversals": "analysis.reversal:reversals",
    "search_policies": "policy_search:search",
    "values": "analysis",
    "worlds": "analysis.worlds:worlds",
}

__all__ = [
    "Change",
    "Citizen",
    "CornerStudy",
    "Experiment",
    "GovernmentPurchaser",
    "MechanismShare",
    "MesaMarket",
    "Policy",
    "PublicServiceMarket",
    "Results",
    "Scenario",
    "Size",
    "SocialOrganization",
    "Study",
    "Trial",
    "World",
    "__version__",
    "arms",
    "arms_by_world",
    "arms_in_worlds",
    "calibrate",
    "charts",
    "compare",
    "compare_losses",
    "decompose",
    "draw_figures",
    "drivers",
    "export",
    "half_width",
    "interval",
    "limits",
    "limits_of",
    "load_results",
    "load_scenario",
    "mean_band",
    "mechanisms_used",
    "merged",
    "plausible",
    "plausible_share",
    "purchasing_mechanisms",
    "register",
    "regret",
    "replace",
    "reversals",
    "search_policies",
    "values",
    "worlds",
]


def __getattr__(name: str) -> Any:
    """Import a name of the front door on first use (PEP 562)."""
    if name not in _HOME:
        from gpssim.errors import no_attribute

        raise no_attribute("module 'gpssim'", name, __all__)
    from gpssim.errors import keywords_nearest

    module, _, original = _HOME[name].partition(":")
    value = keywords_nearest(getattr(import_module(f"gpssim.{module}"), original or name), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
