"""What could not be computed, told in a line each on stderr and in ``left_out.csv``; everything else is there."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gpssim.cli.app import say

if TYPE_CHECKING:
    from gpssim.analysis.left_out import LeftOut

FILE: Final = "left_out.csv"


@contextmanager
def left_out_in(directory: Path | None = None) -> Iterator[None]:
    """While tables are made and figures drawn: what is left out, and what is shown otherwise, is said once, when all is done.

    Parameters
    ----------
    directory : where ``left_out.csv`` goes (columns ``kind, name, reason``); one of an earlier time is taken away.
    """
    from gpssim.analysis.left_out import LeftOut
    from gpssim.analysis.sensitivity.sample import SmallSample
    from gpssim.figures.fonts import FontWarning

    said = (LeftOut, FontWarning, SmallSample)
    with warnings.catch_warnings(record=True) as caught:
        for kind in said:
            warnings.simplefilter("always", kind)
        yield
    for line in dict.fromkeys(str(one.message) for one in caught if issubclass(one.category, said)):
        say(line)
    for one in caught:
        if not issubclass(one.category, said):
            warnings.showwarning(one.message, one.category, one.filename, one.lineno)
    missing = [one.message for one in caught if isinstance(one.message, LeftOut)]
    if directory is not None and directory.is_dir():
        _write(missing, directory / FILE)


def _write(missing: list[LeftOut], file: Path) -> None:
    import pandas as pd

    if not missing:
        file.unlink(missing_ok=True)
        return
    rows = dict.fromkeys((one.kind, one.name, one.reason) for one in missing)
    pd.DataFrame(list(rows), columns=["kind", "name", "reason"]).to_csv(file, index=False)
