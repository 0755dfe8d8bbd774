"""Checks: a file in this folder is one."""
