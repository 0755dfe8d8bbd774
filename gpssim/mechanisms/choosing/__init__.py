"""How a purchaser chooses among the mechanisms that a policy allows it: a file a rule."""
