"""Contracts: signed, renewed, handed over, delivered, ended. Their standing changes by the transitions of ``state.contracts`` only.

Writes
------
contracts : audit_chance, cost_sum, delivered, delivered_places, due, due_share, effort_*, handover, invested, month_cost,
    month_effort, month_strain, n_instalments, new rows, passed_on, planned, posts_filled, practice, quality, quality_*,
    quality_sum, shirks, standing, unseen_reward, verifiable_sum
organizations : contracted, experience, incubated, owed_fen, practice, staff, volunteered
flows, ledger, lines, prices, signatures

Doors
-----
ending.end_early : a contract ends before its term, with the true reason
"""
