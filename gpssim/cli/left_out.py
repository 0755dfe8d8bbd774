"""What could not be computed, told in a line each on stderr and in ``left_out.csv``; everything else is there."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gpssim.cli.app import say
from gpssim.cli.words import WORDS
from gpssim.texts.text import Language, said
from gpssim.texts.warned import warned

if TYPE_CHECKING:
    from gpssim.analysis.left_out import LeftOut

FILE: Final = "left_out.csv"


@contextmanager
def left_out_in(directory: Path | None = None, language: Language = "en") -> Iterator[None]:
    """While tables are made and figures drawn: what is left out, and what is shown otherwise, is said once, when all is done.

    Parameters
    ----------
    directory : where ``left_out.csv`` goes (columns ``kind, name, reason``); one of an earlier time is taken away.
    language : in which it is said; a reason stays as the code gives it.
    """
    from gpssim.analysis.left_out import LeftOut
    from gpssim.analysis.sensitivity.sample import SmallSample
    from gpssim.figures.fonts import FontWarning

    told = (LeftOut, FontWarning, SmallSample)
    with warnings.catch_warnings(record=True) as caught:
        for kind in told:
            warnings.simplefilter("always", kind)
        yield
    for line in dict.fromkeys(_line(one.message, language) for one in caught if issubclass(one.category, told)):
        say(line)
    for one in caught:
        if not issubclass(one.category, told):
            warnings.showwarning(one.message, one.category, one.filename, one.lineno)
    missing = [one.message for one in caught if isinstance(one.message, LeftOut)]
    if directory is not None and directory.is_dir():
        _write(missing, directory / FILE)


def _line(message: Warning | str, language: Language) -> str:
    from gpssim.analysis.left_out import LeftOut

    if isinstance(message, LeftOut) and (word := f"{message.kind}_left_out") in WORDS:
        return said(WORDS, word, language, name=message.name, reason=message.reason)
    return warned(message, language)


def _write(missing: list[LeftOut], file: Path) -> None:
    import pandas as pd

    if not missing:
        file.unlink(missing_ok=True)
        return
    rows = dict.fromkeys((one.kind, one.name, one.reason) for one in missing)
    pd.DataFrame(list(rows), columns=["kind", "name", "reason"]).to_csv(file, index=False)
