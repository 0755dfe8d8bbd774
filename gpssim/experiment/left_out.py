"""What a small size leaves out of the whole experiment: nobody should take a try for a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gpssim.experiment.declaration import Declaration, Size

NUMBERS: Final = {"replications": "replications", "citizens": "survey units", "warm_up": "months of warm-up", "months": "months"}
"""What makes a size, and what it is called."""
MOST: Final = 6
"""Cases left out that are named."""


def smaller(experiment: Declaration, size: Size, replications: int) -> list[str]:
    """What this size has in place of the whole one's: "4 of 20 replications", "world.bidding.family markup, not equilibrium".

    Parameters
    ----------
    size : with what was typed in its place.
    replications : that are run; 0 where the experiment counts them itself.
    """
    whole, specified = experiment.sizes[experiment.usual], experiment.specified()
    told = []
    for name, words in NUMBERS.items():
        usual, own = _number(whole, name, specified), _number(size, name, specified)
        own = replications if name == "replications" else own
        if own != usual:
            told.append(f"{own:,} {words}, not {usual:,}")
    usual_scenario = whole.applied(specified)
    for path, value in size.changes.items():
        before = value_at(usual_scenario, path)
        if path not in whole.changes and before != value:
            told.append(f"{path} {value}, not {before}")
    return told


def _number(size: Size, name: str, scenario: Any) -> int:
    usual = {"citizens": scenario.world.city.n_citizens, "months": scenario.months, "warm_up": scenario.warm_up}
    own = getattr(size, name)
    return int(usual.get(name, 0) if own is None else own)


def value_at(scenario: Any, path: str) -> Any:
    """The value of a parameter, by its dotted path."""
    for part in path.split("."):
        scenario = scenario.get(part) if isinstance(scenario, Mapping) else getattr(scenario, part)
    return scenario


class LeftOut:
    """What a size leaves out beside numbers: cases by name, and what an experiment says itself."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.others: list[str] = []

    def cases(self, cases: Iterable[Any]) -> None:
        """These are not run; a combination goes by its parts."""
        self.names |= {" ".join(map(str, case)) if isinstance(case, tuple) else str(case): None for case in cases}

    def also(self, what: str, when: bool = True) -> None:
        """Something else, in words."""
        self.others += [what] * when

    def told(self) -> list[str]:
        """In words; of many cases only the first, and how many more there are."""
        names, more = list(self.names)[:MOST], len(self.names) - MOST
        without = f"without {', '.join(names)}" + (f" and {more} more" if more > 0 else "")
        return [*self.others, *[without] * bool(names)]
