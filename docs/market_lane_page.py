"""The page of cases that run the whole market: every case, and the table of what each verb and rule is pinned by."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_tables import table

from gpssim.theory.market_lane import market_cases
from gpssim.theory.market_report import BEYOND_NUMBERS, pinned, rules_of_the_market, verbs_of_the_month

HEAD = """# Through the whole market

The other cases of this book call rules and solvers beside the market. What stands in the verbs of the month, which call the rules, is guarded here:
each case sets the dials of a small market so that theory knows what must come out, runs {class}`~gpssim.PublicServiceMarket` month by month, and reads
the market's own tables. A number that theory says itself must be there to rounding, money to the fen; a chance or mean within four standard errors.

```console
$ gpssim verify --market
$ gpssim verify --market --fast
$ gpssim verify --market --kind quitting
```

Three lanes guard three things. **The formula**: cases whose parts are rules alone. **The solver**: cases in which equilibria, indices and best rules
are solved and compared. **The market**: the cases of this page. None of them validates the world: that staff quits at the stated rate says nothing
about the rate in Suzhou.

A case *pins* a rule if it would not agree were that rule off by a quarter. This is tried: `tests/theory/pins.py` puts a distorted rule in the place
of the right one, wherever the market holds it, and the case must notice.
"""


def market_page() -> str:
    """The page as Markdown."""
    cases = market_cases().values()
    listed = [(f"`{c.name}`", c.title, ", ".join(f"`{v}`" for v in c.verbs), c.source) for c in cases]
    told = pinned()
    verbs = {f"`{verb}`": told[verb] for verb in verbs_of_the_month()}
    rules = {f"`{rule}`": told[rule] for rule in rules_of_the_market()}
    return "\n".join(
        [
            HEAD,
            f"## Cases\n\n{len(listed)} cases.\n",
            table(("case", "what comes out", "verbs", "source"), listed),
            "## Verb and case\n\nEvery verb of the month, in its order.\n",
            _by_case(verbs, "verb"),
            "## Rule and case\n\nEvery function of `gpssim/rules/` that a market can call.\n",
            _by_case(rules, "rule"),
        ]
    )


def _by_case(told: Mapping[str, tuple[str, ...]], what: str) -> str:
    rows = ((name, ", ".join(f"`{case}`" for case in cases) or BEYOND_NUMBERS.get(name.strip("`"))) for name, cases in told.items())
    return table((what, "cases"), rows)
