"""Configuration of the documentation (Sphinx, furo, MyST)."""

from __future__ import annotations

import sys
from pathlib import Path

from gpssim import __version__

sys.path.insert(0, str(Path(__file__).parent))
from published import substitutions  # beside this file: Sphinx reads it from anywhere

project = "gpssim"
author = "gpssim contributors"
copyright = "gpssim contributors"
release = version = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "gpssim"
html_static_path = ["_static"]

myst_enable_extensions = ["dollarmath", "deflist", "colon_fence", "substitution"]
myst_substitutions = substitutions()
myst_heading_anchors = 3
nb_execution_mode = "off"  # the tests execute every block; the documentation only shows it

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False
