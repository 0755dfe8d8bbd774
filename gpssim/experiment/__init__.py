"""A study of one's own as a program: what is run at which size, the options all experiments share, tables and charts as files."""

from gpssim.experiment.declaration import Size
from gpssim.experiment.folder import Folder
from gpssim.experiment.program import Experiment
from gpssim.experiment.tables import last_period, rows_with_errors
from gpssim.experiment.trial import Trial
from gpssim.experiment.words import WORDS, ends, measure
from gpssim.experiment.worlds import MARKUP, NO_NOISE, NO_NOISE_IN_QUALITY, NO_TIES, VILLAGE

__all__ = [
    "MARKUP",
    "NO_NOISE",
    "NO_NOISE_IN_QUALITY",
    "NO_TIES",
    "VILLAGE",
    "WORDS",
    "Experiment",
    "Folder",
    "Size",
    "Trial",
    "ends",
    "last_period",
    "measure",
    "rows_with_errors",
]
