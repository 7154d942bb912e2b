"""Characters that a reader cannot see, made visible."""

import re
from typing import Final

__all__ = ["number", "shown"]

# Controls, separators of lines, what turns the direction of writing, what has no width, and half characters.
# The joiners U+200C and U+200D stay: scripts and emoji need them. The list is fixed, whatever Unicode adds.
_UNSEEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_BASIC: Final = 0xFFFF


def shown(text: str) -> str:
    r"""Return *text* with every character that cannot be seen written as its number.

    What is left fits into one line, and XML can carry it.

    Example:
        >>> print(shown("one\ttwo\u202e"))
        one\u0009two\u202e
    """
    return text if text.isprintable() else _UNSEEN.sub(number, text)  # none of these characters is printable


def number(found: re.Match[str]) -> str:
    r"""Return the character that was *found* as its number, such as ``\u0009``."""
    code_point = ord(found[0])
    return f"\\u{code_point:04x}" if code_point <= _BASIC else f"\\U{code_point:08x}"
