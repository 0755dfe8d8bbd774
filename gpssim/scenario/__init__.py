"""What is decided before the first month: a world, a policy, the months, and where each number comes from.

``declarations`` is what a scholar sets and ``texts`` is its Chinese; the modules beside them declare (``fields``), read (``files``,
``tree``, ``written``, ``stating``, ``rule_files``), begin (``shipped``, ``beginning``), refuse (``refusal``), resolve
(``timeline``, ``lists``, ``legality``), judge (``evidence``) and show (``parameters``, ``tables``, ``schema``, ``sampling``).
Plug-ins need ``gpssim.scenario.fields`` alone.
"""

from gpssim.scenario.declarations.changes import Change, MechanismSetting, MechanismShare
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.frictions import FRICTIONS, Frictions
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.declarations.services import Domain
from gpssim.scenario.declarations.source import Source
from gpssim.scenario.declarations.world import World
from gpssim.scenario.files import load_scenario, scenario_text, write_scenario
from gpssim.scenario.parameters import ParameterRow, parameters, swept_parameters
from gpssim.scenario.sampling import sample_worlds
from gpssim.scenario.schema import json_schema
from gpssim.scenario.shipped import preset_names
from gpssim.scenario.timeline import PolicyState
from gpssim.scenario.tree import replace, tree_of, validated

__all__ = [
    "FRICTIONS",
    "GROUPS",
    "KINDS",
    "Change",
    "Domain",
    "Frictions",
    "Levers",
    "MechanismSetting",
    "MechanismShare",
    "ParameterRow",
    "Policy",
    "PolicyState",
    "Scenario",
    "Source",
    "World",
    "json_schema",
    "load_scenario",
    "parameters",
    "preset_names",
    "replace",
    "sample_worlds",
    "scenario_text",
    "swept_parameters",
    "tree_of",
    "validated",
    "write_scenario",
]
