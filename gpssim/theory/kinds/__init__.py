"""From a case to the simulator: one file for each kind, with ``answers(inputs, setting) -> answer(quantity, inputs)``.

The module's docstring says in a sentence what happens and how the simulator reaches it; ``PARTS`` names the simulator's parts that
run; ``SLOW = True`` leaves the kind out of ``gpssim verify --fast``. Closed forms do not appear here.
"""
