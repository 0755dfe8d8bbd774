"""The citizens' month, compiled: one pass over contiguous districts, rules called one citizen at a time.

The formulas live in ``rules``; this file only says who meets which rule with which draw. Every draw is a hash of (purpose and
month, citizen, domain), so nothing depends on order, blocks or processes. The benchmark's oracle lives the same month with
one object per citizen and must give the same numbers.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from gpssim.agents.compiled import compiled
from gpssim.rules.applying import application_probability, priority
from gpssim.rules.choice import perceived_utility
from gpssim.rules.satisfaction import aspiration_next, experienced, satisfaction
from gpssim.rules.trust import awareness_next, trust_next
from gpssim.rules.voice import complaint_inclination, complaint_probability
from gpssim.streams import GOLDEN, MIX_1, MIX_2, S12, S27, S30, S31, TO_UNIT, inverse_normal

CELL_COLUMNS: Final = (
    "n_need", "n_unaware", "n_deterred", "n_queued", "n_served", "n_started", "n_dropped", "waited", "waiting",
    "experienced_quality", "experienced_latent", "satisfaction", "n_complaints", "n_onset", "n_ended", "n_ineligible",
)  # fmt: skip
"""What the kernel sums by (district, domain, group)."""
(NEED, UNAWARE, DETERRED, QUEUED, SERVED, STARTED, DROPPED, WAITED, WAITING,
 EXPERIENCED, LATENT, SATISFACTION, COMPLAINTS, ONSET, ENDED, INELIGIBLE) = range(len(CELL_COLUMNS))  # fmt: skip


class Words(NamedTuple):
    """States of the hash after (purpose, month), one for each kind of draw."""

    need: np.uint64
    knowing: np.uint64
    applying: np.uint64
    place: np.uint64
    moving: np.uint64
    taste: np.uint64
    experience: np.uint64
    complaint: np.uint64


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
    complaint_base: float
    complaint_severity: float
    complaint_participation: float
    drop_out: float
    vulnerable_cost: float
    choice_scale: float
    targeting: float
    waiting_priority: float
    publicity_gain: float
    word_gain: float
    awareness_decay: float
    quality_reference: float
    quality_scale: float


class People(NamedTuple):
    """Columns of the citizens; rows are sorted by district, ``first_row[k]`` is where district k begins."""

    first_row: np.ndarray
    group: np.ndarray
    awareness: np.ndarray
    trust_government: np.ndarray
    trust_providers: np.ndarray
    aspiration: np.ndarray
    satisfaction: np.ndarray
    participation: np.ndarray
    need: np.ndarray
    applied: np.ndarray
    contract: np.ndarray
    waited: np.ndarray


class Supply(NamedTuple):
    """Contracts as citizens meet them (shape (n_contracts,)), and what holds for a district and domain."""

    active: np.ndarray
    successor: np.ndarray
    same_provider: np.ndarray
    capacity: np.ndarray
    quality: np.ndarray
    by_choice: np.ndarray
    per_unit: np.ndarray
    utility: np.ndarray
    key: np.ndarray
    cell_first: np.ndarray
    cell_contracts: np.ndarray
    embeddedness: np.ndarray
    eligible: np.ndarray
    word_of_mouth: np.ndarray


def draw(state: np.uint64, row: int, domain: int) -> float:
    """The uniform of one citizen and domain: one word folded, the top 52 bits (as in ``streams``)."""
    x = (state ^ np.uint64(row * 256 + domain)) * MIX_1 + GOLDEN
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    x = x ^ (x >> S31)
    return (float(x >> S12) + 0.5) * TO_UNIT


def needs_month(people: People, words: Words, onset: np.ndarray, ending: np.ndarray, cells: np.ndarray) -> None:
    """Needs end and arise. ``onset`` has shape (domains, groups), ``ending`` (domains,); ``cells`` counts both."""
    n_districts, n_domains = people.first_row.shape[0] - 1, ending.shape[0]
    for district in range(n_districts):
        for i in range(people.first_row[district], people.first_row[district + 1]):
            group = people.group[i]
            for d in range(n_domains):
                u = draw(words.need, i, d)
                if people.need[i, d]:
                    if u < ending[d]:
                        people.need[i, d] = 0
                        people.applied[i, d] = 0
                        people.contract[i, d] = -1
                        people.waited[i, d] = 0
                        cells[district, d, group, ENDED] += 1
                elif u < onset[d, group]:
                    people.need[i, d] = 1
                    people.waited[i, d] = 0
                    cells[district, d, group, ONSET] += 1


def keep_place(people: People, supply: Supply, words: Words, manner: Manner, i: int, d: int) -> int:
    """What becomes of a client whose contract ended: follow the line, drop out, or queue. Returns 1 if the place is lost."""
    contract = people.contract[i, d]
    if contract < 0 or supply.active[contract]:
        return 0
    successor = supply.successor[contract]
    if successor >= 0 and (supply.same_provider[contract] or draw(words.moving, i, d) >= manner.drop_out):
        people.contract[i, d] = successor
        return 0
    people.contract[i, d] = -1
    people.applied[i, d] = 0 if successor >= 0 else 1
    return 1


def apply(people: People, supply: Supply, words: Words, manner: Manner, access: np.ndarray, district: int, i: int, d: int) -> None:
    """A citizen in need without a place decides whether to ask for one."""
    p = application_probability(
        manner.apply_base,
        manner.apply_awareness * people.awareness[i],
        manner.apply_trust * people.trust_providers[i],
        manner.apply_embeddedness * supply.embeddedness[district, d],
        manner.apply_hassle * (1.0 - access[people.group[i]]),
    )
    if draw(words.applying, i, d) < p:
        people.applied[i, d] = 1


def rank(people: People, words: Words, manner: Manner, access: np.ndarray, selection: float, i: int, d: int) -> float:
    """Priority of a citizen for a place; a keyed crumb breaks ties."""
    group = people.group[i]
    vulnerable = 0.0 if group == 0 else 1.0
    contact = people.awareness[i] * access[group]
    waiting = manner.waiting_priority * people.waited[i, d]
    return priority(contact, manner.targeting, vulnerable, waiting, selection) + 1e-6 * draw(words.place, i, d)


def choose(supply: Supply, words: Words, manner: Manner, free: np.ndarray, first: int, last: int, i: int, group: int) -> int:
    """The contract a citizen gets: the first assigned one with room, else the best of those open to choice; -1 for none."""
    best, best_utility = -1, -np.inf
    for k in range(first, last):
        c = supply.cell_contracts[k]
        if free[c] <= 0:
            continue
        if not supply.by_choice[c]:
            return c
        shock = draw(words.taste ^ supply.key[c], i, 0)
        utility = perceived_utility(supply.utility[c, group], manner.choice_scale, shock)
        if utility > best_utility:
            best, best_utility = c, utility
    return best


def shed(people: People, supply: Supply, words: Words, manner: Manner, access: np.ndarray, free: np.ndarray, d: int,
         clients: np.ndarray, district: int, cells: np.ndarray) -> None:  # fmt: skip
    """Clients of a contract that shrank go back to the queue, lowest priority first."""
    score = np.empty(clients.shape[0])
    for k in range(clients.shape[0]):
        score[k] = rank(people, words, manner, access, 0.0, clients[k], d)
    for k in np.argsort(score, kind="mergesort"):
        i = clients[k]
        c = people.contract[i, d]
        if free[c] < 0:
            free[c] += 1
            people.contract[i, d] = -1
            cells[district, d, people.group[i], DROPPED] += 1


def fill_cell(people: People, supply: Supply, words: Words, manner: Manner, access: np.ndarray, free: np.ndarray,
              district: int, d: int, cells: np.ndarray) -> None:  # fmt: skip
    """Give the free places of a district and domain to those who wait, in order of priority."""
    low, high = people.first_row[district], people.first_row[district + 1]
    n_domains = people.need.shape[1]
    first, last = supply.cell_first[district * n_domains + d], supply.cell_first[district * n_domains + d + 1]
    room, short, selection = 0, 0, 0.0
    for k in range(first, last):
        c = supply.cell_contracts[k]
        room += max(0, free[c])
        short += max(0, -free[c])
        if supply.per_unit[c]:
            selection = manner.vulnerable_cost
    if short > 0:
        clients = np.array([i for i in range(low, high) if people.contract[i, d] >= 0 and free[people.contract[i, d]] < 0])
        shed(people, supply, words, manner, access, free, d, clients, district, cells)
    if room == 0:
        return
    waiting = np.array([i for i in range(low, high) if people.applied[i, d] and people.contract[i, d] < 0])
    if waiting.shape[0] == 0:
        return
    score = np.empty(waiting.shape[0])
    for k in range(waiting.shape[0]):
        score[k] = -rank(people, words, manner, access, selection, waiting[k], d)
    for k in np.argsort(score, kind="mergesort"):
        i = waiting[k]
        c = choose(supply, words, manner, free, first, last, i, people.group[i])
        if c < 0:
            return
        free[c] -= 1
        people.contract[i, d] = c
        cells[district, d, people.group[i], STARTED] += 1
        cells[district, d, people.group[i], WAITED] += people.waited[i, d]
        people.waited[i, d] = 0


def live(people: People, supply: Supply, words: Words, manner: Manner, heard: np.ndarray, cells: np.ndarray,
         district: int, i: int, d: int) -> None:  # fmt: skip
    """A client's month: experience, satisfaction, trust, expectation, perhaps a complaint."""
    c, group = people.contract[i, d], people.group[i]
    x = experienced(supply.quality[c], manner.experience_noise, inverse_normal(draw(words.experience, i, d)))
    aspiration = people.aspiration[i]
    content = satisfaction(x, aspiration, manner.satisfaction_scale)
    success = x >= aspiration
    people.satisfaction[i] = content
    people.trust_providers[i] = trust_next(people.trust_providers[i], success, manner.trust_gain, manner.trust_loss)
    people.trust_government[i] = trust_next(
        people.trust_government[i], success, manner.attribution * manner.trust_gain, manner.attribution * manner.trust_loss
    )
    people.aspiration[i] = aspiration_next(aspiration, x, manner.aspiration_rate)
    heard[c, 0] += 1
    heard[c, 1] += x
    cells[district, d, group, SERVED] += 1
    cells[district, d, group, LATENT] += x
    cells[district, d, group, EXPERIENCED] += satisfaction(x, manner.quality_reference, manner.quality_scale)
    cells[district, d, group, SATISFACTION] += content
    if not success:
        inclination = complaint_inclination(
            manner.complaint_base,
            manner.complaint_severity,
            aspiration - x,
            manner.complaint_participation * people.participation[i],
        )
        if draw(words.complaint, i, d) < complaint_probability(inclination):
            heard[c, 2] += 1
            cells[district, d, group, COMPLAINTS] += 1


