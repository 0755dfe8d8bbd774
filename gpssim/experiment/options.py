"""The options that all experiments share; what is impossible is refused in one line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from gpssim.errors import ScenarioError
from gpssim.experiment.declaration import Declaration
from gpssim.files.places import place_of


class _Parser(argparse.ArgumentParser):
    """A parser that neither prints its usage nor leaves the program when it refuses."""

    def error(self, message: str) -> NoReturn:
        raise ScenarioError(message)


def parsed(experiment: Declaration, typed: Sequence[str]) -> argparse.Namespace:
    """What was typed.

    Raises
    ------
    ScenarioError : an option that does not exist, or a value outside its domain.
    """
    says = " ".join((experiment.says or experiment.name).strip().partition("\n")[0].split())
    parser = _Parser(prog=experiment.name, description=says, allow_abbrev=False)
    folder = Path("results") / experiment.name
    parser.add_argument(
        "--out", type=place_of, default=folder, metavar="DIR", help=f"folder for tables and figures (default: {folder})"
    )
    _sizes(parser, experiment)
    if experiment.seed is not None:
        parser.add_argument("--seed", type=_whole(0), default=experiment.seed, help="seed of all draws (default: %(default)s)")
    parser.add_argument("--workers", type=_whole(1), help="processes (default: one for each core)")
    parser.add_argument("--write-studies", action="store_true", help="write the study file of each study it makes, in DIR/studies")
    for flag, how in experiment.options.items():
        parser.add_argument(flag, **how)
    return parser.parse_args(list(typed))


def _sizes(parser: argparse.ArgumentParser, experiment: Declaration) -> None:
    """An option for each size but the usual one, and one for each number that makes a size."""
    one_of = parser.add_mutually_exclusive_group()
    parser.set_defaults(size=experiment.usual)
    for name, size in list(experiment.sizes.items())[1:]:
        says = size.says.replace("%", "%%")
        one_of.add_argument(f"--{name.replace('_', '-')}", dest="size", action="store_const", const=name, help=says)
    counted = {name: size.replications for name, size in experiment.sizes.items() if size.replications}
    if experiment.usual in counted:
        usual = ", ".join(f"{n} {name}" for name, n in counted.items())
        parser.add_argument("--replications", type=_whole(1), metavar="N", help=f"runs of every policy in every world ({usual})")
    parser.add_argument("--citizens", type=_whole(1), metavar="N", help="survey units, in place of the size's")
    parser.add_argument("--months", type=_whole(1), metavar="N", help="months after the switch of policy, in place of the size's")
    parser.add_argument("--warm-up", type=_whole(0), metavar="N", help="months before it, in place of the size's")


def _whole(least: int) -> Callable[[str], int]:
    """Reads a whole number that is large enough."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is impossible: it must be a whole number, at least {least}")
        return int(text)

    return read
