"""Organizations answer what a mechanism asks. Nothing here writes: a purchase asks, and gets views, offers and decisions back.

Doors
-----
view : what a mechanism may see
offers : how organizations answer
corruption : what ties and violations make of view and offers
full_information : what changes where a friction is switched off
"""
