"""What is said of compiling, once a process: whoever waits for half a minute should know for what."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import lru_cache
from typing import Final

COMPILING: Final = (
    "gpssim: compiling for this machine, once: half a minute or so, more on a busy one (首次运行需编译，约半分钟，机器繁忙时更久)"
)
NOT_KEPT: Final = "gpssim: what was compiled cannot be kept here; the next process compiles again (无法保存，下次需重新编译)"


@lru_cache(maxsize=8)
def tell(line: str) -> None:
    """Say a line on stderr, if it was not said before and there is somewhere to say it."""
    with suppress(Exception):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
