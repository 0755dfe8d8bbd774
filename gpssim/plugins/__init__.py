"""Plug-ins: what makes a class one, what kinds there are, and one shelf for each kind on which all of them are found by name."""

from gpssim.plugins.declaring import Parameter, parameters, plugin
from gpssim.plugins.files import class_in, discover
from gpssim.plugins.kinds import SHELVES, shelf
from gpssim.plugins.shelf import Shelf

__all__ = ["SHELVES", "Parameter", "Shelf", "class_in", "discover", "parameters", "plugin", "shelf"]
