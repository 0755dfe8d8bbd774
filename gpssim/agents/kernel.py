"""The citizens' month, compiled: one pass over contiguous districts, rules called one citizen at a time.

The formulas live in ``rules``; this file only says who meets which rule with which draw. Every draw is a hash of (purpose and
month, citizen, domain), so nothing depends on order, blocks or processes. The benchmark's oracle lives the same month with
one object per citizen and must give the same numbers.

Columns are named once, before a loop over citizens: taken out of their tuple for each citizen, they would cost several times what
the rules do (a compiled function counts references to every array it takes out). What is done for one citizen takes numbers only.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.agents.deciding import Impression, Mood, applies, draw, draw_each, lived, loss_of_waiting, next_contract, rank
from gpssim.agents.given import People, Supply, Words
from gpssim.agents.manner import Manner
from gpssim.agents.queues import Queues, find_in_need, line_up, longest, next_in, queue_anew
from gpssim.compiling import compiled
from gpssim.rules.choice import leaves, perceived_utility
from gpssim.rules.satisfaction import satisfaction
from gpssim.rules.trust import awareness_next, trust_next

CELL_COLUMNS: Final = (
    "n_need", "n_unaware", "n_deterred", "n_queued", "n_served", "n_started", "n_dropped", "waited", "waiting",
    "experienced_quality", "experienced_latent", "satisfaction", "n_complaints", "n_onset", "n_ended", "n_ineligible",
    "user_fees",
)  # fmt: skip
"""What is summed by (district, domain, group): by the kernel, and the fees by those who charge them."""
(NEED, UNAWARE, DETERRED, QUEUED, SERVED, STARTED, DROPPED, WAITED, WAITING,
 EXPERIENCED, LATENT, SATISFACTION, COMPLAINTS, ONSET, ENDED, INELIGIBLE, USER_FEES) = range(len(CELL_COLUMNS))  # fmt: skip


WAITS: Final = -2
"""Instead of a contract: a citizen who waits for a place with another provider."""

MOST_BLAME: Final = 255
"""Failures that a wait is remembered for at most: a column of bytes."""

BLOCK: Final = 256
"""Citizens whose luck is drawn in one go."""


def needs_month(people: People, words: Words, onset: np.ndarray, ending: np.ndarray, cells: np.ndarray) -> None:
    """Needs end and arise. ``onset`` has shape (domains, groups), ``ending`` (domains,); ``cells`` counts both.

    The luck of many is drawn in one go, and who is luckier than the largest chance there is needs no second look.
    """
    first_row, number, luck = people.first_row, people.number, np.empty(BLOCK)
    groups, need, present = people.group, people.need, people.present
    for district in range(first_row.shape[0] - 1):
        for first in range(first_row[district], first_row[district + 1], BLOCK):
            block = number[first : min(first + BLOCK, first_row[district + 1])]
            for d in range(ending.shape[0]):
                most = ending[d]
                for chance in onset[d]:
                    most = max(most, chance)
                draw_each(words.need, block, d, luck)
                for k in range(block.shape[0]):
                    if luck[k] < most:
                        i = first + k
                        if present[i] and luck[k] < (ending[d] if need[i, d] else onset[d, groups[i]]):
                            cells[district, d, groups[i], ENDED if need[i, d] else ONSET] += 1
                            turn(people, i, d)


def turn(people: People, i: int, d: int) -> None:
    """A need ends, with all that hangs on it, or arises."""
    if people.need[i, d]:
        people.applied[i, d] = 0
        people.contract[i, d] = -1
    people.need[i, d] = 1 - people.need[i, d]
    people.waited[i, d] = 0
    people.blamed[i, d] = 0


def ranks(
    people: People, words: Words, manner: Manner, access: np.ndarray, rows: np.ndarray, d: int, selection: float
) -> np.ndarray:
    """Priority of each of some citizens."""
    number, groups, awareness, waited, target = people.number, people.group, people.awareness, people.waited, people.target
    found = np.empty(rows.shape[0])
    for k in range(rows.shape[0]):
        i = rows[k]
        contact = awareness[i] * access[groups[i]]
        luck = draw(words.place, number[i], d)
        found[k] = rank(manner, groups[i], target[i], contact, waited[i, d], selection, luck)
    return found


def choose(
    supply: Supply,
    words: Words,
    manner: Manner,
    free: np.ndarray,
    first: int,
    last: int,
    number: int,
    group: int,
    waited: int,
) -> int:
    """The contract a citizen gets: the first assigned one with room, else the best of those open to choice with room.

    -1 for none. Whoever has not waited ``choice_patience`` months waits for a place with whom it likes best (-2) rather than take
    another's.
    """
    best, best_utility, wanted_utility = -1, -np.inf, -np.inf
    for k in range(first, last):
        c = supply.cell_contracts[k]
        room = free[c] > 0
        if not supply.by_choice[c]:
            if room:
                return c
            continue
        if not room and waited >= manner.choice_patience:
            continue
        shock = draw(words.taste ^ supply.key[c], number, 0)
        utility = perceived_utility(supply.utility[c, group], manner.choice_scale, shock)
        wanted_utility = max(wanted_utility, utility)
        if room and utility > best_utility:
            best, best_utility = c, utility
    return WAITS if best >= 0 and wanted_utility > best_utility else best


def look_elsewhere(people: People, supply: Supply, words: Words, manner: Manner, district: int, cells: np.ndarray) -> None:
    """Dissatisfied clients who may choose give up their place and queue for another; called only where some do."""
    number, contract, groups, content = people.number, people.contract, people.group, people.satisfaction
    active, by_choice = supply.active, supply.by_choice
    for i in range(people.first_row[district], people.first_row[district + 1]):
        for d in range(contract.shape[1]):
            c = contract[i, d]
            if c >= 0 and active[c] and by_choice[c]:
                luck = draw(words.leaving, number[i], d)
                if leaves(content[i], manner.switching_below, manner.switching, luck):
                    contract[i, d] = -1
                    people.applied[i, d] = 1
                    cells[district, d, groups[i], DROPPED] += 1


def seek(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    free: np.ndarray,
    in_need: np.ndarray,
    queues: Queues,
    district: int,
    cells: np.ndarray,
) -> None:
    """Clients keep or lose their place, others decide whether to ask, the ineligible may not; ``free`` loses the places kept."""
    number, need, contract, applied, groups = people.number, people.need, people.contract, people.applied, people.group
    awareness, trust, waiting, n_waiting = people.awareness, people.trust_providers, queues.waiting, queues.n_waiting
    roots, travel, toll = supply.embeddedness[district], supply.travel[district], supply.toll[district]
    n_waiting[:] = 0
    for k in range(in_need.shape[0]):
        i = in_need[k]
        group = groups[i]
        for d in range(need.shape[1]):
            if not need[i, d]:
                continue
            c = contract[i, d]
            if c >= 0 and not supply.active[c]:
                successor = supply.successor[c]
                c = next_contract(successor, supply.same_provider[c], draw(words.moving, number[i], d), manner.drop_out)
                contract[i, d] = c
                if c < 0:  # who drops out must ask anew, who is left behind has asked already
                    applied[i, d] = 0 if successor >= 0 else 1
                    cells[district, d, group, DROPPED] += 1
            if c >= 0:
                free[c] -= 1
                continue
            if not supply.eligible[d, group]:
                applied[i, d] = 0
            elif not applied[i, d]:
                luck = draw(words.applying, number[i], d)
                hurdle = toll[d, group] + travel[d]
                applied[i, d] = applies(manner, awareness[i], trust[i], roots[d], access[group], hurdle, luck)
            if applied[i, d]:
                waiting[d, n_waiting[d]] = i
                n_waiting[d] += 1


def shed(
    people: People,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    free: np.ndarray,
    in_need: np.ndarray,
    district: int,
    d: int,
    cells: np.ndarray,
) -> None:
    """Clients of contracts that shrank go back to the queue, lowest priority first."""
    contract = people.contract
    clients, n_clients = np.empty(in_need.shape[0], np.int64), 0
    for i in in_need:
        if contract[i, d] >= 0 and free[contract[i, d]] < 0:
            clients[n_clients] = i
            n_clients += 1
    clients = clients[:n_clients]
    claims = -ranks(people, words, manner, access, clients, d, 0.0)
    line = line_up(claims)
    for n in range(line.shape[0], 0, -1):
        i = clients[next_in(line, claims, n)]
        c = contract[i, d]
        if free[c] < 0:
            free[c] += 1
            contract[i, d] = -1
            cells[district, d, people.group[i], DROPPED] += 1


def fill(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    free: np.ndarray,
    in_need: np.ndarray,
    queues: Queues,
    district: int,
    cells: np.ndarray,
) -> None:
    """Give the free places of a district, domain by domain, to those who wait, in order of priority."""
    for d in range(people.need.shape[1]):
        cell = district * people.need.shape[1] + d
        first, last = supply.cell_first[cell], supply.cell_first[cell + 1]
        room, short, selection = 0, 0, 0.0
        for k in range(first, last):
            c = supply.cell_contracts[k]
            room += max(0, free[c])
            short += max(0, -free[c])
            if supply.per_unit[c]:
                selection = max(selection, manner.vulnerable_cost * supply.reluctance[c])
        waiting = queues.waiting[d][: queues.n_waiting[d]]
        if short > 0:
            shed(people, words, manner, access, free, in_need, district, d, cells)
            waiting = queues.waiting[d][: queue_anew(people.applied, people.contract, in_need, d, queues.waiting[d])]
        if room > 0 and waiting.shape[0] > 0:
            assign(people, supply, words, manner, access, free, waiting, room, district, d, selection, first, last, cells)


def assign(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    access: np.ndarray,
    free: np.ndarray,
    waiting: np.ndarray,
    room: int,
    district: int,
    d: int,
    selection: float,
    first: int,
    last: int,
    cells: np.ndarray,
) -> None:
    """Places to those who wait, the highest priority first, until there is no room in the cell's contracts first to last."""
    number, contract, groups, waited = people.number, people.contract, people.group, people.waited
    claims = ranks(people, words, manner, access, waiting, d, selection)
    line = line_up(claims)
    for n in range(line.shape[0], 0, -1):
        i = waiting[next_in(line, claims, n)]
        c = choose(supply, words, manner, free, first, last, number[i], groups[i], waited[i, d])
        if c == WAITS:
            continue
        if c < 0:
            return
        free[c] -= 1
        contract[i, d] = c
        cells[district, d, groups[i], STARTED] += 1
        cells[district, d, groups[i], WAITED] += waited[i, d]
        waited[i, d] = 0
        people.blamed[i, d] = 0
        room -= 1
        if room == 0:
            return


