"""Where the model's words live in TEI: the one table of elements, values and built-in prefixes."""

from typing import Final

from stancebank.model import MentionKind, Prefix, SegmentKind, SpeakerKind

__all__ = [
    "BUILT_IN_PREFIXES",
    "CONTAINER_ATTRIBUTES",
    "EMPTY",
    "FLEXIBLE",
    "GROUPING",
    "MENTION_ELEMENTS",
    "NAMED_KINDS",
    "NO_ANNOTATION",
    "NO_SOURCE",
    "REGISTRY_ROOTS",
    "SEGMENT_ELEMENTS",
    "SOLID",
    "TEI",
    "VOCABULARIES",
    "XI",
    "XML",
    "blocks_in",
]

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XI: Final = "http://www.w3.org/2001/XInclude"

SEGMENT_ELEMENTS: Final[dict[SegmentKind, tuple[str, str | None]]] = {
    SegmentKind.HEADLINE: ("head", "main"),
    SegmentKind.SUBHEADLINE: ("head", "sub"),
    SegmentKind.HEADING: ("head", None),
    SegmentKind.DATELINE: ("dateline", None),
    SegmentKind.BYLINE: ("byline", None),
    SegmentKind.PARAGRAPH: ("p", None),
    SegmentKind.ITEM: ("item", None),
    SegmentKind.CREDIT: ("note", "credit"),
}
"""The element and the value of ``@type`` for each kind of segment."""

SOLID: Final = frozenset({"ab", "head", "item", "p"})
"""Blocks that never group other blocks, whatever they hold."""

FLEXIBLE: Final = frozenset(
    ["byline", "cell", "dateline", "figDesc", "l", "label", "note", "quote", "salute", "signed", "trailer"]
)
"""Blocks that may also group others."""

EMPTY: Final = FLEXIBLE | {"ab"}
"""Elements of other kinds that are a block even without text."""

GROUPING: Final = FLEXIBLE | {
    *("argument", "body", "cit", "closer", "div", "div1", "div2", "div3", "epigraph", "figure", "floatingText"),
    *("lg", "list", "opener", "row", "sp", "table"),
}
"""Elements that may be a section: those without text of their own whose children are blocks."""

_BLOCKS: Final = SOLID | GROUPING
_PHRASES: Final = frozenset({"cit", "figure", "floatingText", "label", "note", "quote"})


def blocks_in(name: str) -> frozenset[str]:
    """Return the elements that make a section of their parent *name*, for a block may also stand in a phrase."""
    if name in SOLID or name not in GROUPING:
        return frozenset()
    return _BLOCKS - _PHRASES if name in FLEXIBLE else _BLOCKS


NAMED_KINDS: Final[dict[MentionKind, str]] = {
    MentionKind.PERSON: "persName",
    MentionKind.ORGANISATION: "orgName",
    MentionKind.PLACE: "placeName",
}
"""The element for a proper name of each kind; other kinds are ``name`` with ``@type``, descriptions ``rs``."""

MENTION_ELEMENTS: Final = frozenset({*NAMED_KINDS.values(), "name", "rs"})

SPEAKER_ELEMENTS: Final[dict[SpeakerKind, str]] = {
    SpeakerKind.PERSON: "person",
    SpeakerKind.GROUP: "personGrp",
    SpeakerKind.UNNAMED: "personGrp",
    SpeakerKind.ORGANISATION: "org",
}

VOCABULARIES: Final = ("intensity", "medium", "mode", "position", "status")
"""The closed vocabularies of the model; each is the prefix of its values in ``@ana``."""

BUILT_IN_PREFIXES: Final = {name: Prefix(name=name, replacement=f"urn:stancebank:{name}:$1") for name in VOCABULARIES}
"""What the prefixes of the closed vocabularies stand for unless a document says otherwise."""

REGISTRY_ROOTS: Final = frozenset({"listPerson", "listOrg", "listPlace", "listEvent", "listObject", "taxonomy"})
"""Elements that a file of a corpus may have as its root besides TEI and teiCorpus."""

CONTAINER_ATTRIBUTES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "sourceDesc/biblStruct": (("type", "newsArticle"),),
    "particDesc/listPerson": (("type", "voices"),),
    "particDesc/listOrg": (("type", "voices"),),
    "revisionDesc": (("status", "draft"),),
    "standOff/interpGrp": (("type", "proposition"),),
    "standOff/spanGrp": (("type", "inline"),),
}
"""The usual attributes of structural elements; what differs is kept in `Document.containers`."""

NO_ANNOTATION: Final = '<note type="comment">This layer holds no annotation.</note>'
"""What stands in a layer without annotations, since TEI has no empty lists."""

NO_SOURCE: Final = "No publication is recorded."
"""What stands in ``sourceDesc`` where the model knows nothing of the article's publication."""
