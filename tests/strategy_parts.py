"""The smaller strategies: names, attributes, references, voices, vocabularies, metadata, fragments."""

from attrs import evolve
from hypothesis import strategies as st

from stancebank.model import (
    Affiliation,
    Category,
    CertaintyWord,
    Entity,
    EntityKind,
    Fragment,
    Label,
    Language,
    Licence,
    Metadata,
    Name,
    Proposition,
    Relation,
    Speaker,
    SpeakerKind,
    Taxonomy,
)

pieces = [
    "The pier can wait",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\u00a0",
    "e\u0301",
    "\u00e9",
    "\U0001f600",
    "\U0001f469\u200d\U0001f680",
    "\u202e",
    "\ufeff",
    "\u0085",
    "\u2028",
    "\ufffd",
    "]]>",
    "&",
    "&amp;",
    "<",
    "</p>",
    "<!--",
    '"',
    "'",
]
"""Stretches of text that are easily broken on the way."""

_XML = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


class Ids:
    """Gives out ids that no other part of the document has."""

    def __init__(self, document_id):
        self.document_id = document_id
        self.given = []

    def new(self, draw, stem):
        number = len(self.given) + 1
        shape = draw(st.sampled_from(["{document}.{stem}{number}", "{stem}{number}", "é{number}-{stem}"]))
        self.given.append(shape.format(document=self.document_id, stem=stem, number=number))
        return self.given[-1]


def words():
    """Words of any characters but white space and controls."""
    return st.text(_XML, max_size=5).map(lambda text: "".join(text.split()))


def lines(min_size=0):
    """Texts with white space as XML normalises it: single spaces inside, none at the edges."""
    pool = [piece.strip(" \t\r\n") for piece in pieces]
    told = st.lists(st.one_of(st.sampled_from([one for one in pool if one]), words()), min_size=min_size, max_size=4)
    return told.map(lambda parts: " ".join(part for part in parts if part)).filter(lambda one: len(one) >= min_size)


def optional(strategy):
    return st.one_of(st.none(), strategy)


def some(strategy, most):
    return st.lists(strategy, max_size=most)


def days():
    return st.sampled_from(["2024-03-05", "2024", "2024-03", "soon", ""])


def attributes(*names):
    """Attributes that the model has no word for."""
    keys = st.sampled_from(names or ("rend", "n", "xml:base", "xml:space", "{urn:x}a", "{urn:z}a"))
    values = st.one_of(lines(), st.sampled_from(["", "a\nb", " \t x\r", 'say "x"', "<&>", "#a b"]))
    return st.one_of(
        st.just(()), st.dictionaries(keys, values, max_size=2).map(lambda kept: tuple(sorted(kept.items())))
    )


@st.composite
def references(draw, ids):
    """References to something of the document, to nothing, and to elsewhere."""
    away = ["nowhere", "per:lind", "../registry.xml#lind", "https://example.org/a?b=1&c", "file#x"]
    return draw(st.sampled_from([*ids.given[-12:], *away]))


def certainties():
    numbers = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1.0, 0.5, 1e-7, 5e-324, 0.1 + 0.2]))
    return st.one_of(st.none(), st.sampled_from(CertaintyWord), numbers)


@st.composite
def names(draw):
    text = draw(lines())
    kind = draw(optional(st.sampled_from(["full", "short", "label"])))
    if draw(st.booleans()):
        return Name(text="Ada Lind", kind=kind, markup="<forename>Ada</forename> <surname>Lind</surname>")
    return Name(text=text, kind=kind, attributes=draw(attributes()))


_EXTRA = ["<note>Elected twice.</note>", "<!--sic-->", "<sex/>", '<ns0:y xmlns:ns0="urn:x">a &amp; b</ns0:y>']


@st.composite
def _speaker(draw, ids):
    kind = draw(st.sampled_from(SpeakerKind))
    grouped = kind in {SpeakerKind.GROUP, SpeakerKind.UNNAMED}
    affiliation = st.builds(
        Affiliation,
        organisation=optional(references(ids)),
        role=optional(st.sampled_from(["head", "member"])),
        label=lines(),
        start=optional(days()),
        end=optional(days()),
        attributes=attributes(),
    )
    return Speaker(
        id=ids.new(draw, "v"),
        kind=kind,
        names=draw(some(names(), 2)),
        role=None if grouped else draw(optional(st.sampled_from(["government", "witness"]))),
        affiliations=[] if kind is SpeakerKind.ORGANISATION else draw(some(affiliation, 2)),
        same_as=draw(optional(st.sampled_from(["per:lind", "../registry.xml#lind", "nowhere"]))),
        identifiers=draw(some(lines(), 2)),
        attributes=draw(attributes()),
        extra=draw(some(st.sampled_from(_EXTRA), 2)),
    )


def _labels(*, defined):
    definition = lines() if defined else st.just("")
    languages = optional(st.sampled_from(["en", "de", "ru", ""]))
    return some(
        st.builds(
            Label,
            text=lines(min_size=1),
            language=languages,
            definition=definition,
            example=definition,
            attributes=attributes("n"),
        ),
        3,
    )


@st.composite
def _category(draw, ids, depth=0):
    return Category(
        id=ids.new(draw, "cat"),
        labels=draw(_labels(defined=True)),
        uri=draw(optional(st.sampled_from(["https://example.org/c", "urn:c"]))),
        categories=draw(some(_category(ids, depth + 1), 2)) if depth < 3 else [],
        attributes=draw(attributes()),
        extra=draw(some(st.sampled_from(_EXTRA), 1)),
    )


