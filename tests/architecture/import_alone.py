"""Imports each module named on standard input in a process that has seen nothing of the package; prints those that fail.

The process is forked from one that has loaded the libraries, so that a module costs its own import only.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback

LIBRARIES = (
    "mesa",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.pyplot",
    "typer",
    "rich",
)


def alone(module: str) -> bool:
    """Whether a module can be the first of the package that is imported."""
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(module)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main() -> int:
    for library in LIBRARIES:
        importlib.import_module(library)
    assert not [name for name in sys.modules if name.split(".")[0] == "gpssim"]
    failed = [module for module in sys.stdin.read().split() if not alone(module)]
    print("\n".join(failed))
    return len(failed) > 0


if __name__ == "__main__":
    sys.exit(main())
