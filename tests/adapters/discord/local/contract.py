"""The official description of Discord: what goes there is held to it closed, what comes from it as it is."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.house.tree import ROOT

FOLDER = Path(os.environ.get("STUDYBOT_SHARED", ROOT.parent / "shared")) / "contracts" / "discord"
MISSING = f"needs {FOLDER.name} contracts: set STUDYBOT_SHARED to the folder that holds them"

NAME = re.compile(r"^[-_'\w]{1,32}$")
COMPONENTS_V2 = 1 << 15
MOST_TEXT, MOST_COMPONENTS = 4000, 40

Body = Mapping[str, Any]


def there() -> bool:
    return (FOLDER / "openapi.json").is_file()


def outgoing(method: str, path: str, body: Any) -> list[str]:
    """What is wrong with a request's body; `path` as the description writes it."""
    if not there():
        return []
    validator = _request(method.lower(), path)
    if validator is None:
        return [f"the description has no body for {method} {path}"] if body is not None else []
    told = [f"{method} {path}: {wrong}" for wrong in map(_told, validator.iter_errors(body))]
    return told + [f"{method} {path}: {rule}" for rule in _rules(path, body)]


def incoming(name: str, event: Any) -> list[str]:
    """What is wrong with an event or a result of ours; `name` as its schema is called."""
    if not there():
        return []
    return [f"{name}: {wrong}" for wrong in map(_told, _event(name).iter_errors(event))]


def _told(error: ValidationError) -> str:
    """Where and what is wrong: of several shapes that something may have, by the one whose `type` it says."""
    branches: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    nearest = [found for found in branches.values() if not any(map(_is_another, found))]
    nearest = nearest or list(branches.values())
    if not nearest:
        return f"{error.json_path} {error.message[:300]}"
    return _told(min(nearest, key=len)[0])


def _is_another(error: ValidationError) -> bool:
    """Whether it was never meant to have this shape."""
    path = list(error.relative_path)
    return path == ["type"] or (not path and error.validator == "type")


@cache
def _description() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / "openapi.json").read_text("utf-8"))
    read["components"]["schemas"] = {k: _closed(v) for k, v in read["components"]["schemas"].items()}
    return read


def _closed(schema: Any) -> Any:
    """The same schema, refusing every key that it does not name: a mistyped key is a mistake."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema and "additionalProperties" not in schema:
        closed["additionalProperties"] = False
    return closed


@cache
def _request(method: str, path: str) -> Draft202012Validator | None:
    content = _description()["paths"][path][method].get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    schema = content["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": _description()["components"]})


@cache
def _event(name: str) -> Draft7Validator:
    read = json.loads((FOLDER / "inbound" / f"{name}.json").read_text("utf-8"))
    return Draft7Validator(_named(read))


def _named(schema: Any) -> Any:
    """References of this generator are percent-encoded, the names they refer to are not."""
    if isinstance(schema, list):
        return [_named(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {unquote(key).replace("/", "|"): _named(value) for key, value in schema.items()}
    if isinstance(reference := schema.get("$ref"), str):
        head, _, name = reference.partition("#/definitions/")
        plain["$ref"] = f"{head}#/definitions/{unquote(name).replace('/', '|')}" if name else reference
    plain.pop("$schema", None)
    return {key: _NUMBER if _is_flags(key, value) else value for key, value in plain.items()}


def _is_flags(name: str, schema: Any) -> bool:
    return name.endswith("Flags") and isinstance(schema, dict) and bool({"enum", "const"} & set(schema))


_NUMBER = {"type": "number"}  # flags are told as their single bits, and may be none or several


# --- rules that stand in the description's prose alone ------------------------------------------------------


def _rules(path: str, body: Any) -> Iterator[str]:
    if path.endswith("/commands"):
        for command in body:
            yield from _command(command)
    elif path.endswith("/callback"):
        data = body.get("data") or {}
        yield from _modal(data) if body["type"] == 9 else _message(data)
    elif "/messages" in path and not path.endswith("/threads"):
        yield from _message(body)


def _command(command: Body) -> Iterator[str]:
    name = command["name"]
    if not NAME.match(name) or name != name.lower():
        yield f"a command cannot be called {name!r}"
    if not command.get("description"):
        yield f"{name} has no description"
    needed = [option.get("required", False) for option in command.get("options") or ()]
    if needed != sorted(needed, reverse=True):
        yield f"{name} has an option that is needed behind one that is not"
    for option in command.get("options") or ():
        yield from _command(option)


def _message(data: Body) -> Iterator[str]:
    content, components = data.get("content"), list(data.get("components") or ())
    if content is not None and _size(content) > 2000:
        yield f"content of {_size(content)} characters"
    if (data.get("flags") or 0) & COMPONENTS_V2:
        if content:
            yield "content beside components of the second version"
    elif len(components) > 5 or any(component["type"] != 1 for component in components):
        yield "components of the second version without their flag, or too many rows"
    yield from _parts(components, data)
    if (content or components) and data.get("allowed_mentions", {}).get("parse") != []:
        yield "allowed_mentions is not told to call nobody"


def _parts(components: list[Body], data: Body) -> Iterator[str]:
    every = list(_every(components))
    ids = [component["custom_id"] for component in every if "custom_id" in component]
    if len(ids) != len(set(ids)):
        yield f"two components with one custom_id: {ids}"
    if len(every) > MOST_COMPONENTS:
        yield f"{len(every)} components"
    text = sum(_size(component["content"]) for component in every if component["type"] == 10)
    if text > MOST_TEXT:
        yield f"{text} characters of text"
    yield from _pictures(every, data)


def _pictures(every: list[Body], data: Body) -> Iterator[str]:
    handed_in = {attachment["filename"] for attachment in data.get("attachments") or ()}
    for component in every:
        for item in component.get("items", ()):
            url = item["media"]["url"]
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in handed_in:
                yield f"{url} is not among the attachments"
            if not item.get("description"):
                yield f"{url} has no text form"


def _modal(data: Body) -> Iterator[str]:
    if len(data["components"]) > 5:
        yield f"a modal of {len(data['components'])} components"
    fields = [part["component"] for part in data["components"] if "component" in part]
    for field in fields:
        if field["type"] == 4 and _size(field.get("value") or "") > field.get("max_length", 4000):
            yield f"{field['custom_id']} begins with more than it takes"


def _every(components: list[Body]) -> Iterator[Body]:
    for component in components:
        yield component
        yield from _every(list(component.get("components", ())))


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
