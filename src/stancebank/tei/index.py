"""The facts of a tree that rules look at, gathered in one walk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen
from lxml import etree

from stancebank.model.trusted import trusted
from stancebank.tei.facts import Anchor, Dated, Inclusion, Nameless, Pointer, SchemaReference, Worded
from stancebank.tei.markup import local_name
from stancebank.tei.pointer_roles import POINTING, Role, role_of
from stancebank.tei.pointers import tokens
from stancebank.tei.remarks import REMARKABLE, Breach, Score, breach, models, scores_in
from stancebank.tei.shapes import INCLUDE, LANGUAGE, XML_ID, Shape, shape_of
from stancebank.tei.statements import Statement, statements
from stancebank.tei.vocabularies import Vocabulary, retirement, vocabularies
from stancebank.tei.words import read_certainty

__all__ = ["Index", "index"]

Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # it has no public name

_ROOTS: Final = frozenset({"", "TEI", "teiCorpus"})
_NOWHERE: Final = ("", None, "")
_TELLING: Final = REMARKABLE | {"fs"}
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
        addresses: Every attribute that holds an address and is no pointer: its element, its name, its value.
        size: How many elements the file has.
        most_attributes: How many attributes the element has that has most of them.
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
    addresses: tuple[tuple[str, str, str], ...] = ()
    size: int = 0
    most_attributes: int = 0

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
    walk.over(root)
    return Index(
        root=local_name(str(root.tag)),
        root_id=root.get(XML_ID),
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
        addresses=tuple(walk.addresses),
        size=walk.number,
        most_attributes=walk.most_attributes,
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
        self.addresses: list[tuple[str, str, str]] = []
        self.breaches: list[Breach] = []
        self.scores: list[Score] = []
        self.scale: tuple[str, ...] = ()
        self.number = 0
        self.most_attributes = 0
        self._parted: dict[str, tuple[str, ...]] = {}

    def over(self, root: Element) -> None:
        """Take in *root* and what it holds, in document order."""
        around: dict[Element | None, tuple[str, str | None, str]] = {}
        for element in root.iter(etree.Element):
            parent, near, region = around.get(element.getparent(), _NOWHERE)
            name = local_name(element.tag)  # type: ignore[arg-type] # the tag of an element is a string
            if parent in _ROOTS:
                region = name if name in _REGIONS else ""
            self.number += 1
            attributes = dict(element.items())
            if len(attributes) > self.most_attributes:  # noqa: PLR1730 # a call of max costs more than all of this
                self.most_attributes = len(attributes)
            shape = shape_of(name, parent, tuple(attributes))
            if shape is not None:
                near = self._attributes(element, attributes, shape, near, region)
            if region == "teiHeader":
                self.lines.setdefault(f"{parent}/{name}", element.sourceline or 0)
            if name in _TELLING:
                self._told_within(element, name, parent, near)
            if len(element):
                around[element] = name, near, region

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
        own = span.get(XML_ID) if span is not None else None
        roles = [(key, role_of(name, key, None, features)) for key in sorted(POINTING & features.keys())]
        self._point([(key, role) for key, role in roles if role], features, name, own, near, element.sourceline or 0)

    def _point(
        self,
        pointing: Iterable[tuple[str, Role | None]],
        attributes: Mapping[str, str],
        name: str,
        own: str | None,
        near: str | None,
        line: int,
        kind: str | None = None,
    ) -> None:
        """Take in the attributes of an element that point."""
        for key, role in pointing:
            told = role or role_of(name, key, kind, attributes)
            value = attributes[key]
            parted = self._parted.get(value)
            if parted is None:
                parted = self._parted[value] = tuple(tokens(value))
            self.pointers.append(_new_pointer(told, name, key, value, parted, own, near, line, self.number, kind))

    def _attributes(
        self, element: Element, attributes: dict[str, str], shape: Shape, near: str | None, region: str
    ) -> str | None:
        """Take in the attributes of an element, and return the nearest id below it."""
        name, line, own = shape.element, element.sourceline or 0, None
        if shape.is_apart:
            region = "text"
        if shape.has_id:
            own = attributes[XML_ID]
            self._anchor(element, attributes, shape, near, region)
            near = own
        if shape.pointing:
            kind = attributes.get("type") if shape.is_body else None
            self._point(shape.pointing, attributes, name, own, near, line, kind)
        if shape.has_certainty and read_certainty(attributes["cert"]) is None:
            self.certainties.append(Worded(attributes["cert"], region, near, line))
        if shape.is_rare:
            self._rare(attributes, shape, near, line, region)
        return near

    def _rare(self, attributes: dict[str, str], shape: Shape, near: str | None, line: int, region: str) -> None:
        """Take in what few elements tell in attributes."""
        if shape.is_nameless:
            self.nameless.append(Nameless(element=shape.element, near=near, line=line, number=self.number))
        if LANGUAGE in attributes:
            self.languages.append(Worded(attributes[LANGUAGE], region, near, line))
        self.addresses += [(shape.element, key, attributes[key]) for key in shape.addresses]
        if shape.dates:
            dates = tuple((key, attributes[key]) for key in shape.dates)
            self.dates.append(
                Dated(element=shape.element, parent=shape.parent, dates=dates, near=near, line=line, number=self.number)
            )
        if shape.is_stating:
            self._statement(attributes, shape.element, line)

    def _anchor(
        self, element: Element, attributes: dict[str, str], shape: Shape, within: str | None, region: str
    ) -> None:
        name = shape.element
        self.anchors.append(
            _new_anchor(
                attributes[XML_ID],
                attributes.get("type", name) if shape.is_apart else name,
                element.sourceline or 0,
                within,
                region,
                attributes.get("motivation") if name == "annotation" else None,
                self.number,
                attributes.get("direct"),
                retirement(element) if name == "category" else None,
            )
        )

    def _statement(self, attributes: dict[str, str], name: str, line: int) -> None:
        if name == INCLUDE:
            self.inclusions.append(Inclusion(href=attributes.get("href", ""), line=line))
        elif name == "quotation":
            self.marks = self.marks or attributes.get("marks")
        elif self.schema is None:
            self.schema = SchemaReference(
                profile=attributes.get("type"), key=attributes.get("key"), url=attributes.get("url"), line=line
            )
