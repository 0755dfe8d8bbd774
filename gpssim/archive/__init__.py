"""What lasts of a study: made again from what its folder says, and packed for an archive.

A folder of results holds everything that its numbers hang on but the program. So any of its groups of runs can be made once more,
here or on another machine, and compared value by value; and folder, program and description travel together in one file.
"""

from gpssim.archive.reproducing import Reproduction, reproduced

__all__ = ["Reproduction", "reproduced"]
