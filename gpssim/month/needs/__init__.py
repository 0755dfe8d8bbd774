"""People and what they need: needs arise and end, people come, go and grow older, take part, are told by committees.

Writes
------
citizens : *, age_group, applied, aspiration, awareness, blamed, contract, group, need, new rows, number, participation,
    present, waited
purchasers : committee_load, hours_used
called, cells, flows, group_sizes, moves
"""
