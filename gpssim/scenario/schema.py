"""The JSON Schema of scenario files: what an editor needs to complete keys and to mark what is wrong."""

from __future__ import annotations

from typing import Any

from gpssim.scenario.scenario import Scenario


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file (JSON Schema 2020-12), with unit, source and tested range beside each parameter."""
    schema = Scenario.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "gpssim scenario"}
