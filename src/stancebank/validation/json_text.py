"""JSON that people can read too, written quickly: the standard library writes it a piece at a time."""

import json
from json.encoder import encode_basestring
from typing import Any, Final, cast

__all__ = ["json_text"]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def json_text(value: object, indent: str = "") -> str:
    r"""Return *value* as ``json.dumps(value, ensure_ascii=False, indent=2)`` does; keys are strings.

    With indentation the standard library goes through generators, a step for each piece of each value.

    Args:
        value: Dictionaries, lists, strings, numbers, truth values and None.
        indent: What the lines after the first begin with.

    Example:
        >>> json_text({"told": ["pier"], "none": {}})
        '{\n  "told": [\n    "pier"\n  ],\n  "none": {}\n}'
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    inner = f"{indent}  "
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        lines = [f"{inner}{encode_basestring(key)}: {json_text(one, inner)}" for key, one in pairs]
        return "".join(("{\n", ",\n".join(lines), "\n", indent, "}")) if lines else "{}"
    if isinstance(value, list):
        lines = [f"{inner}{json_text(one, inner)}" for one in cast("list[object]", value)]
        return "".join(("[\n", ",\n".join(lines), "\n", indent, "]")) if lines else "[]"
    return _ENCODER.encode(value)
