"""The folder of a study for which none was named: its own, so that the same command goes on there and any other goes elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gpssim.studies import Study

HOME: Final = Path("results")
LONGEST: Final = 60
"""Most letters of the readable part of a folder's name."""
DIGITS: Final = 6
NAME_OF_FILE: Final = 'a name for a file on any system: no < > : " / \\ | ? *, no stop at its end, no device such as CON'
DEVICES: Final = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))})


def folder_of(study: Study, *beside: Study, kind: str = "") -> Path:
    """``results/SCENARIO-POLICIES-DIGEST``: the digest is of everything that decides the numbers, worlds and tables kept included.

    The number of replications is not: more of them go into the same folder.

    Parameters
    ----------
    beside : further studies that share the folder.
    kind : a word for a study that is no comparison.
    """
    from gpssim.records.digest import combined_digest

    everything = [_decides(one.description) for one in (study, *beside)]
    words = [study.specified.name, *_asked(study), *([kind] if kind else [])]
    return HOME / f"{_readable(words)}-{combined_digest(everything)[:DIGITS]}"


def _decides(description: dict[str, Any]) -> tuple[object, ...]:
    drawn = ("uncertain", "drawn", "luck") if description["drawn"] else ()
    return tuple(str(description[entry]) for entry in ("identity", "keep", *drawn))


def _asked(study: Study) -> list[str]:
    return [policy.name for policy in study.checked if policy != study.specified.policy or len(study.checked) == 1]


def _readable(words: Sequence[str]) -> str:
    """Words as the name of a folder on any system; what is too long is cut off, as the digest tells studies apart."""
    plain = (re.sub(r"[^\w.=-]+", "_", word).strip("_.-=") for word in words)
    name = "-".join(filter(None, plain))[:LONGEST].rstrip("-_.,=") or "study"
    return f"_{name}" if is_device(name) else name


def is_device(name: str) -> bool:
    """Whether Windows takes a file or folder of this name for one of its devices, whatever its ending.

    >>> is_device("con.toml"), is_device("LPT1"), is_device("contracts.toml")
    (True, True, False)
    """
    return name.partition(".")[0].strip().upper() in DEVICES


def is_file_name(name: str) -> bool:
    """Whether a file of this name can be made, copied and typed on any system.

    >>> is_file_name("my-city"), is_file_name("nul"), is_file_name("a?b"), is_file_name("")
    (True, False, False, False)
    """
    from gpssim.scenario.wording import is_name

    return is_name(name) and not set(name) & set('<>:"/\\|?*') and not name.endswith((".", " ")) and not is_device(name)
