"""How a price becomes points: a file with a price rule's class in it is a price rule."""
