"""Rules on vocabularies: they hold what they must, and each value is of the vocabulary that its role wants."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Final

from stancebank.corpus import Resolution
from stancebank.findings import Severity
from stancebank.model import Annotation, Quotation, Stance, TopicAssignment
from stancebank.tei.pointer_roles import Role
from stancebank.tei.vocabularies import Retirement, Vocabulary
from stancebank.validation.following import WORDS, leaves, vocabulary_of
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["TAXONOMY"]

_OWN: Final[dict[type[Annotation], tuple[str, frozenset[str]]]] = {
    Quotation: ("a quotation", frozenset({"mode", "medium", "status"})),
    TopicAssignment: ("a topic assignment", frozenset({"status"})),
    Stance: ("a stance", frozenset({"position", "intensity", "status"})),
}


def incomplete_vocabulary(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each closed vocabulary that the document takes from a file which lacks some of its words."""
    document, folder = subject.told, subject.folder
    if folder is None:
        return
    for prefix in document.prefixes:
        lacking = [
            word
            for word in WORDS.get(prefix.name, ())
            if subject.resolve(f"{prefix.name}:{word}", folder).outcome is Resolution.MISSING_ID
        ]
        if lacking:
            yield Hit(
                f"the vocabulary {prefix.name!r} is taken from {prefix.replacement.partition('#')[0]!r}, "
                f"which lacks {', '.join(lacking)}",
                document.id,
                line=subject.index.line_of.get("listPrefixDef/prefixDef"),
            )


