"""One version in a process of its own: ``one.py VERSION CITIZENS`` prints what the run took and its series, as JSON.

Seconds are of the process (all its threads), of making the world's agents and living its months; what has to be compiled or loaded
is met before, in a small world; what the run added to the memory that this took is its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.world import World

SMALL = 1_000


def version_of(library: str) -> str:
    """The version of a library as it is imported, for a checkout is not what was installed."""
    imported = sys.modules.get(library)
    return str(getattr(imported, "__version__", None) or metadata.version(library))


def peak_mb() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def measured(version: ModuleType, n_citizens: int) -> dict[str, Any]:
    """What a run took, and its series."""
    version.run(World(SMALL))
    before = peak_mb()
    start = time.process_time()
    series = version.run(World(n_citizens))
    seconds = time.process_time() - start
    peak = peak_mb()
    libraries = {"python": sys.version.split()[0], **{name: version_of(name) for name in version.LIBRARIES}}
    return {"seconds": seconds, "peak_mb": peak, "own_mb": peak - before, "libraries": libraries, "series": series}


def main() -> int:
    name, n_citizens = sys.argv[1], int(sys.argv[2])
    try:
        version = import_module(f"peers.{name}")
    except ModuleNotFoundError as error:
        if str(error.name).startswith("peers"):
            raise
        print(json.dumps({"not installed": error.name}))
    else:
        print(json.dumps(measured(version, n_citizens)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
