"""Moments of purchases: a file of this folder that exports ``MOMENT`` is one."""
