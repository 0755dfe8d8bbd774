"""How a record of past work is kept: a file for each reputation system, all of the shape in ``base``."""
