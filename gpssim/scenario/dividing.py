"""The compared share: what a policy's mechanisms divide beside the shares that the scenario's own policy declares as kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from gpssim.scenario.declarations.changes import Change, MechanismShare


def kept_by(shares: Iterable[MechanismShare]) -> frozenset[str]:
    """The mechanisms whose shares are kept in any domain."""
    return frozenset(s.mechanism for s in shares if s.kept)


def divided(shares: Sequence[MechanismShare], base: Sequence[MechanismShare]) -> tuple[MechanismShare, ...]:
    """Shares that divide what the base does not keep, with what it keeps beside them.

    A mechanism that is kept and named as well has one share, their sum, and is not kept.

    >>> base = [MechanismShare(mechanism="a", share=0.9), MechanismShare(mechanism="b", share=0.1, kept=True)]
    >>> [(s.mechanism, s.share, s.kept) for s in divided([MechanismShare(mechanism="c")], base)]
    [('c', 0.9, False), ('b', 0.1, True)]
    """
    if not kept_by(base):
        return tuple(shares)
    domains = dict.fromkeys(s.domain for s in (*base, *shares))
    return tuple(row for d in domains for row in _beside(d, _reaching(shares, d), _reaching(base, d)))


def divided_later(change: Change, base: Sequence[MechanismShare]) -> Change:
    """A change of mechanisms that divides what the base does not keep; a change of a lever as it is."""
    if change.lever or not kept_by(base):
        return change
    written = change.shares or (MechanismShare(mechanism=change.mechanism),)
    shares = divided(written, base)
    if change.domain != "*":
        shares = tuple(s.model_copy(update={"domain": change.domain}) for s in _reaching(shares, change.domain))
    return Change(month=change.month, domain=change.domain, shares=shares)


def _reaching(shares: Iterable[MechanismShare], domain: str) -> list[MechanismShare]:
    """The shares written for a domain, or those for all where it has none of its own."""
    rows = list(shares)
    return [s for s in rows if s.domain == domain] or [s for s in rows if s.domain == "*"]


def _beside(domain: str, own: Sequence[MechanismShare], base: Sequence[MechanismShare]) -> list[MechanismShare]:
    """The rows of one domain: its own mechanisms, smaller by what is kept, then what is kept."""
    if not own:
        return []
    kept = {s.mechanism: s.share for s in base if s.kept}
    rest, named = 1.0 - fsum(kept.values()), {s.mechanism for s in own}
    rows = [s.model_copy(update={"share": rest * s.share + kept.get(s.mechanism, 0.0), "domain": domain}) for s in own]
    return rows + [MechanismShare(mechanism=m, share=x, domain=domain, kept=True) for m, x in kept.items() if m not in named]
