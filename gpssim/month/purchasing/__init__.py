"""Purchases: cleared by law, held, awarded or failed; awards wait for their signature.

Writes
------
organizations : bidding_state, continuation_rate, hours_lost, n_bids, proposal_skill, serves_district, win_rate, won_first
purchasers : hours_used, n_failed, n_held, scandal_month
calls, flows, ledger, lines, prices, recorder, signatures, told_need, unmoved
"""
