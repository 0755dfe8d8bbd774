"""How people behave: pure functions, one formula and one source each; rules never draw and keep nothing."""
