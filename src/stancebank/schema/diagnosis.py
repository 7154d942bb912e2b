"""Diagnosis: what in a document breaks the grammar, one finding for one fault, at its place.

An engine says whether a document is valid; this says why not, in the words of an encoder.
Each element is looked at on its own: its attributes, and the order of its children.
What is faulty is named and then passed over, so that a second fault is found and no fault is told twice.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from lxml import etree

from stancebank.findings import Finding, Severity, new_finding
from stancebank.schema.content import TEXT, State
from stancebank.schema.grammar import AttributeRule, ElementRule, Grammar
from stancebank.schema.guesses import Guesses
from stancebank.schema.place import Paths, place_of
from stancebank.schema.tree import Element
from stancebank.schema.values import allows
from stancebank.schema.wording import Names, allowed_values, attribute_names, child_names, listed, shown

__all__ = ["CODE", "MOST_FAULTS", "diagnose"]

CODE: Final = "SC001"
"""The rule that a fault against the grammar breaks."""

MOST_FAULTS: Final = 10_000
"""How many faults of one document are told; where there are more, one more finding says so."""

_WHITE: Final = " \t\r\n"
_EXCERPT: Final = 30


def diagnose(grammar: Grammar, root: Element, source: str | None = None) -> tuple[Finding, ...]:
    """Return a finding for each fault of a document, in reading order; `MOST_FAULTS` at most, and one that says so.

    Args:
        grammar: What is allowed.
        root: The root of the document.
        source: The name of the document, for the findings.
    """
    run = _Run(grammar, source)
    roots = {grammar.elements[name].tag: name for name in grammar.start}
    if root.tag not in roots:
        hint = f"a document begins with {listed(map(shown, roots))}"
        run.tell(root, f"'{shown(str(root.tag))}' cannot be the root", hint)
        return tuple(run.found)
    waiting = [(root, grammar.elements[roots[str(root.tag)]])]
    while waiting:
        element, rule = waiting.pop()
        if len(run.found) > MOST_FAULTS:
            del run.found[MOST_FAULTS:]
            told = f"there are more than {MOST_FAULTS} faults against the grammar: what follows them was not looked at"
            run.tell(element, told, "mend those that are told, and check again")
            break
        if not run.is_borne(element, rule):
            for message, hint, attribute in _attribute_faults(run, element, rule):
                run.tell(element, message, hint, attribute)
        if len(element) or element.text or not rule.content.start.complete:
            visit = _Visit(run, element, rule)
            visit.run()
            waiting += reversed(visit.children)
    return tuple(run.found)


class _Fit(NamedTuple):
    """How the attributes of an element fit: the names that are unknown, missing, or too many beside the others.

    Where all fit, `rules` are those for their values.
    """

    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    beside: tuple[str, ...]
    rules: tuple[AttributeRule, ...] | None


class _Run:
    """What is found in one document, and what is worked out once for all of it."""

    def __init__(self, grammar: Grammar, source: str | None) -> None:
        self.grammar = grammar
        self.source = source
        self.guesses = Guesses()
        self.found: list[Finding] = []
        self._paths = Paths()
        self._children: dict[str, dict[str, str]] = {}
        self._expected: dict[tuple[str, State], str] = {}
        self._known: dict[str, str] = {}
        self._names: dict[str, Names] = {}
        self._attributes: dict[str, Names] = {}
        self._fits: dict[tuple[str, tuple[str, ...]], _Fit] = {}
        self._allowed: dict[tuple[AttributeRule, str], bool] = {}

    def tell(self, element: Element, message: str, hint: str | None, attribute: str | None = None) -> None:
        """Report a fault of *element*, or of its *attribute*; its id is the nearest one, its own or an ancestor's."""
        place = place_of(element, self.source, attribute, self._paths)
        self.found.append(new_finding(code=CODE, severity=Severity.ERROR, message=message, location=place, hint=hint))

    def children(self, rule: ElementRule) -> dict[str, str]:
        """Return the pattern for each name of a child that *rule* knows."""
        if rule.pattern not in self._children:
            self._children[rule.pattern] = self.grammar.children(rule)
        return self._children[rule.pattern]

    def expected(self, rule: ElementRule, state: State) -> str:
        """Return what may come next in an element, in words; empty where that is nothing."""
        key = (rule.pattern, state)
        if key not in self._expected:
            self._expected[key] = listed(child_names(self.grammar, rule.content.expected(state)))
        return self._expected[key]

    def names(self, rule: ElementRule | None = None) -> Names:
        """Return the names of the elements that *rule* knows; without one those of all."""
        key = rule.pattern if rule else ""
        if key not in self._names:
            patterns = self.children(rule).values() if rule else self.grammar.elements
            self._names[key] = Names(child_names(self.grammar, patterns))
        return self._names[key]

    def attributes(self, rule: ElementRule) -> Names:
        """Return the names of the attributes that *rule* knows."""
        if rule.pattern not in self._attributes:
            self._attributes[rule.pattern] = Names(attribute_names(rule))
        return self._attributes[rule.pattern]

    def allows(self, rule: AttributeRule, value: str) -> bool:
        """Tell whether an attribute may have a value."""
        key = (rule, value)
        if key not in self._allowed:
            self._allowed[key] = allows(self.grammar, rule, value)
        return self._allowed[key]

    def fit(self, rule: ElementRule, names: tuple[str, ...]) -> "_Fit":
        """Return which attributes of those called *names* an element cannot have, and which it lacks."""
        key = (rule.pattern, names)
        if key not in self._fits:
            present = frozenset(names)
            chosen = min(rule.attribute_sets, key=lambda one: len(one.required - present) + len(present - one.allowed))
            unknown = tuple(name for name in names if name not in rule.attributes)
            missing = tuple(sorted(chosen.required - present))
            beside = tuple(sorted(shown(name) for name in present.difference(unknown) - chosen.allowed))
            is_good = not (unknown or missing or beside)
            rules = tuple(rule.attributes[name] for name in names) if is_good else None
            self._fits[key] = _Fit(unknown, missing, beside, rules)
        return self._fits[key]

    def is_borne(self, element: Element, rule: ElementRule) -> bool:
        """Tell whether an element may bear its attributes, which most do."""
        if rule.is_open:
            return True
        rules = self.fit(rule, tuple(element.keys())).rules
        return rules is not None and all(map(self.allows, rules, element.values()))

    def known(self, rule: ElementRule) -> str:
        """Return which attributes an element may have, in words."""
        if rule.pattern not in self._known:
            self._known[rule.pattern] = listed(self.attributes(rule).names) or "none"
        return self._known[rule.pattern]


