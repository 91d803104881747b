"""The API as OpenAPI 3.1, made from the routes themselves.

python -m keepers.web.openapi                    print it
python -m keepers.web.openapi --check FILE       exit 1 when FILE says something else
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from keepers.web.routes import operations
from keepers.web.routing import JSON, PREFIX, Operation
from keepers.web.schemas.base import Answer, Ask, Problem, Query

_REF = "#/components/schemas/{model}"
_TOKEN = "token"  # noqa: S105 - the name of the security scheme


def document() -> dict[str, Any]:
    """The whole description, ready for JSON; the same input gives the same order."""
    models = _models()
    refs, definitions = models_json_schema(sorted(models, key=lambda m: m[0].__name__), ref_template=_REF)
    schemas = {name: _plain(schema) for name, schema in sorted(definitions["$defs"].items())}
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations():
        paths.setdefault(PREFIX + operation.path, {})[operation.method.lower()] = _operation(operation, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Keepers",
            "version": "1",
            "description": "The local API of Keepers. Every request needs the header X-Keepers-Token.",
        },
        "security": [{_TOKEN: []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {_TOKEN: {"type": "apiKey", "in": "header", "name": "X-Keepers-Token"}},
        },
    }


def text() -> str:
    """The document as it is committed."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the titles pydantic makes of field names, and with defaults in words.

    Generators of types take a field with a default for one that is always there, also in what a client sends.
    """
    fields = {name: _field(said) for name, said in schema.get("properties", {}).items()}
    rest = {key: value for key, value in schema.items() if key != "title"}
    return rest | ({"properties": fields} if fields else {})


def _field(said: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in said.items() if key not in {"title", "default"}}
    if said.get("default") is not None:
        default = f"Default: {json.dumps(said['default'])}."
        rest["description"] = f"{said['description']} {default}" if "description" in said else default
    return rest


def _models() -> list[tuple[type[Answer] | type[Ask], JsonSchemaMode]]:
    found: dict[type[Answer] | type[Ask], JsonSchemaMode] = {Problem: "serialization"}
    for operation in operations():
        found[operation.answer] = "serialization"
        if operation.body:
            found[operation.body[1]] = "validation"
    return list(found.items())


def _operation(operation: Operation, refs: dict[Any, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
    }
    if operation.detail:
        said["description"] = operation.detail
    parameters = _path_parameters(operation) + _query_parameters(operation)
    if parameters:
        said["parameters"] = parameters
    if operation.body:
        schema = refs[operation.body[1], "validation"]
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    said["responses"] = {
        str(operation.status): {
            "description": (operation.answer.__doc__ or "").strip(),
            "content": {operation.answer_type: {"schema": refs[operation.answer, "serialization"]}},
        },
        "default": {
            "description": "Refused. Codes: " + ", ".join(sorted({*operation.errors, *_ALWAYS})) + ".",
            "content": {"application/problem+json": {"schema": refs[Problem, "serialization"]}},
        },
    }
    return said


_ALWAYS = ("misdirected", "origin_refused", "token_missing", "token_wrong", "internal")


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    kinds = {int: {"type": "integer"}, str: {"type": "string"}}
    return [
        {"name": name, "in": "path", "required": True, "schema": kinds[kind]}
        for name, kind in operation.path_types.items()
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    model: type[Query] = operation.query[1]
    schema = model.model_json_schema(ref_template=_REF)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _flat(said)}
        for name, said in schema.get("properties", {}).items()
    ]


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """An optional query parameter is left out, never null."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "title", "default"}}
    if "default" in schema and schema["default"] is not None:
        rest["default"] = schema["default"]
    return rest | (kinds[0] if kinds else {})


def main(arguments: list[str]) -> int:
    """Print the document, or compare it with a file."""
    if not arguments:
        sys.stdout.write(text())
        return 0
    if len(arguments) == 2 and arguments[0] == "--check":
        if Path(arguments[1]).read_text(encoding="utf-8") == text():
            return 0
        sys.stderr.write(f"{arguments[1]} does not say what the routes do. Run scripts/openapi.\n")
        return 1
    sys.stderr.write("Usage: python -m keepers.web.openapi [--check FILE]\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
