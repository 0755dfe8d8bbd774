"""Purchasers plan: policy is read, need surveyed, lines and calls put on the calendar, mechanisms chosen; officials learn.

Writes
------
purchasers : adopted, adoption_threshold, hours_used, n_results, scandal_until, worth
calls, flows, ledger, lines, mechanisms, policy_state, recorder, surveyed_costs, surveyed_need, told_need, true_need,
    understanding

Doors
-----
scheduling.reopen : a line is purchased anew out of turn, because its contract ended early, was not renewed, or was never signed
"""
