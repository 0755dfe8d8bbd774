"""The month as rows. Records are written and never read back.

Writes
------
recorder

Doors
-----
six_steps : a row for each of the six steps
budgets : a row for each purchaser and domain whose money is decided in January
choices : a row for each choice of a mechanism
innovations : a row for each service model tried, copied or brought by staff
"""
