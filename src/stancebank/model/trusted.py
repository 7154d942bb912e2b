"""Building values from what has been checked already, for readers that build thousands of them.

A constructor converts and checks what people pass to it.
A reader has checked ids, references and characters while parsing, so it may skip that; the value is the same.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

__all__ = ["trusted"]

_T = TypeVar("_T")


def trusted(kind: type[_T]) -> Callable[..., _T]:
    """Return a constructor of *kind* that neither converts nor checks what it takes.

    Args:
        kind: A frozen, slotted class; what a factory makes by default has to be given.

    Example:
        >>> from stancebank.model import Span
        >>> trusted(Span)(start=2, end=5) == Span(2, 5)
        True
    """
    # A frozen class refuses assignment in Python, which is slow to go around, field by field. So the fields are
    # assigned to an object of a subclass that refuses nothing, which CPython does at once; then it becomes one of
    # the class itself, whose layout is the same. Like attrs we have Python compile the constructor.
    fields = attrs.fields(kind)  # type: ignore[arg-type] # every class of the model is one of attrs
    defaults = {one.name: one.default for one in fields if not _is_required(one.default)}
    open_kind = type(
        kind.__name__,
        (kind,),
        {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__},
    )
    names: dict[str, Any] = {"_new": object.__new__, "_open": open_kind, "_class": kind}
    names |= {f"_default_{name}": default for name, default in defaults.items()}
    takes = ", ".join(
        [one.name for one in fields if one.name not in defaults] + [f"{name}=_default_{name}" for name in defaults]
    )
    writes = "".join(f"    self.{one.name} = {one.name}\n" for one in fields)
    source = f"def build({takes}):\n    self = _new(_open)\n{writes}    self.__class__ = _class\n    return self\n"
    exec(source, names)  # noqa: S102 - made of the names of our own fields
    build: Callable[..., _T] = names["build"]
    return build


def _is_required(default: object) -> bool:
    """Tell whether a field has no default that values can share."""
    return default is attrs.NOTHING or isinstance(default, attrs.Factory)  # type: ignore[arg-type]
