"""Mechanisms that somebody else might write: they use what the documentation promises, and nothing else."""
