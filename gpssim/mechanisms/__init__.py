"""How a project becomes contracts: a file with a mechanism's class in it is a mechanism."""