def wait(people: People, supply: Supply, words: Words, manner: Manner, cells: np.ndarray, district: int, i: int, d: int) -> None:
    """A month in need without service: it counts, and after too long it costs the government trust."""
    group = people.group[i]
    people.waited[i, d] += 1
    cells[district, d, group, WAITING] += 1
    if not supply.eligible[d, group]:
        cells[district, d, group, INELIGIBLE] += 1
    elif people.applied[i, d]:
        cells[district, d, group, QUEUED] += 1
        if people.waited[i, d] > manner.patience:
            people.trust_government[i] = trust_next(people.trust_government[i], False, manner.trust_gain, manner.trust_loss)
    elif people.awareness[i] < draw(words.knowing, i, d):
        cells[district, d, group, UNAWARE] += 1
    else:
        cells[district, d, group, DETERRED] += 1


def seek(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    free: np.ndarray,
    district: int,
    cells: np.ndarray,
) -> None:
    """Clients keep or lose their place, others decide whether to ask, the ineligible may not; ``free`` loses the places kept."""
    for i in range(people.first_row[district], people.first_row[district + 1]):
        for d in range(people.need.shape[1]):
            if not people.need[i, d]:
                continue
            if keep_place(people, supply, words, manner, i, d):
                cells[district, d, people.group[i], DROPPED] += 1
            if people.contract[i, d] >= 0:
                free[people.contract[i, d]] -= 1
            elif not supply.eligible[d, people.group[i]]:
                people.applied[i, d] = 0
            elif not people.applied[i, d]:
                apply(people, supply, words, manner, access, district, i, d)


