"""Solutions kept: in this process, and on disk for the next, one small file for each class of tenders.

A file holds the class in words and arrays of numbers, so that nothing in it can be executed.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from gpssim.bidding.best_response import Solution, Table, solve
from gpssim.bidding.rivals import TenderClass
from gpssim.cache import digest_of, keep, kept
from gpssim.paid_once import EQUILIBRIA, paying
from gpssim.plugins import SHELVES
from gpssim.sources import Source, code_of

_KEPT: Final[dict[TenderClass, Solution]] = {}
"""Solutions found in this process: a solution depends on its class alone, so that it does not matter who found it when."""
_NUMBERS: Final = {"mean_price": float, "mean_margin": float, "mean_extra": float, "rounds": int, "settled": bool, "regret": float}


def solution(tender: TenderClass) -> Solution:
    """The solution of a class of tenders: found once, by whoever needs it first."""
    found = _KEPT.get(tender)  # asked once: the key of a class is long
    if found is None:
        found = _KEPT[tender] = _read(tender) or _found(tender)
    return found


def forget_outsiders() -> None:
    """Forget solutions for mechanisms from outside the package: what their code calls may be another thing by now."""
    for tender in [tender for tender in _KEPT if not _shipped(tender)]:
        del _KEPT[tender]


def sources() -> list[Source]:
    """All code that may decide what a solution is: price rules lie in a folder of the mechanisms'."""
    return code_of("bidding", "mechanisms", "rules", "information", "streams")


@lru_cache(maxsize=1)
def _folder() -> str:
    return f"equilibria-{digest_of(sources(), np.__version__)}"


def _name(tender: TenderClass) -> str:
    return f"{blake2b(repr(tender).encode(), digest_size=16).hexdigest()}.npz"


def _shipped(tender: TenderClass) -> bool:
    """Whether all that evaluates offers is the package's own: nobody watches the sources of others, and they are not kept on disk.

    A shipped mechanism may name a price rule that is not shipped.
    """
    words = {value for value in vars(tender.mechanism).values() if isinstance(value, str)}
    in_runs = (shelf for shelf in SHELVES.values() if shelf.in_runs)  # figures, say, are not even imported for this
    others = (name for shelf in in_runs for name in shelf.names() - shelf.shipped.keys())
    return type(tender.mechanism).__module__.startswith("gpssim.") and words.isdisjoint(others)


def _read(tender: TenderClass) -> Solution | None:
    content = kept(_folder(), _name(tender)) if _shipped(tender) else None
    if content is None:
        return None
    try:
        with np.load(BytesIO(content), allow_pickle=False) as there:
            return _told(there) if str(there["tender"]) == repr(tender) else None
    except (OSError, EOFError, KeyError, ValueError, BadZipFile):
        return None  # of another shape than this version writes: found anew


def _told(there: Any) -> Solution:
    table = Table(there["prices"], there["ratings"], there["chance"])
    return Solution(table, **{name: kind(there[name]) for name, kind in _NUMBERS.items()})


def _found(tender: TenderClass) -> Solution:
    with paying(EQUILIBRIA):
        found = solve(tender)
    if _shipped(tender):
        table, numbers = found.table, {name: getattr(found, name) for name in _NUMBERS}
        stream = BytesIO()
        np.savez(stream, tender=repr(tender), prices=table.prices, ratings=table.ratings, chance=table.chance, **numbers)
        keep(_folder(), _name(tender), stream.getvalue())
    return found