def hear(
    month: Impression, manner: Manner, heard: np.ndarray, cells: np.ndarray, contract: int, district: int, d: int, group: int
) -> None:
    """Add a client's month to what its contract hears and to the sums."""
    heard[contract, 0] += 1
    heard[contract, 1] += month.experience
    cells[district, d, group, SERVED] += 1
    cells[district, d, group, LATENT] += month.experience
    cells[district, d, group, EXPERIENCED] += satisfaction(month.experience, manner.quality_reference, manner.quality_scale)
    cells[district, d, group, SATISFACTION] += month.satisfaction
    if month.complains:
        heard[contract, 2] += 1
        cells[district, d, group, COMPLAINTS] += 1


def stage(eligible: bool, applied: bool, awareness: float, luck: float) -> int:
    """Where somebody in need and not served stands."""
    if not eligible:
        return INELIGIBLE
    if applied:
        return QUEUED
    return UNAWARE if awareness < luck else DETERRED


def pass_month(
    people: People,
    supply: Supply,
    words: Words,
    manner: Manner,
    heard: np.ndarray,
    in_need: np.ndarray,
    losses: np.ndarray,
    district: int,
    cells: np.ndarray,
) -> None:
    """Clients live the month, others wait, which after too long costs the government trust; everybody hears of the services."""
    need, contract, groups, applied, waited = people.need, people.contract, people.group, people.applied, people.waited
    trust_providers, trust_government, aspiration = people.trust_providers, people.trust_government, people.aspiration
    awareness, content, participation, number = people.awareness, people.satisfaction, people.participation, people.number
    blamed, n_served = people.blamed, 0
    for k in range(in_need.shape[0]):
        i = in_need[k]
        group, served = groups[i], False
        for d in range(need.shape[1]):
            if not need[i, d]:
                continue
            cells[district, d, group, NEED] += 1
            c = contract[i, d]
            if c >= 0:
                served = True
                luck, voice = draw(words.experience, number[i], d), draw(words.complaint, number[i], d)
                mood = Mood(trust_providers[i], trust_government[i], aspiration[i], participation[i])
                month = lived(manner, supply.quality[c], supply.credit[c], mood, luck, voice)
                trust_providers[i], trust_government[i] = month.trust_providers, month.trust_government
                aspiration[i], content[i] = month.aspiration, month.satisfaction
                hear(month, manner, heard, cells, c, district, d, group)
            else:
                waited[i, d] += 1
                cells[district, d, group, WAITING] += 1
                where = stage(supply.eligible[d, group], applied[i, d], awareness[i], draw(words.knowing, number[i], d))
                cells[district, d, group, where] += 1
                if where == QUEUED and waited[i, d] > manner.patience:
                    loss = loss_of_waiting(losses, manner, blamed[i, d])
                    trust_government[i] = trust_next(trust_government[i], False, manner.trust_gain, loss)
                    blamed[i, d] = min(MOST_BLAME, blamed[i, d] + 1)
        if served:
            in_need[n_served] = i  # those in need were read up to here
            n_served += 1
    hear_of_services(people, supply, manner, in_need[:n_served], district)


