"""``gpssim study schema``: the JSON Schema of study files."""

from __future__ import annotations

import json

from gpssim.cli.app import data

SHORT = "The JSON Schema of study files, for completion in editors."


def schema() -> None:
    """The JSON Schema of study files, for completion in editors."""
    from gpssim.inquiry.schema import study_schema

    data(json.dumps(study_schema(), ensure_ascii=False, indent=2))


VERB = schema
