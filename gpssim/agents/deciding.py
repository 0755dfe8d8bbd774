"""What one citizen does in a month, from numbers to numbers: the compiled passes over all citizens call these.

The formulas live in ``rules``; here stands which of them a citizen meets with which of its own numbers and draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gpssim.rules.applying import application_probability, priority
from gpssim.rules.satisfaction import aspiration_next, experienced, satisfaction
from gpssim.rules.trust import fading_loss, trust_next
from gpssim.rules.voice import complaint_inclination, complaint_probability
from gpssim.streams import GOLDEN, MIX_1, MIX_2, S12, S27, S30, S31, TO_UNIT, inverse_normal

if TYPE_CHECKING:
    from gpssim.agents.manner import Manner


def draw(state: np.uint64, row: int, domain: int) -> float:
    """The uniform of one citizen and domain: one word folded, the top 52 bits (as in ``streams``)."""
    x = (state ^ np.uint64(row * 256 + domain)) * MIX_1 + GOLDEN
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    x = x ^ (x >> S31)
    return (float(x >> S12) + 0.5) * TO_UNIT


def draw_each(state: np.uint64, rows: np.ndarray, domain: int, luck: np.ndarray) -> None:
    """The uniforms of some citizens for a domain: so simple a loop that a processor does several at once."""
    for k in range(rows.shape[0]):
        luck[k] = draw(state, rows[k], domain)


def next_contract(successor: int, same_provider: bool, luck: float, drop_out: float) -> int:
    """What a client has whose contract ended: the line's next contract, -1 for who drops out or where no contract follows."""
    return successor if successor >= 0 and (same_provider or luck >= drop_out) else -1


def applies(manner: Manner, awareness: float, trust: float, embeddedness: float, access: float, hurdle: float, luck: float) -> bool:
    """Whether a citizen in need without a place asks for one; ``hurdle``: what a fee and the way there weigh (logit)."""
    return luck < application_probability(
        manner.apply_base,
        manner.apply_awareness * awareness,
        manner.apply_trust * trust,
        manner.apply_embeddedness * embeddedness,
        manner.apply_hassle * (1.0 - access) + hurdle,
    )


def rank(manner: Manner, group: int, target: int, contact: float, waited: int, selection: float, luck: float) -> float:
    """Priority of a citizen for a place; a keyed crumb breaks ties."""
    vulnerable = 0.0 if group == 0 else 1.0
    first = priority(contact, manner.targeting, float(target), manner.waiting_priority * waited, selection, vulnerable)
    return first + 1e-6 * luck


def loss_of_waiting(losses: np.ndarray, manner: Manner, failures: int) -> float:
    """Part of trust that one more month too long costs, worked out once for each number of such months before."""
    if losses[failures] < 0.0:
        losses[failures] = fading_loss(manner.trust_loss, manner.waiting_again, failures)
    return losses[failures]


class Mood(NamedTuple):
    """What a client brings to a month of service."""

    trust_providers: float
    trust_government: float
    aspiration: float
    participation: float


class Impression(NamedTuple):
    """What a month of service leaves with a client."""

    experience: float
    satisfaction: float
    trust_providers: float
    trust_government: float
    aspiration: float
    complains: bool


def lived(manner: Manner, quality: float, credit: float, mood: Mood, luck: float, voice: float) -> Impression:
    """A client's month: experience, satisfaction, trust in provider and government (as far as it gets ``credit``), expectation."""
    x = experienced(quality, manner.experience_noise, inverse_normal(luck))
    success = x >= mood.aspiration
    gain, loss, share = manner.trust_gain, manner.trust_loss, manner.attribution * credit
    return Impression(
        x,
        satisfaction(x, mood.aspiration, manner.satisfaction_scale),
        trust_next(mood.trust_providers, success, gain, loss),
        trust_next(mood.trust_government, success, share * gain, share * loss),
        aspiration_next(mood.aspiration, x, manner.aspiration_rate),
        not success and complains(manner, mood.aspiration - x, mood.participation, voice),
    )


def complains(manner: Manner, shortfall: float, participation: float, voice: float) -> bool:
    """Whether a client whose month failed complains of it."""
    weighted = manner.complaint_participation * participation
    return voice < complaint_probability(
        complaint_inclination(manner.complaint_base, manner.complaint_severity, shortfall, weighted)
    )