def hear_of_services(people: People, supply: Supply, manner: Manner, served: np.ndarray, district: int) -> None:
    """Who is served knows of the services; the others hear of them, and forget."""
    awareness = people.awareness
    gain = manner.publicity_gain + manner.word_gain * supply.word_of_mouth[district]
    for i in range(people.first_row[district], people.first_row[district + 1]):
        awareness[i] = awareness_next(awareness[i], gain, manner.awareness_decay)
    for i in served:
        awareness[i] = 1.0


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
    free, n_domains = supply.capacity.copy(), people.need.shape[1]
    first_row, losses = people.first_row, np.full(MOST_BLAME + 1, -1.0)
    largest = longest(first_row)
    rows = np.empty(largest, np.int64)
    queues = Queues(np.empty((n_domains, largest), np.int64), np.zeros(n_domains, np.int64))
    for district in range(first_row.shape[0] - 1):
        first, last = first_row[district], first_row[district + 1]
        if manner.switching > 0.0:
            look_elsewhere(people, supply, words, manner, district, cells)
        in_need = rows[: find_in_need(people.need[first:last], rows)]
        in_need += first
        seek(people, supply, words, manner, access, free, in_need, queues, district, cells)
        fill(people, supply, words, manner, access, free, in_need, queues, district, cells)
        pass_month(people, supply, words, manner, heard, in_need, losses, district, cells)


run_needs_month = compiled(needs_month)
run_service_month = compiled(service_month)
