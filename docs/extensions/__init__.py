"""What our documentation adds to Sphinx: formulas, docstrings and notebooks of ours, and that no page needs a network."""
