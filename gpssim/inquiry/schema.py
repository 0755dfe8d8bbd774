"""The JSON Schema of study files: what an editor needs to complete keys and to mark what is wrong."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from gpssim.inquiry.study_file import StudyFile
from gpssim.plugins import SHELVES, parameters


def study_schema() -> dict[str, Any]:
    """The schema of a study file (JSON Schema 2020-12), settings of every design beside its name."""
    schema = StudyFile.model_json_schema()
    schema["$defs"]["DesignTable"] = _design(schema["$defs"]["DesignTable"])
    schema["properties"]["set"] = {
        "type": "object",
        "description": "parameters that differ from the scenario, by path or as tables",
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "gpssim study"}


def _design(table: dict[str, Any]) -> dict[str, Any]:
    """The table of the design as files write it: settings beside the kind, those of each kind and no others."""
    own = {name: entry for name, entry in table["properties"].items() if name != "settings"}
    kinds = []
    for name, design in SHELVES["design"].known().items():
        settings = TypeAdapter(design).json_schema()["properties"] if parameters(design) else {}
        kinds.append(
            {"properties": {**own, **settings, "kind": {"const": name}}, "required": ["kind"], "additionalProperties": False}
        )
    return {"type": "object", "description": table.get("description", ""), "anyOf": kinds}
