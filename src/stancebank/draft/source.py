"""Reading sources: bytes to text in an encoding that is declared or certain, never guessed in silence."""

import codecs
import re
from typing import Final

from stancebank.errors import StancebankError
from stancebank.model.characters import is_text

__all__ = ["SourceError", "decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")


class SourceError(StancebankError):
    """A source that cannot be drafted from.

    Args:
        source: What the source is called.
        reason: One sentence without a final full stop.
        hint: How to mend it, or None.
    """

    def __init__(self, source: str, reason: str, hint: str | None = None) -> None:
        super().__init__(source, reason, hint)
        self.source = source
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" + (f"; {self.hint}" if self.hint else "")


def decode(data: bytes, *, source: str, encoding: str | None = None) -> str:
    r"""Return the text in *data*.

    A byte order mark decides, else *encoding*, else the text must be UTF-8.

    Args:
        data: The bytes.
        source: What to call them in messages.
        encoding: The encoding that the user declares, or None.

    Raises:
        SourceError: There is no text, it is binary, or it is not in the encoding.

    Example:
        >>> decode("Gruß".encode("latin-1"), source="a.txt", encoding="latin-1")
        'Gruß'
    """
    if not data.strip():
        raise SourceError(source, "it is empty")
    declared = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(declared)
    except LookupError as error:
        raise SourceError(source, f"there is no encoding {declared!r}") from error
    except UnicodeDecodeError as error:
        place = f"byte {error.start} (0x{data[error.start]:02X})"
        hint = "declare the encoding it is in, for instance --encoding windows-1252"
        if _CONTROL.search(data[:4096].decode("latin-1")):
            raise SourceError(source, "it is binary, not text") from error
        raise SourceError(source, f"{place} is not {declared}", hint) from error
    text = text.removeprefix("\ufeff")
    found = _CONTROL.search(text)
    if found is not None or not is_text(text.replace("\x0c", "\n").replace("\x0b", "\n")):
        offset = found.start() if found else 0
        raise SourceError(source, f"it is binary, not text: a control character stands at {offset}")
    if not text.strip():
        raise SourceError(source, "it is empty")
    return text
