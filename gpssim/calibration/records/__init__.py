"""Records of purchases as moments are computed from them: a file a format; targets with standard errors from them."""

from gpssim.calibration.records.estimating import estimated, target_from
from gpssim.calibration.records.ocds import purchases_from_ocds
from gpssim.calibration.records.tsuchiura import purchases_from_tsuchiura

__all__ = ["estimated", "purchases_from_ocds", "purchases_from_tsuchiura", "target_from"]
