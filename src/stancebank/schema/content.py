"""Content models: what may follow what inside an element, as an automaton over its children."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from attrs import field, frozen

__all__ = [
    "TEXT",
    "ContentModel",
    "Expression",
    "State",
    "alternatives",
    "nothing",
    "repeated",
    "sequence",
    "symbol",
]

TEXT: Final = "#text"
"""The symbol of text other than white space."""


class State(NamedTuple):
    """A place in a content model: the positions that may come next, and whether it may end here."""

    following: frozenset[int]
    complete: bool


@frozen
class Expression:
    """A regular expression over the names of patterns.

    Attributes:
        kind: ``symbol``, ``sequence``, ``alternatives`` or ``repeated``.
        name: The symbol, where it is one.
        parts: The expressions it is made of.
    """

    kind: str
    name: str = ""
    parts: "tuple[Expression, ...]" = ()


def symbol(name: str) -> Expression:
    """Return the expression that stands for one child."""
    return Expression("symbol", name)


def nothing() -> Expression:
    """Return the expression that stands for no child at all."""
    return Expression("sequence")


def sequence(parts: Iterable[Expression]) -> Expression:
    """Return the expression that stands for *parts* one after the other."""
    return Expression("sequence", parts=tuple(parts))


def alternatives(parts: Iterable[Expression]) -> Expression:
    """Return the expression that stands for one of *parts*."""
    return Expression("alternatives", parts=tuple(parts))


def repeated(part: Expression) -> Expression:
    """Return the expression that stands for *part* once or more often."""
    return Expression("repeated", parts=(part,))


class _Ends(NamedTuple):
    """What a part of an expression may begin and end with, and whether it may be absent."""

    absent: bool
    first: frozenset[int]
    last: frozenset[int]


@frozen(eq=False)
class ContentModel:
    """The automaton of a content model; positions are the symbols of the expression, from left to right.

    Example:
        >>> model = ContentModel.of(sequence([symbol("title"), alternatives([symbol("p"), nothing()])]))
        >>> model.expected(model.start)
        ('title',)
        >>> model.step(model.start, "p") is None
        True
    """

    names: tuple[str, ...]
    start: State
    _after: tuple[State, ...]
    _steps: dict[tuple[State, str], State | None] = field(factory=dict[tuple[State, str], State | None], init=False)

    @classmethod
    def of(cls, expression: Expression) -> "ContentModel":
        """Build the automaton of *expression*."""
        names: list[str] = []
        follow: list[set[int]] = []
        ends = _ends(expression, names, follow)
        after = tuple(State(frozenset(found), at in ends.last) for at, found in enumerate(follow))
        return cls(tuple(names), State(ends.first, ends.absent), after)

    def step(self, state: State, name: str) -> State | None:
        """Return the state after a child called *name*, or None where none may stand."""
        key = (state, name)
        if key not in self._steps:
            met = [self._after[at] for at in state.following if self.names[at] == name]
            self._steps[key] = _united(met) if met else None
        return self._steps[key]

    def anywhere(self, name: str) -> State:
        """Return the state after a child called *name*, wherever in the model it has its place."""
        return _united(self._after[at] for at, one in enumerate(self.names) if one == name)

    def expected(self, state: State) -> tuple[str, ...]:
        """Return the names that may come next, in the order of the model."""
        return tuple(dict.fromkeys(self.names[at] for at in sorted(state.following)))

    def missing(self, state: State, name: str) -> str | None:
        """Return the one name that, if it stood here, would let *name* follow."""
        found = [one for one in self.expected(state) if self._lets(state, one, name)]
        return found[0] if len(found) == 1 else None

    def _lets(self, state: State, inserted: str, name: str) -> bool:
        between = self.step(state, inserted)
        return between is not None and self.step(between, name) is not None


def _united(states: Iterable[State]) -> State:
    found = tuple(states)
    following = frozenset(at for one in found for at in one.following)
    return State(following, any(one.complete for one in found))


def _ends(expression: Expression, names: list[str], follow: list[set[int]]) -> _Ends:
    if expression.kind == "symbol":
        at = len(names)
        names.append(expression.name)
        follow.append(set())
        found = _Ends(absent=False, first=frozenset({at}), last=frozenset({at}))
        return _again(found, follow)._replace(absent=True) if expression.name == TEXT else found
    parts = [_ends(part, names, follow) for part in expression.parts]
    if expression.kind == "alternatives":
        return _Ends(
            absent=any(part.absent for part in parts),
            first=frozenset(at for part in parts for at in part.first),
            last=frozenset(at for part in parts for at in part.last),
        )
    if expression.kind == "repeated":
        return _again(parts[0], follow)
    return _one_by_one(parts, follow)


def _again(part: _Ends, follow: list[set[int]]) -> _Ends:
    for at in part.last:
        follow[at] |= part.first
    return part


def _one_by_one(parts: Iterable[_Ends], follow: list[set[int]]) -> _Ends:
    whole = _Ends(absent=True, first=frozenset(), last=frozenset())
    for part in parts:
        for at in whole.last:
            follow[at] |= part.first
        whole = _Ends(
            absent=whole.absent and part.absent,
            first=whole.first | part.first if whole.absent else whole.first,
            last=whole.last | part.last if part.absent else part.last,
        )
    return whole