def _attribute_faults(run: _Run, element: Element, rule: ElementRule) -> Iterator[tuple[str, str, str | None]]:
    """Yield message, hint and the attribute, if it is there, for each fault in the attributes of *element*."""
    bearer = shown(rule.tag)
    present = dict(element.items())
    unknown, missing, beside, _ = run.fit(rule, tuple(present))
    meant: list[str] = []
    for name in unknown:
        close = run.attributes(rule).nearest(run.guesses, shown(name))
        meant += close[:1]
        guess = f"did you mean {listed(close)}? " if close else ""
        yield (
            f"the attribute '{shown(name)}' is not allowed on '{bearer}'",
            f"{guess}allowed here: {run.known(rule)}",
            shown(name),
        )
    for name, value in present.items():
        known_rule = rule.attributes.get(name)
        if known_rule and not run.allows(known_rule, value):
            told = f"'{value}' is no value for '{shown(name)}' on '{bearer}'"
            yield told, f"write {allowed_values(known_rule)}", shown(name)
    for name in missing:
        if shown(name) not in meant:
            yield (
                f"'{bearer}' lacks the attribute '{shown(name)}'",
                f"write {allowed_values(rule.attributes[name])}",
                None,
            )
    if beside:
        told = f"'{bearer}' cannot have '{beside[0]}' beside its other attributes"
        yield told, f"remove {listed(beside)}", beside[0]


