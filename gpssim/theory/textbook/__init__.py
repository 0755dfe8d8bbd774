"""Independent references: what theory solves and no market calls, to compare parts of the market with.

The first line of each file names the part that it is a reference for; every file is used by a kind of case that runs this part.
"""
