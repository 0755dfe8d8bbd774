"""Plain functions of numbers and arrays, compiled and kept between processes: what the kernels of every floor are made with."""

from gpssim.compiling.linked import compiled

__all__ = ["compiled"]
