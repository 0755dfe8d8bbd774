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

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "extensions.docstrings",
    "extensions.formulas",
    "extensions.notebooks",
    "extensions.offline",
]
exclude_patterns = ["_build", "extensions"]
html_theme = "furo"
html_title = "gpssim"
html_static_path = ["_static"]
FONTS = (
    "system-ui, -apple-system, Segoe UI, Helvetica, Arial, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"
)
html_theme_options = {
    name: {"font-stack": FONTS} for name in ("light_css_variables", "dark_css_variables")
}  # the reader's own fonts
html_css_files = ["pages.css"]
html_math_renderer = "mathml"  # of our own extension: no script, no font, no network

myst_enable_extensions = ["dollarmath", "deflist", "colon_fence", "substitution"]
myst_substitutions = substitutions()
myst_heading_anchors = 3
nb_execution_mode = "auto"  # tutorial, gallery and notebooks; on other pages the tests execute every block
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 600  # seconds a cell may take: the first one that steps through months compiles them
nb_merge_streams = True

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
