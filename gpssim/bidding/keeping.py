"""Solutions kept: in this process, and on disk for the next, one small file for each class of tenders."""

from __future__ import annotations

import os
import pickle
import tempfile
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np

from gpssim.bidding.best_response import Solution, solve
from gpssim.bidding.rivals import TenderClass
from gpssim.cache import cache_folder, digest_of

_KEPT: Final[dict[TenderClass, Solution]] = {}
"""Solutions found in this process: a solution depends on its class alone, so that it does not matter who found it when."""


def solution(tender: TenderClass) -> Solution:
    """The solution of a class of tenders: found once, by whoever needs it first."""
    found = _KEPT.get(tender)  # asked once: the key of a class is long
    if found is None:
        found = _KEPT[tender] = _read(tender) or _found(tender)
    return found


def _file(tender: TenderClass) -> Path | None:
    """Where a solution lies; nowhere for mechanisms from outside the package, whose sources nobody watches."""
    if not type(tender.mechanism).__module__.startswith("gpssim."):
        return None
    name = blake2b(repr(tender).encode(), digest_size=16).hexdigest()
    return cache_folder(_folder_name()) / f"{name}.pickle"


@lru_cache(maxsize=1)
def _folder_name() -> str:
    return f"equilibria-{digest_of(sources(), np.__version__)}"


def sources() -> list[Path]:
    """Every file that may decide what a solution is: price rules lie in a folder of the mechanisms'."""
    package = Path(__file__).resolve().parent.parent
    files = [f for folder in ("bidding", "mechanisms", "rules", "information") for f in (package / folder).rglob("*.py")]
    return sorted([*files, package / "streams.py"])


def _read(tender: TenderClass) -> Solution | None:
    file = _file(tender)
    if file is None or not file.exists():
        return None
    try:
        with file.open("rb") as stream:
            kept, found = pickle.load(stream)  # our own file in the user's own cache directory
    except (OSError, EOFError, pickle.UnpicklingError, ValueError):
        return None  # half written by a process that died: found anew
    return found if kept == tender else None


def _found(tender: TenderClass) -> Solution:
    found, file = solve(tender), _file(tender)
    if file is not None:
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            pickle.dump((tender, found), stream)
        Path(temporary).replace(file)
    return found
