"""Methods of calibration: a file of this folder with a class that derives from ``Method`` is one."""
