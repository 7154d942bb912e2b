"""Characters that a reader cannot see, or that change how others are shown, made visible."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from stancebank.validation.unseen import number, shown

__all__ = ["encodable", "json_line", "shown"]

_WRITE: Final = json.JSONEncoder(ensure_ascii=False).encode
_HALF: Final = re.compile("[\ud800-\udfff]")
_BREAKING: Final = re.compile("[\u007f-\u009f\u2028\u2029]")


def encodable(text: str) -> str:
    r"""Return *text* with half characters, which no encoding can write, as their numbers; all else stays.

    Example:
        >>> print(encodable("caf\udce9 naïve"))
        caf\udce9 naïve
    """
    return text if text.isascii() else _HALF.sub(number, text)


def json_line(record: Mapping[str, Any]) -> str:
    r"""Return *record* as JSON in one line, whatever a tool takes for the end of a line, with a line feed.

    Half characters are told as `encodable` does: not every reader of JSON takes them as numbers.

    Example:
        >>> json_line({"told": "one\u2028two"})
        '{"told": "one\\u2028two"}\n'
    """
    told = _WRITE(record)
    if told.isprintable():  # nothing of what follows is
        return told + "\n"
    told = _BREAKING.sub(number, told)
    return _HALF.sub(lambda found: f"\\{number(found)}", told) + "\n"