class _Visit:
    """One look at the children of an element; `children` is what remains to be looked at."""

    def __init__(self, run: _Run, element: Element, rule: ElementRule) -> None:
        self._all = run
        self.element = element
        self.rule = rule
        self.children: list[tuple[Element, ElementRule]] = []
        self._patterns = run.children(rule)
        self._state: State = rule.content.start
        self._at = 0
        self._is_lost = False

    def run(self) -> None:
        """Go through the children and the text between them."""
        text = self.element.text or ""
        for child in self.element:
            tag = child.tag
            if isinstance(tag, str):
                if text:
                    self._meet_text(text)
                self._meet(child, tag)
                self._at += 1
                text = ""
            text += child.tail or ""
        self._meet_text(text)
        if not self._state.complete and not self._is_lost:
            missing = self._all.expected(self.rule, self._state)
            self._all.tell(self.element, f"'{self._parent}' is not complete", f"add {missing}")

    @property
    def _parent(self) -> str:
        return shown(str(self.element.tag))

    @cached_property
    def _last(self) -> dict[str | None, int]:
        """The number of the last child of each pattern."""
        children = self.element.iterchildren(etree.Element)
        return {self._pattern_of(str(child.tag)): number for number, child in enumerate(children)}

    def _names(self, patterns: Iterable[str]) -> list[str]:
        return child_names(self._all.grammar, patterns)

    def _meet_text(self, text: str) -> None:
        if not text.strip(_WHITE):
            return
        state = self.rule.content.step(self._state, TEXT)
        if state:
            self._state = state
        elif not self._is_lost:
            self._is_lost = True
            excerpt = " ".join(text.split())
            excerpt = f"{excerpt[:_EXCERPT]}…" if len(excerpt) > _EXCERPT else excerpt
            allowed = self._all.expected(self.rule, self._state) or "nothing"
            told = f"'{self._parent}' cannot hold the text '{excerpt}'"
            self._all.tell(self.element, told, f"allowed here: {allowed}")

    def _meet(self, child: Element, tag: str) -> None:
        pattern = self._pattern_of(tag)
        if not pattern:
            self._refuse(child)
            return
        content = self.rule.content
        self.children.append((child, self._all.grammar.elements[pattern]))
        state = content.step(self._state, pattern)
        if not state and self._is_lost:
            state = content.anywhere(pattern)
        if not state:
            state = self._misplaced(child, pattern)
        self._state = state

    def _pattern_of(self, tag: str) -> str | None:
        if tag in self._patterns:
            return self._patterns[tag]
        other = self._patterns.get("")
        namespace = etree.QName(tag).namespace or ""
        return other if other and namespace not in self._all.grammar.elements[other].refused else None

    def _refuse(self, child: Element) -> None:
        """Tell of a child that its parent never holds; what it holds itself is not looked at."""
        name = shown(str(child.tag))
        allowed = self._all.expected(self.rule, self._state)
        hint = f"allowed here: {allowed or 'nothing'}"
        if self._all.grammar.named(str(child.tag)):
            self._all.tell(child, f"'{name}' is not allowed in '{self._parent}'", hint)
        else:
            near = self._all.names(self.rule).nearest(self._all.guesses, name)
            close = near or self._all.names().nearest(self._all.guesses, name)
            guess = f"did you mean {listed(close)}? " if close else ""
            self._all.tell(child, f"'{name}' is no element of this grammar", guess + hint)
        self._is_lost = True

    def _misplaced(self, child: Element, pattern: str) -> State:
        """Tell of a child that has its place elsewhere, or of what is missing before it; go on after it."""
        content = self.rule.content
        name = shown(str(child.tag))
        missing = content.missing(self._state, pattern)
        if not missing:
            expected = self._all.expected(self.rule, self._state) or "nothing more"
            self._is_lost = True
            told = f"'{name}' cannot stand at this place in '{self._parent}'"
            self._all.tell(child, told, f"allowed here: {expected}")
            return self._state
        (wanted,) = self._names([missing])
        if self._last.get(missing, -1) > self._at:
            self._is_lost = True
            self._all.tell(child, f"'{name}' stands before '{wanted}' in '{self._parent}'", f"put '{wanted}' first")
            return self._state
        self._all.tell(self.element, f"'{wanted}' is missing in '{self._parent}', before '{name}'", f"add {wanted}")
        return content.anywhere(pattern)
