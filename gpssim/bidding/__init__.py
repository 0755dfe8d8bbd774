"""How organizations form sealed offers: a file with a family's class in it is a bidding family."""
