"""What of the user's own code decides the numbers of a study: found by walking from a class or function to all that it names.

A study with plug-ins or a runner of one's own is another study as soon as any of it changes: a constant, a default, a helper, a
base, what a closure holds. Comments, docstrings, line numbers and file names do not count.
"""

from gpssim.studies.own_code.classes import code_digest
from gpssim.studies.own_code.patches import patches
from gpssim.studies.own_code.values import words_in
from gpssim.studies.own_code.walk import SAYS, Covered, covered

__all__ = ["SAYS", "Covered", "code_digest", "covered", "patches", "words_in"]
