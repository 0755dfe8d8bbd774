"""What a method of calibration is, and where those that there are stand: a file of ``methods/`` each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

from gpssim.plugins.shelf import Shelf
from gpssim.texts.text import Language


class Method(ABC):
    """How targets and runs are brought together. A method is a frozen plug-in class; its fields are its parameters."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For tables and messages, English."""
    label_zh: ClassVar[str]
    """For tables and messages, Chinese."""
    heading: ClassVar[str]
    """What stands over the parameters that are printed, English."""
    heading_zh: ClassVar[str]
    """The same in Chinese."""
    source: ClassVar[str]

    @abstractmethod
    def found(self, asked: Any, problem: Any, folder: Path | None) -> Any:
        """The :class:`~gpssim.calibration.result.Calibration`.

        Parameters
        ----------
        asked : the targets file with its scenario (:class:`~gpssim.calibration.reading.Asked`).
        problem : targets and their simulator over the unit cube (:class:`~gpssim.calibration.problem.Problem`).
        folder : where results go, none to keep nothing; what takes long may be written there as it comes.

        Raises
        ------
        GpssimError : nothing can be said, such as where no free parameter moves a target.
        """

    def check(self, file: Any) -> None:  # noqa: B027  # most methods need nothing more
        """Refuse a targets file (:class:`~gpssim.calibration.declared.Calibrating`) with which it cannot work, before any run.

        Raises
        ------
        GpssimError : in one line.
        """

    def draw(self, found: Any, folder: Path) -> None:  # noqa: B027  # as above
        """Figures of this method beside those that all have."""

    def lines(self, found: Any, language: Language) -> Iterator[str]:
        """What is printed below the targets."""
        yield from ()


METHODS: Final = Shelf(
    called="method",
    shape="gpssim.calibration.method:Method",
    package="gpssim.calibration.methods",
    group="gpssim.calibration.methods",
    words=("name", "label", "label_zh", "heading", "heading_zh", "source"),
    in_runs=False,
)
"""Methods by name: shipped, installed (entry points ``gpssim.calibration.methods``), registered (``METHODS.register``)."""


def method_of(asked: str) -> Method:
    """The method as it is written in a targets file: a name, and after a colon its settings.

    Raises
    ------
    GpssimError : no such method, no such setting, a value outside its domain.
    """
    name, _, settings = asked.partition(":")
    made: Method = METHODS.made(name.strip(), settings)
    return made
