"""The shape all formats share: a name, what it needs, and a function that writes sheets into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from gpssim.errors import StudyError
from gpssim.exports.sheets import Export


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files."""

    name: str
    """The ending of its files."""
    write: Callable[[Export, Path], tuple[Path, ...]]
    """Sheets and a folder to the files that were written."""
    needs: str = ""
    """A package that is no dependency of gpssim."""

    def check(self) -> None:
        """Refuse where a package that it needs is not there.

        Raises
        ------
        StudyError : it is not installed.
        """
        if self.needs and find_spec(self.needs) is None:
            raise StudyError(
                f"export as {self.name} needs {self.needs}, which is not installed: pip install {self.needs} "
                f"(or gpssim[{self.name}]), or choose csv, dta or parquet"
            )
