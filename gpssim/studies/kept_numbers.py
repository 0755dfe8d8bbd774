"""Numbers that are kept without the runs they are of: what they hang on, so that other code does not go on with them unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gpssim.errors import StudyError
from gpssim.plugins.shelf import Shelf
from gpssim.studies.identity import another_study
from gpssim.studies.own_code import covered
from gpssim.studies.studied_code import package_code


def mark_of(
    identity: str, description: Mapping[str, Any], measures: Iterable[str], shelves: Iterable[Shelf], *parts: str
) -> dict[str, Any]:
    """What stands beside numbers that are kept, as plain values.

    Parameters
    ----------
    identity : of what was asked.
    description : of the study that makes the runs.
    measures : names of what makes a run a number, on ``shelves``; those from outside the package are told by their code.
    parts : of the package which, beside those that decide runs, decide the numbers.
    """
    outside = [(shelf, name) for shelf in shelves for name in measures if _from_outside(shelf, name)]
    own = {f"{shelf.called} {name}": covered(shelf.find(name)) for shelf, name in outside}
    missed = {**description.get("not_covered", {}), **{name: found.missed for name, found in own.items() if found.missed}}
    return {
        "identity": identity,
        "package": package_code(*parts),
        "sources": {**description["sources"], **{name: found.entries for name, found in sorted(own.items())}},
        **({"not_covered": missed} if missed else {}),
    }


def check_mark(there: Any, here: Mapping[str, Any], holds: str, otherwise: str) -> None:
    """Refuse numbers that other code made, or that are of something else.

    Parameters
    ----------
    there, here : what stands beside the numbers, and what would go on with them.
    holds : what is said of the place, such as ``out holds another search``.
    otherwise : what can be done where something else was asked.

    Raises
    ------
    StudyError : as said, and why.
    """
    if not isinstance(there, Mapping) or there.get("identity") != here["identity"]:
        raise StudyError(f"{holds}: {otherwise}")
    why = another_study(there, here)
    if why is not None:
        raise StudyError(f"{holds}: {why}; choose another folder")


def _from_outside(shelf: Shelf, name: str) -> bool:
    return name in shelf.known() and name not in shelf.shipped
