"""Organizations enter, learn, grow, are captured, and leave.

Writes
------
organizations : ability_*, alive, autonomy, certified, disturbed, embeddedness, experience, hours_lost, hub, idle_months, mission,
    new rows, owed_fen, practice, professional_share, seat_until, serves_district, serves_domain, staff, tie, unpaid_tasks
flows, founders, ledger, recorder
"""
