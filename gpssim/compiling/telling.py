"""What is said of compiling, once a command, whatever processes it has: who waits for half a minute should know for what."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from typing import Final

from gpssim.cache import place_for

COMPILING: Final = (
    "gpssim: compiling for this machine, once: half a minute or so, more on a busy one (首次运行需编译，约半分钟，机器繁忙时更久)"
)
TOLD: Final = "compiling.told"
"""File that says which command told it last."""
NOT_KEPT: Final = "gpssim: what was compiled cannot be kept here; the next process compiles again (无法保存，下次需重新编译)"


@lru_cache(maxsize=8)
def tell(line: str) -> None:
    """Say a line on stderr, if it was not said before and there is somewhere to say it."""
    with suppress(Exception):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def told_beside(folder: str) -> bool:
    """Whether another process of the same command has said that it compiles for this folder; from now on one has."""
    place = place_for(folder)
    if place is None or not hasattr(os, "getpgrp"):
        return False
    command, lately = f"{os.getpgrp()}", ""
    with suppress(OSError):
        lately = (place / TOLD).read_text(encoding="utf-8")
    with suppress(OSError):
        (place / TOLD).write_text(command, encoding="utf-8")
    return lately == command