def pass_month(
    people: People, supply: Supply, words: Words, manner: Manner, heard: np.ndarray, cells: np.ndarray, district: int
) -> None:
    """Clients live the month, the others wait; everybody hears of the services."""
    for i in range(people.first_row[district], people.first_row[district + 1]):
        served = False
        for d in range(people.need.shape[1]):
            if not people.need[i, d]:
                continue
            cells[district, d, people.group[i], NEED] += 1
            if people.contract[i, d] >= 0:
                served = True
                live(people, supply, words, manner, heard, cells, district, i, d)
            else:
                wait(people, supply, words, manner, cells, district, i, d)
        gain = manner.publicity_gain + manner.word_gain * supply.word_of_mouth[district]
        people.awareness[i] = 1.0 if served else awareness_next(people.awareness[i], gain, manner.awareness_decay)


def service_month(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    heard: np.ndarray,
    cells: np.ndarray,
) -> None:
    """The rest of the citizens' month, district by district.

    Parameters
    ----------
    heard : float64 (n_contracts, 3), filled with clients, summed experience and complaints of each contract.
    cells : float64 (districts, domains, groups, len(CELL_COLUMNS)), added to.
    """
    free = supply.capacity.copy()
    for district in range(people.first_row.shape[0] - 1):
        seek(people, supply, words, manner, access, free, district, cells)
        for d in range(people.need.shape[1]):
            fill_cell(people, supply, words, manner, access, free, district, d, cells)
        pass_month(people, supply, words, manner, heard, cells, district)


run_needs_month = compiled(needs_month)
run_service_month = compiled(service_month)
