"""Designs: at which points a study looks, a file a design; and what varies over what, a variable with its distribution.

A design places points in the unit cube, one column a variable; the variable turns a place into a value. So every design works with
every distribution, and an analysis that needs a design of its own (elementary effects, Sobol' indices) finds it by its name.
"""

from gpssim.designs.base import Design
from gpssim.designs.variable import Variable, variables_of

__all__ = ["Design", "Variable", "variables_of"]
