"""The one way to print on a terminal: what users write is shown sign by sign, and is never read as markup or as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def plain_console(**options: Any) -> Console:
    """A console that knows no markup: ``[red]`` in the name of a policy are five letters.

    Parameters
    ----------
    options : further ones of ``rich.console.Console``.
    """
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, **options)
