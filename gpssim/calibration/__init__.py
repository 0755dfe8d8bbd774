"""Calibration: parameters whose simulated moments come nearest to what records say, and how sure they are (:func:`calibrate`).

A wing beside the house: it runs studies, reads analysis, draws figures, and nothing below knows it.
"""

from gpssim.calibration.calibrate import calibrate
from gpssim.calibration.declared import Calibrating, Target
from gpssim.calibration.reading import load_targets, targets_schema
from gpssim.calibration.result import Calibration

__all__ = ["Calibrating", "Calibration", "Target", "calibrate", "load_targets", "targets_schema"]