def foreign_value(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each value of a vocabulary that its record has no use for, and each topic outside its scheme."""
    for record in _records(subject) if subject.once(_is_worded) else ():
        told, own = _OWN[type(record)]
        for value in _values(record):
            vocabulary, word = vocabulary_of(value)
            if vocabulary and vocabulary not in own and word in WORDS[vocabulary]:
                yield Hit(f"{value} says nothing of {told}: the vocabulary {vocabulary!r} belongs elsewhere", record.id)
    schemes: dict[int, str] = {}
    for pointer in subject.index.by_role.get(Role.SCHEME, ()):
        if pointer.element == "catRef" and len(pointer.tokens) == 1:
            schemes[pointer.number] = pointer.tokens[0]
    for pointer in subject.index.by_role.get(Role.CATEGORY, ()) if schemes else ():
        if pointer.number not in schemes or pointer.attribute != "target":
            continue
        scheme = schemes[pointer.number].removeprefix("#")
        for token in pointer.tokens:
            found = _taxonomies(subject, token)
            if found and scheme in subject.index.by_id and scheme not in found:
                told = f"the category {token} is not one of the taxonomy #{scheme}"
                yield Hit(told, pointer.near, line=pointer.line, number=pointer.number, attribute="target")


def _taxonomies(subject: Subject, token: str) -> list[str]:
    """Return the ids of what holds a category of this document, inner before outer."""
    anchor = subject.anchor(token[1:]) if token.startswith("#") else None
    found: list[str] = []
    while anchor is not None and anchor.element in {"category", "taxonomy"}:
        anchor = subject.anchor(anchor.within)
        found += [anchor.id] if anchor is not None else []
    return found


def exclusive_values(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each record with two values of one closed vocabulary."""
    for record in _records(subject) if subject.once(_is_worded) else ():
        if not record.categories:
            continue
        _, own = _OWN[type(record)]
        told: dict[str, set[str]] = defaultdict(set)
        for value in chain(_words(record), record.categories):
            vocabulary, word = vocabulary_of(value)
            if vocabulary in own and word in WORDS[vocabulary]:
                told[vocabulary].add(word)
        for vocabulary, words in told.items():
            if len(words) > 1:
                yield Hit(f"{vocabulary} is said to be {' and '.join(sorted(words))} at once", record.id)


def retired_category(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each retired category that a document uses, where it does so first."""
    seen: set[str] = set()
    for pointer in subject.index.by_role.get(Role.CATEGORY, ()):
        if pointer.value in seen:
            continue
        for token in pointer.tokens:
            if token in seen:
                continue
            seen.add(token)
            retired = _retirement(subject, token)
            if retired is not None:
                since = f" since {retired.when}" if retired.when else ""
                hint = f"use {retired.replacement}" if retired.replacement else None
                yield Hit(f"the category {token} is retired{since}", pointer.near, line=pointer.line, hint=hint)
        seen.add(pointer.value)


def _retirement(subject: Subject, token: str) -> Retirement | None:
    if token.startswith("#"):
        anchor = subject.anchor(token[1:])
        return anchor.retirement if anchor else None
    if subject.folder is None or not leaves(token) or _is_built_in(subject, token):
        return None
    entry = subject.resolve(token, subject.folder).entry
    return entry.retirement if entry else None


def _is_built_in(subject: Subject, token: str) -> bool:
    """Tell whether a token is of a closed vocabulary that the file does not take from another one."""
    vocabulary, _ = vocabulary_of(token)
    return vocabulary != "" and (subject.document is None or subject.document.prefix(vocabulary) is None)


def unreleased(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each shared taxonomy that does not say its version, its date and its terms."""
    for vocabulary in _shared(subject):
        told = {"version": vocabulary.version, "date": vocabulary.date, "licence": vocabulary.licence}
        lacking = [name for name, value in told.items() if not value]
        if lacking:
            yield Hit(
                f"the taxonomy does not state its {' and its '.join(lacking)}", vocabulary.id, line=vocabulary.line
            )


def unclear_category(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each category of a shared taxonomy without a definition, or without an example."""
    for vocabulary in _shared(subject):
        for term in vocabulary.terms:
            if not term.is_described:
                continue
            lacking = [
                name for name, has in (("definition", term.is_defined), ("example", term.has_example)) if not has
            ]
            if lacking:
                yield Hit(f"the category has no {' and no '.join(lacking)}", term.id, line=term.line)


def _shared(subject: Subject) -> tuple[Vocabulary, ...]:
    """Return the taxonomies of a file that others point into; what a document brings is dated and licensed with it."""
    return () if subject.index.root == "TEI" else subject.index.vocabularies


def _records(subject: Subject) -> Iterator[Annotation]:
    return chain.from_iterable(layer.annotations for layer in subject.told.layers)


def _is_worded(subject: Subject) -> bool:
    """Tell whether a category is a word of a closed vocabulary; the model has fields for such words, so few are."""
    named = {topic.category for topic in subject.told.topics}
    named.update(chain.from_iterable([record.categories for record in _records(subject)]))
    return any(vocabulary_of(one)[0] for one in named if one is not None)


def _values(record: Annotation) -> Iterator[str]:
    if isinstance(record, TopicAssignment) and record.category is not None:
        yield record.category
    yield from record.categories


def _words(record: Annotation) -> Iterator[str]:
    """Yield the words that the model has read into fields of their own."""
    for vocabulary in WORDS:
        word = getattr(record, vocabulary, None)
        if word is not None:
            yield f"{vocabulary}:{word}"


TAXONOMY: Final = (
    Rule(
        code="TX001",
        level=2,
        severity=Severity.ERROR,
        summary="a required vocabulary is incomplete",
        why="The vocabularies of position, intensity, mode, medium and status are built in. A document may take them "
        "from files of its corpus instead; then each file must hold every word.",
        remedy="Add the missing categories to the file, or drop the prefixDef and use what is built in.",
        bad='replacementPattern="half.xml#position.$1"',
        good='replacementPattern="position.xml#position.$1"',
        check=incomplete_vocabulary,
    ),
    Rule(
        code="TX002",
        level=2,
        severity=Severity.ERROR,
        summary="a value is of another vocabulary than its role wants",
        why="A quotation has no position, and a topic is no mode: counts by vocabulary would be wrong.",
        remedy="Move the value to a record that it can be said of, or choose one of the right vocabulary.",
        bad='ana="mode:direct medium:speech position:oppose status:proposed"',
        good='ana="mode:direct medium:speech status:proposed"',
        check=foreign_value,
    ),
    Rule(
        code="TX004",
        level=2,
        severity=Severity.WARNING,
        summary="a category is used that is retired",
        why="The taxonomy has given the category up; newer documents use another one for the same thing.",
        remedy="Use the category that took its place; the taxonomy names it, if there is one.",
        bad='<catRef scheme="#issues" target="#quay" resp="#tool" cert="high"/>',
        good='<catRef scheme="#issues" target="#pier" resp="#tool" cert="high"/>',
        check=retired_category,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="TX005",
        level=2,
        severity=Severity.ERROR,
        summary="a shared taxonomy does not state its version, its date or its licence",
        why="Two corpora can be compared only by the same version of a taxonomy, and only one that may be used. "
        "A taxonomy inside a document is dated and licensed with the document; one without an id is ID003.",
        remedy="State them in a desc of their own, with the elements that the example shows.",
        bad="<desc>Version 1.0</desc>",
        good='<desc>Version <num type="version">1.0</num> of <date when="2024-03-05">5 March 2024</date>, under '
        '<ref type="licence" target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</ref></desc>',
        check=unreleased,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="TX007",
        level=2,
        severity=Severity.ERROR,
        summary="a category of a shared taxonomy has no definition, or no example",
        why="A label alone is understood in as many ways as there are annotators.",
        remedy="Write what falls under it after the term, and an example in mentioned.",
        bad='<catDesc xml:lang="en"><term>pier</term></catDesc>',
        good='<catDesc xml:lang="en"><term>pier</term>: building and upkeep of piers '
        "<mentioned>The pier can wait.</mentioned></catDesc>",
        check=unclear_category,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="TX009",
        level=3,
        severity=Severity.ERROR,
        summary="a record has two values that exclude each other",
        why="Readers take one of them, and not all the same one.",
        remedy="Decide; where the words say both, write position:ambiguous.",
        bad='ana="position:oppose position:support status:proposed"',
        good='ana="position:oppose status:proposed"',
        check=exclusive_values,
    ),
)
