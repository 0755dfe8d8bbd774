"""From a case to the simulator: one file for each kind, with ``answers(inputs, setting) -> answer(quantity, inputs)``.

The module's docstring says in a sentence what happens and how the simulator reaches it; which parts run, and whether a market calls
them, is read off the call graph. ``SLOW = True`` leaves the kind out of ``gpssim verify --fast``. Closed forms do not appear here.
"""