@st.composite
def registry(draw, ids):
    """Voices, the ties between them, and taxonomies."""
    speakers = draw(some(_speaker(ids), 3))
    ends = st.lists(references(ids), min_size=1, max_size=2)
    relation = st.builds(
        Relation,
        name=st.sampled_from(["speaksFor", "owns"]),
        active=ends,
        passive=ends,
        start=optional(days()),
        end=optional(days()),
        attributes=attributes(),
    )
    taxonomies = [
        Taxonomy(
            id=ids.new(draw, "tax"),
            labels=draw(_labels(defined=False)),
            categories=draw(some(_category(ids), 2)),
            attributes=draw(attributes()),
            extra=draw(some(st.sampled_from(_EXTRA), 1)),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return speakers, draw(some(relation, 2)), taxonomies


@st.composite
def entities(draw, ids):
    """Places, events and objects; and propositions."""
    found = [
        Entity(
            id=ids.new(draw, "e"),
            kind=draw(st.sampled_from(EntityKind)),
            names=draw(some(names(), 2)),
            type=draw(optional(st.sampled_from(["document", "law"]))),
            when=draw(optional(days())),
            start=draw(optional(days())),
            end=draw(optional(days())),
            identifiers=draw(some(lines(), 2)),
            attributes=draw(attributes()),
            extra=draw(some(st.sampled_from(_EXTRA), 2)),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    propositions = [
        Proposition(id=ids.new(draw, "prop"), text=draw(lines()), attributes=draw(attributes()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return found, propositions


@st.composite
def metadata(draw):
    """All that the header says of the article and its edition."""
    licences = optional(st.builds(Licence, statement=lines(), target=optional(st.sampled_from(["https://x", ""]))))
    profile = draw(optional(st.sampled_from(["stancebank-1", "other-2"])))
    urls = {"schema_url": draw(st.sampled_from(["urn:stancebank:schema:1", "x.rng"]))} if profile else {}
    languages = st.builds(Language, tag=st.sampled_from(["en", "ru-Latn"]), label=lines())
    return Metadata(
        title=draw(lines()),
        subtitle=draw(lines()),
        publisher=draw(lines()),
        edition_date=draw(optional(days())),
        text_digest=draw(optional(st.sampled_from(["0" * 64, "stale", ""]))),
        text_licence=draw(licences),
        annotation_licence=draw(licences),
        authors=draw(some(lines(), 2)),
        headline=draw(lines()),
        url=draw(optional(st.sampled_from(["https://example.org/a?b&c", ""]))),
        outlet=draw(lines()),
        outlet_publisher=draw(lines()),
        date=draw(optional(days())),
        accessed=draw(optional(days())),
        agencies=draw(some(lines(), 2)),
        seed=draw(optional(st.sampled_from(["../seeds/a.txt", ""]))),
        created=draw(optional(days())),
        language=draw(optional(st.sampled_from(["en", ""]))),
        header_language=draw(optional(st.sampled_from(["en", "de"]))),
        languages=draw(some(languages, 2)),
        offset_unit=draw(optional(lines())),
        profile=profile,
        **urls,
    )


_EVERYWHERE = ["<!--kept-->", "<?kept a?>"]
_OUTSIDE_TEXT = [*_EVERYWHERE, '<xyz a="1">t<!--c--></xyz>', '<ns0:y xmlns:ns0="urn:x" ns0:b="2"/>', "stray &amp; text"]
_IN_TEXT = [*_EVERYWHERE, '<pb n="3"/>', "stray &amp; text", '<ns0:y xmlns:ns0="urn:x" ns0:b="2"/>']


def _homes(document):
    """Return the places where a fragment may stand: where it is, what it precedes, whether that is in the text."""
    homes = [
        ("", "/", None),
        ("", "", None),
        ("TEI", "teiHeader", False),
        ("TEI", "text", False),
        ("TEI", "", False),
        ("teiHeader", "fileDesc", False),
        ("teiHeader", "", False),
        ("fileDesc", "publicationStmt", False),
        ("fileDesc/titleStmt", "title", False),
        ("fileDesc/titleStmt", "", False),
        ("fileDesc/publicationStmt", "publisher", False),
        ("fileDesc/publicationStmt", "", False),
        ("publicationStmt/availability", "", False),
        ("biblStruct/monogr", "imprint", False),
        ("sourceDesc/biblStruct", "", False),
        ("encodingDesc", "listPrefixDef", False),
        ("encodingDesc", "", False),
        ("encodingDesc/classDecl", "", False),
        ("profileDesc", "", False),
        ("profileDesc/particDesc", "", False),
        ("revisionDesc", "", False),
        ("standOff", "", False),
        ("text", "body", False),
        ("text", "", False),
        ("text/body", "", True),
    ]
    homes += [("standOff", f"#{layer.id}", False) for layer in document.layers]
    for layer in document.layers:
        homes.append((f"#{layer.id}", "", False))
        for record in layer.annotations:
            homes += [(f"#{layer.id}", f"#{record.id}", False), (f"#{record.id}", "", False)]
    homes += [(f"#{section.id}", "", True) for section in document.sections if section.id and section.element == "div"]
    if not document.sections:
        homes += [("text/body", f"#{segment.id}", True) for segment in document.segments]
    homes += [("particDesc/listPerson", f"#{one.id}", False) for one in document.speakers if one.kind != "organisation"]
    return homes


@st.composite
def fragments_at(draw, document):
    """*document* with markup that the model has no word for, at places that it has."""
    found = []
    for within, before, in_text in draw(st.lists(st.sampled_from(_homes(document)), max_size=3, unique=True)):
        pool = _EVERYWHERE if in_text is None else _IN_TEXT if in_text else _OUTSIDE_TEXT
        for xml in draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True)):
            found.append(Fragment(within=within, before=before, xml=xml))
    return evolve(document, fragments=found)
