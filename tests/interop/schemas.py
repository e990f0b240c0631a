"""The official descriptions of the shapes, and whether a document holds to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from openapi_schema_validator import OAS30Validator, oas30_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT4

_SPECS = Path("reference/specs")


def logius_errors(shared: Path, schema: str, document: object) -> list[str]:
    """What is wrong with a document of Logius' API; the draft asks for no property, so none may be unknown either."""
    spec = _json(shared / _SPECS / "logius-rvva-openapi.json")
    return [
        *_openapi_errors(spec, schema, document),
        *_unknown(spec["components"]["schemas"][schema], document),
    ]


def vng_errors(shared: Path, schema: str, document: object) -> list[str]:
    """What is wrong with a document of VNG's API."""
    spec = _yaml(shared / _SPECS / "vng-var-api-openapi.yaml")
    return [
        *_openapi_errors(spec, schema, document),
        *_unknown(spec["components"]["schemas"][schema], document),
    ]


def dpia_errors(shared: Path, document: object) -> list[str]:
    """What is wrong with a filled in DPIA."""
    schema = _json(shared / _SPECS / "assessment-output.v2.schema.json")
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def dpia_tasks(shared: Path) -> dict[str, dict[str, Any]]:
    """The tasks of the DPIA model by their ids."""
    waiting = list(_yaml(shared / _SPECS / "dpia.yaml")["tasks"])
    found: dict[str, dict[str, Any]] = {}
    while waiting:
        task = waiting.pop()
        found[task["id"]] = task
        waiting += task.get("tasks", [])
    return found


def _openapi_errors(spec: Mapping[str, Any], schema: str, document: object) -> list[str]:
    registry: Registry[Any] = Registry().with_resource("urn:spec", DRAFT4.create_resource(spec))
    validator = OAS30Validator(
        {"$ref": f"urn:spec#/components/schemas/{schema}"}, registry=registry, format_checker=oas30_format_checker
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def _unknown(schema: Mapping[str, Any], document: object) -> list[str]:
    properties = schema.get("properties", {})
    if isinstance(document, Mapping) and properties:
        found = [f"{name} is no property" for name in document if name not in properties]
        return found + [
            each for name in document if name in properties for each in _unknown(properties[name], document[name])
        ]
    if isinstance(document, list) and "items" in schema:
        return [each for item in document for each in _unknown(schema["items"], item)]
    return []


@cache
def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
