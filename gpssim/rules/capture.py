"""Administrative capture 行政化: unpaid tasks, refusing them, autonomy, wandering; time that is not there for delivery."""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def tasks_asked(most: float, tie: Numbers, integrity: Numbers) -> np.ndarray:
    """Unpaid tasks that officials ask for, share of staff time: most * tie * (1 - integrity), at most one half.

    ``tie`` latent, ``integrity`` in [0, 1]. Source: market rule D 21; the bound is an assumption.

    >>> float(tasks_asked(0.4, 0.5, 0.2).round(6))
    0.16
    """
    return np.minimum(0.5, most * np.asarray(tie) * (1.0 - np.asarray(integrity)))


def tasks_done(asked: Numbers, refusal: float, autonomy: Numbers) -> np.ndarray:
    """What is done of them: an organization refuses ``refusal`` times its autonomy of what is asked. Source: assumption."""
    return np.asarray(np.asarray(asked) * (1.0 - refusal * np.asarray(autonomy)))


def tie_after_refusal(tie: Numbers, cost: float, refused: Numbers) -> np.ndarray:
    """A tie, never below 0, less what refusing costs: cost * share of the tasks refused. Source: market rule D 21."""
    return np.maximum(0.0, np.asarray(tie) - cost * np.asarray(refused))


def autonomy_after(autonomy: Numbers, tasks: Numbers, tasks_loss: float, seconded: Numbers, seconded_loss: float) -> np.ndarray:
    """Autonomy in [0, 1] less what unpaid tasks and seconded staff (shares of all staff) take of it. Source: market rules D 21, 25.

    >>> float(autonomy_after(0.6, 0.2, 0.05, 1.0, 0.02))
    0.57
    """
    return np.clip(np.asarray(autonomy) - tasks_loss * np.asarray(tasks) - seconded_loss * np.asarray(seconded), 0.0, 1.0)


def working_staff(staff: Numbers, tasks: Numbers, hours_lost: Numbers, hours_per_month: float) -> np.ndarray:
    """Staff left for delivery: staff * (1 - unpaid tasks) less hours lost over a month's hours, never below 0.

    Source: market rules D 21 and 23.

    >>> float(working_staff(5.0, 0.2, 80.0, 160.0))
    3.5
    """
    return np.maximum(0.0, np.asarray(staff) * (1.0 - np.asarray(tasks)) - np.asarray(hours_lost) / hours_per_month)


def wander_chance(mission: Numbers, first: Numbers, rate: float) -> np.ndarray:
    """Monthly chance of entering a further domain: rate * part of the first mission that is lost, in [0, 1].

    Source: market rule D 21 (bidding outside the founding domain rises as mission falls); linear form assumed.
    """
    lost = 1.0 - np.divide(mission, first, out=np.ones(np.shape(first)), where=np.asarray(first) > 0.0)
    return np.asarray(rate * np.clip(lost, 0.0, 1.0))
