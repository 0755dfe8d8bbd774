"""What the compiled month knows of citizens' behavior: parameters, unpacked once a month."""

from __future__ import annotations

from typing import NamedTuple


class Manner(NamedTuple):
    """Parameters of citizens' behavior, unpacked from ``World.citizens``, the levers and the scales."""

    apply_base: float
    apply_awareness: float
    apply_trust: float
    apply_embeddedness: float
    apply_hassle: float
    aspiration_rate: float
    experience_noise: float
    satisfaction_scale: float
    trust_gain: float
    trust_loss: float
    attribution: float
    patience: int
    waiting_again: float
    complaint_base: float
    complaint_severity: float
    complaint_participation: float
    drop_out: float
    switching: float
    switching_below: float
    vulnerable_cost: float
    choice_scale: float
    choice_patience: int
    targeting: float
    waiting_priority: float
    publicity_gain: float
    word_gain: float
    awareness_decay: float
    quality_reference: float
    quality_scale: float
