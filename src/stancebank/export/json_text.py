"""JSON that stays whole where it is put: on one line, in a script of a page, in quotes of YAML."""

import json
import re
from typing import Any, Final

__all__ = ["json_text"]

# Controls that YAML refuses, what some readers take for a line end, and what would end a script or hide it.
_RISKY: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]|<(?=[/!])")


def json_text(value: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - what JSON can carry
    r"""Return *value* as JSON; characters stand as they are, except those that break what is around it.

    Example:
        >>> print(json_text({"said": "naïve </script>\u2028"}))
        {"said": "naïve \u003c/script>\u2028"}
    """
    # Nothing that is replaced can stand outside of a string.
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))
