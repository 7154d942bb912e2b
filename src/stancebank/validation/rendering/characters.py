"""Characters that a reader cannot see, or that change how others are shown, made visible."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["encodable", "json_line", "shown"]

# Controls, separators of lines, what turns the direction of writing, what has no width, and half characters.
# The joiners U+200C and U+200D stay: scripts and emoji need them. The list is fixed, whatever Unicode adds.
_UNSEEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_HALF: Final = re.compile("[\ud800-\udfff]")
_BREAKING: Final = re.compile("[\u007f-\u009f\u2028\u2029]")
_BASIC: Final = 0xFFFF


def shown(text: str) -> str:
    r"""Return *text* with every character that cannot be seen written as its number.

    What is left fits into one line, and XML can carry it.

    Example:
        >>> print(shown("one\ttwo\u202e"))
        one\u0009two\u202e
    """
    return _UNSEEN.sub(_number, text)


def encodable(text: str) -> str:
    r"""Return *text* with half characters, which no encoding can write, as their numbers; all else stays.

    Example:
        >>> print(encodable("caf\udce9 naïve"))
        caf\udce9 naïve
    """
    return _HALF.sub(_number, text)


def json_line(record: Mapping[str, Any]) -> str:
    r"""Return *record* as JSON in one line, whatever a tool takes for the end of a line, with a line feed.

    Half characters are told as `encodable` does: not every reader of JSON takes them as numbers.

    Example:
        >>> json_line({"told": "one\u2028two"})
        '{"told": "one\\u2028two"}\n'
    """
    told = _BREAKING.sub(_number, json.dumps(record, ensure_ascii=False))
    return _HALF.sub(lambda found: f"\\{_number(found)}", told) + "\n"


def _number(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= _BASIC else f"\\U{number:08x}"
