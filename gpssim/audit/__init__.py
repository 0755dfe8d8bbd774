"""Audits: does a study's result depend on what it must not depend on? A check is a file in the folder ``checks``."""

from __future__ import annotations

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.report import audit, checks, frame_of

__all__ = ["Check", "Finding", "Setting", "audit", "checks", "frame_of"]
