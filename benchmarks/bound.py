"""A lower bound for the citizens' month: one compiled loop over all citizens with the same rules and draws, and nothing else.

Nobody is told apart by district, places go to whoever asks first while there are any, nothing is ranked, chosen or shed: what is
left is what any program must do for these citizens, so that the ratio says what order, queues and sums cost.
"""

from __future__ import annotations

import numpy as np

from gpssim.agents.deciding import Mood, applies, draw, lived
from gpssim.agents.given import People, Supply, Words
from gpssim.agents.kernel import MOST_BLAME
from gpssim.agents.manner import Manner
from gpssim.compiling import compiled
from gpssim.rules.satisfaction import satisfaction
from gpssim.rules.trust import awareness_next, fading_loss, trust_next


def month(
    people: People, supply: Supply, words: Words, manner: Manner, access: np.ndarray, onset: np.ndarray, ending: np.ndarray,
    free: np.ndarray, district_of: np.ndarray, sums: np.ndarray,
) -> None:  # fmt: skip
    """Every citizen's month, one after the other; ``free`` (domains,) loses places, ``sums`` (8,) are added to."""
    number, group, need, applied, contract = people.number, people.group, people.need, people.applied, people.contract
    waited, blamed, awareness, content = people.waited, people.blamed, people.awareness, people.satisfaction
    providers, government, aspiration = people.trust_providers, people.trust_government, people.aspiration
    participation, roots, travel, toll = people.participation, supply.embeddedness, supply.travel, supply.toll
    quality, credit, active = supply.quality, supply.credit, supply.active
    gain = manner.publicity_gain + manner.word_gain * supply.word_of_mouth[0]
    for i in range(number.shape[0]):
        served, g, k = False, group[i], district_of[i]
        for d in range(need.shape[1]):
            chance = ending[d] if need[i, d] else onset[d, g]
            if chance > 0.0 and draw(words.need, number[i], d) < chance:
                need[i, d] = 1 - need[i, d]
                applied[i, d], contract[i, d], waited[i, d], blamed[i, d] = 0, -1, 0, 0
            if not need[i, d]:
                continue
            c = contract[i, d]
            if c >= 0 and not active[c]:
                c = -1
                contract[i, d] = c
            if c < 0 and not applied[i, d]:
                hurdle = toll[k, d, g] + travel[k, d]
                luck = draw(words.applying, number[i], d)
                applied[i, d] = applies(manner, awareness[i], providers[i], roots[k, d], access[g], hurdle, luck)
            if c < 0 and applied[i, d] and free[d] > 0:
                free[d] -= 1
                c = supply.cell_contracts[0]
                contract[i, d] = c
            if c >= 0:
                served = True
                mood = Mood(providers[i], government[i], aspiration[i], participation[i])
                luck, voice = draw(words.experience, number[i], d), draw(words.complaint, number[i], d)
                past = lived(manner, quality[c], credit[c], mood, luck, voice)
                providers[i], government[i] = past.trust_providers, past.trust_government
                aspiration[i], content[i] = past.aspiration, past.satisfaction
                sums[0] += 1
                sums[1] += past.experience
                sums[2] += satisfaction(past.experience, manner.quality_reference, manner.quality_scale)
                sums[3] += past.satisfaction
                sums[4] += past.complains
                continue
            waited[i, d] += 1
            sums[5] += awareness[i] < draw(words.knowing, number[i], d)
            if applied[i, d] and waited[i, d] > manner.patience:
                loss = fading_loss(manner.trust_loss, manner.waiting_again, blamed[i, d])
                government[i] = trust_next(government[i], False, manner.trust_gain, loss)
                blamed[i, d] = min(MOST_BLAME, blamed[i, d] + 1)
        awareness[i] = 1.0 if served else awareness_next(awareness[i], gain, manner.awareness_decay)


run_month = compiled(month)
