"""What gpssim warns of while a command runs is a line on stderr in the language of the command, without a file of the program."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from gpssim.errors import SaidWarning
from gpssim.texts.text import Language
from gpssim.texts.warned import warned

SPOKEN: Final[ContextVar[Language]] = ContextVar("spoken", default="en")
"""The language that the command was asked to speak, once that is known."""


@contextmanager
def warnings_as_lines(say: Callable[[str], None]) -> Iterator[None]:
    """While a command runs: its own warnings go to ``say``; those of other libraries are shown as is usual."""
    before = SPOKEN.set("en")
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, *where: Any, **more: Any) -> None:
            if isinstance(message, SaidWarning):
                say(warned(message, SPOKEN.get()))
            else:
                usual(message, *where, **more)

        warnings.showwarning = show
        try:
            yield
        finally:
            SPOKEN.reset(before)
