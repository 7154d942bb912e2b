"""The facts of a tree that rules look at, gathered in one walk."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen
from lxml import etree

from stancebank.model.trusted import trusted
from stancebank.tei.facts import Anchor, Dated, Inclusion, Nameless, Pointer, SchemaReference, Worded
from stancebank.tei.markup import local_name
from stancebank.tei.names import XI, XML
from stancebank.tei.pointer_roles import POINTING, Role, role_of
from stancebank.tei.pointers import tokens
from stancebank.tei.remarks import REMARKABLE, Breach, Score, breach, models, scores_in
from stancebank.tei.statements import Statement, statements
from stancebank.tei.vocabularies import Vocabulary, retirement, vocabularies
from stancebank.tei.words import read_certainty

__all__ = ["Index", "index"]

Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # it has no public name

_ID: Final = f"{{{XML}}}id"
_LANGUAGE: Final = f"{{{XML}}}lang"
_INCLUDE: Final = f"{{{XI}}}include"
_ROOTS: Final = frozenset({"", "TEI", "teiCorpus"})
_STATING: Final = frozenset({_INCLUDE, "quotation", "schemaRef"})

_DATE_ATTRIBUTES: Final = frozenset({"when", "from", "to", "notBefore", "notAfter"})
_WORDED: Final = frozenset({_LANGUAGE, "cert"})
_TELLING: Final = REMARKABLE | {"fs"}
_NO_DATES: Final = frozenset({"biblScope", "time"})

_NAMED: Final = frozenset(
    [
        "application",
        "category",
        "event",
        "interp",
        "listAnnotation",
        "object",
        "org",
        "person",
        "personGrp",
        "place",
        "taxonomy",
    ]
)
"""Elements that nobody can cite without an id; those that the grammar asks one of are not among them."""

_REGIONS: Final = frozenset({"teiHeader", "text", "standOff"})

_new_anchor: Final = trusted(Anchor)
_new_pointer: Final = trusted(Pointer)


@frozen(kw_only=True)
class Index:
    """The facts of one file, in document order.

    Attributes:
        root: The name of the root element.
        root_id: Its ``xml:id``, or None.
        root_line: The line of its start tag.
        anchors: Every element with an id, duplicates included.
        pointers: Every attribute that points.
        dates: Every element with dates.
        nameless: Elements that lack an id they should have.
        inclusions: The uses of XInclude.
        schema: What the document says of its profile, the first time it does.
        marks: ``quotation/@marks``: whether quotation marks are kept in the text.
        lines: For each pair ``parent/element`` of the header, the line of the first one.
        breaches: Elements that break a constraint of TEI.
        scores: The scores of records.
        scale: The numbers between which scores lie, as ``unitDef`` of type ``score`` declares them; empty where none
            does.
        models: The schemas that ``xml-model`` instructions before the root name.
        vocabularies: The taxonomies that the file holds.
        statements: What the header or the registry says, element by element.
        languages: Every ``xml:lang``.
        certainties: Every ``cert`` that is neither a word for a certainty nor a number from 0 to 1.
    """

    root: str
    root_id: str | None
    root_line: int
    anchors: tuple[Anchor, ...]
    pointers: tuple[Pointer, ...]
    dates: tuple[Dated, ...]
    nameless: tuple[Nameless, ...]
    inclusions: tuple[Inclusion, ...]
    schema: SchemaReference | None
    marks: str | None
    lines: tuple[tuple[str, int], ...]
    breaches: tuple[Breach, ...] = ()
    scores: tuple[Score, ...] = ()
    scale: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    statements: tuple[Statement, ...] = ()
    languages: tuple[Worded, ...] = ()
    certainties: tuple[Worded, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Anchor]:
        """The first element of each id."""
        return {anchor.id: anchor for anchor in reversed(self.anchors)}

    @cached_property
    def by_role(self) -> Mapping[Role, list[Pointer]]:
        """The pointers of each role, in document order."""
        found: dict[Role, list[Pointer]] = defaultdict(list)
        for pointer in self.pointers:
            found[pointer.role].append(pointer)
        return found

    @cached_property
    def line_of(self) -> dict[str, int]:
        """The line of the first ``parent/element`` of the header."""
        return dict(self.lines)


def index(root: Element) -> Index:
    """Return what identifies and what points in a tree.

    Args:
        root: A ``TEI``, a ``teiCorpus`` or the root of a registry file.

    Example:
        >>> tree = etree.fromstring(b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><p corresp="#d"/></TEI>')
        >>> found = index(tree)
        >>> found.root_id, found.pointers[0].tokens, found.pointers[0].near
        ('d', ('#d',), 'd')
    """
    walk = _Walk()
    walk.visit(root, "", None, "")
    return Index(
        root=local_name(str(root.tag)),
        root_id=root.get(_ID),
        root_line=root.sourceline or 0,
        anchors=tuple(walk.anchors),
        pointers=tuple(walk.pointers),
        dates=tuple(walk.dates),
        nameless=tuple(walk.nameless),
        inclusions=tuple(walk.inclusions),
        schema=walk.schema,
        marks=walk.marks,
        lines=tuple(walk.lines.items()),
        breaches=tuple(walk.breaches),
        scores=tuple(walk.scores),
        scale=walk.scale,
        models=models(root),
        vocabularies=vocabularies(root),
        statements=statements(root),
        languages=tuple(walk.languages),
        certainties=tuple(walk.certainties),
    )


class _Walk:
    """What the walk has gathered so far."""

    def __init__(self) -> None:
        self.anchors: list[Anchor] = []
        self.pointers: list[Pointer] = []
        self.dates: list[Dated] = []
        self.nameless: list[Nameless] = []
        self.inclusions: list[Inclusion] = []
        self.languages: list[Worded] = []
        self.certainties: list[Worded] = []
        self.lines: dict[str, int] = {}
        self.schema: SchemaReference | None = None
        self.marks: str | None = None
        self.number = 0
        self.breaches: list[Breach] = []
        self.scores: list[Score] = []
        self.scale: tuple[str, ...] = ()

    def visit(self, element: Element, parent: str, near: str | None, region: str) -> None:
        """Visit *element* and what it holds; the parser bounds the depth, so recursion is safe."""
        name = local_name(element.tag)  # type: ignore[arg-type] # the tag of an element is a string
        self.number += 1
        if parent in _ROOTS:
            region = name if name in _REGIONS else ""
        attributes = element.items()
        if attributes:
            near = self._attributes(element, dict(attributes), name, parent, near, region)
        elif name in _NAMED:
            self.nameless.append(Nameless(element=name, near=near, line=element.sourceline or 0, number=self.number))
        if region == "teiHeader":
            path = f"{parent}/{name}"
            if path not in self.lines:
                self.lines[path] = element.sourceline or 0
        if name in _TELLING:
            self._told_within(element, name, parent, near)
        if len(element):  # most have no child, and an iterator costs more than the question
            for child in element:
                if type(child.tag) is str:
                    self.visit(child, name, near, region)

    def _told_within(self, element: Element, name: str, parent: str, near: str | None) -> None:
        """Take in what only the children of an element tell."""
        if name == "fs":
            if parent == "span":
                self._features(element, near)
            return
        told = breach(element, name)
        if told is not None:
            self.breaches.append(Breach(told=told, near=near, line=element.sourceline or 0))
        elif element.get("type") == "score":
            scores = scores_in(element, near)
            if name == "unitDef":
                self.scale = tuple(one.value for one in scores)
            else:
                self.scores += scores

    def _features(self, element: Element, near: str | None) -> None:
        """Take in the pointers of an element that stands off the text: its attributes are features."""
        name = element.get("type", "")
        features = {feature.get("name", ""): feature.findtext("{*}string", "") for feature in element}
        span = element.getparent()
        own = span.get(_ID) if span is not None else None
        for key in sorted(POINTING & features.keys()):
            role = role_of(name, key, None, features)
            self._point(role, name, key, features[key], own, near, element.sourceline or 0, None)

    def _point(
        self,
        role: Role | None,
        element: str,
        attribute: str,
        value: str,
        own: str | None,
        near: str | None,
        line: int,
        kind: str | None,
    ) -> None:
        if role is None:
            return
        told = (value,) if value.split() == [value] else tuple(tokens(value))
        self.pointers.append(_new_pointer(role, element, attribute, value, told, own, near, line, self.number, kind))

    def _attributes(
        self,
        element: Element,
        attributes: dict[str, str],
        name: str,
        parent: str,
        near: str | None,
        region: str,
    ) -> str | None:
        """Take in the attributes of an element, and return the nearest id below it."""
        line = element.sourceline or 0
        own = attributes.get(_ID)
        if own is not None:
            motivation = attributes.get("motivation") if name == "annotation" else None
            bearer = name
            if name == "span" and parent == "spanGrp":  # it stands for an element in the text
                bearer, region = attributes.get("type", name), "text"
            self.anchors.append(
                _new_anchor(
                    id=own,
                    element=bearer,
                    line=line,
                    within=near,
                    region=region,
                    motivation=motivation,
                    number=self.number,
                    direct=attributes.get("direct"),
                    retirement=retirement(element) if name == "category" else None,
                )
            )
            near = own
        elif name in _NAMED:
            self.nameless.append(Nameless(element=name, near=near, line=line, number=self.number))
        kind = attributes.get("type") if name == "ptr" and parent == "annotation" else None
        dates: list[tuple[str, str]] = []
        for key, value in attributes.items():
            if key in POINTING:
                self._point(role_of(name, key, kind, attributes), name, key, value, own, near, line, kind)
            elif key in _DATE_ATTRIBUTES:
                dates.append((key, value))
            elif key in _WORDED:
                self._word(key, value, region, near, line)
        if dates and name not in _NO_DATES:
            dated = Dated(element=name, parent=parent, dates=tuple(dates), near=near, line=line, number=self.number)
            self.dates.append(dated)
        if name in _STATING:
            self._statement(attributes, name, line)
        return near

    def _word(self, attribute: str, value: str, region: str, near: str | None, line: int) -> None:
        if attribute == _LANGUAGE:
            self.languages.append(Worded(value, region, near, line))
        elif read_certainty(value) is None:
            self.certainties.append(Worded(value, region, near, line))

    def _statement(self, attributes: dict[str, str], name: str, line: int) -> None:
        if name == _INCLUDE:
            self.inclusions.append(Inclusion(href=attributes.get("href", ""), line=line))
        elif name == "quotation":
            self.marks = self.marks or attributes.get("marks")
        elif self.schema is None:
            self.schema = SchemaReference(
                profile=attributes.get("type"), key=attributes.get("key"), url=attributes.get("url"), line=line
            )
