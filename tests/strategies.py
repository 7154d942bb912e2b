"""Hypothesis strategies for texts, markup and whole documents.

Everything that `documents` yields is a value that the model documents as possible: names are normalised,
references are well-formed though they may name nothing, and kept XML is in the form that a serialiser gives it.
"""

from hypothesis import strategies as st

from stancebank.model import (
    Annotator,
    AnnotatorKind,
    Application,
    CategoryRef,
    Change,
    Document,
    Intensity,
    Layer,
    Markup,
    Medium,
    Mention,
    MentionKind,
    Mode,
    Point,
    Position,
    Prefix,
    Quotation,
    Section,
    Segment,
    SegmentKind,
    Span,
    Stance,
    Status,
    TopicAssignment,
)
from strategy_parts import (
    Ids,
    attributes,
    certainties,
    days,
    entities,
    fragments_at,
    lines,
    metadata,
    optional,
    pieces,
    references,
    registry,
    some,
    words,
)

__all__ = ["block_texts", "blocks", "documents", "spans", "texts"]

_OTHER = ["ab", "l", "quote", "trailer", "signed", "salute", "label", "note", "figDesc", "{urn:x}post"]
_INLINE = ["hi", "date", "emph", "foreign", "title", "q", "soCalled", "seg", "quote", "{urn:x}y"]
_POINTS = [
    "<!--checked-->",
    "<!-- a < b & c -->",
    "<?page 3?>",
    "<lb/>",
    '<pb n="2" rend="a &amp; b"/>',
    '<ns0:gap xmlns:ns0="urn:x" n="1"/>',
    "<gap><!--inside--></gap>",
]


def block_texts():
    """Texts of one block: whatever XML can carry, with the characters that are easily broken."""
    return st.lists(st.one_of(st.sampled_from(pieces), words()), max_size=8).map("".join)


def texts():
    """Texts to be spanned."""
    return block_texts().filter(bool)


def blocks():
    """Pairs of kind and text for `Document.from_blocks`."""
    kinds = st.sampled_from([kind for kind in SegmentKind if kind is not SegmentKind.OTHER])
    return st.lists(st.tuples(kinds, block_texts()), max_size=6)


@st.composite
def spans(draw, size, *, empty=True):
    """Spans inside a text of *size* characters."""
    start = draw(st.integers(0, size if empty else size - 1))
    end = draw(st.integers(start if empty else start + 1, size))
    return Span(start, end)


@st.composite
def _segments(draw, ids):
    found, parts, start = [], [], 0
    for part in draw(st.lists(block_texts(), max_size=5)):
        kind = draw(st.sampled_from(SegmentKind))
        element = draw(st.sampled_from(_OTHER)) if kind is SegmentKind.OTHER else None
        if element == "{urn:x}post" and not part:
            element = "ab"
        own = draw(attributes())
        span = Span(start, start + len(part))
        found.append(Segment(id=ids.new(draw, "b"), kind=kind, span=span, element=element, attributes=own))
        parts.append(part)
        start = span.end + 1
    return found, "\n".join(parts)


@st.composite
def _sections(draw, ids, segments):
    """Nested divisions over *segments*, some without an id, some of them lists."""
    found = []

    def divide(start, end, depth):
        position = start
        while position < end and depth < 4:
            if draw(st.booleans()):
                stop = draw(st.integers(position + 1, end))
                inner = segments[position:stop]
                listable = all(not (one.element or "").startswith("{") for one in inner)
                element = draw(st.sampled_from(["div", "div", "list"])) if listable else "div"
                found.append(
                    Section(
                        span=Span(inner[0].span.start, inner[-1].span.end),
                        id=draw(optional(st.builds(ids.new, st.just(draw), st.just("s")))),
                        kind=draw(st.sampled_from([None, "section", "article"])),
                        element=element,
                        attributes=draw(attributes()),
                    )
                )
                divide(position, stop, depth + 1)
                position = stop
            else:
                position += 1

    divide(0, len(segments), 0)
    return found


@st.composite
def _inline(draw, ids, size, places):
    """Mentions, markup and points over a text of *size* characters."""
    mentions, markup = [], []
    for _ in range(draw(st.integers(0, 4)) if size else 0):
        span = draw(st.one_of(spans(size, empty=False), *([st.sampled_from(places)] if places else [])))
        own_id = ids.new(draw, "i") if draw(st.booleans()) else None
        if draw(st.booleans()):
            kind = draw(st.sampled_from(MentionKind))
            entity = draw(optional(references(ids)))
            mentions.append(
                Mention(
                    span=span,
                    entity=entity,
                    kind=kind,
                    is_name=draw(st.booleans()),
                    id=own_id,
                    attributes=draw(attributes()),
                )
            )
        else:
            name = draw(st.sampled_from(_INLINE))
            own = draw(attributes()) or (("n", "1"),)
            markup.append(Markup(name=name, span=span, id=own_id, attributes=own))
        places.append(span)
    points = draw(some(st.builds(Point, offset=st.integers(0, size), xml=st.sampled_from(_POINTS)), 3))
    return mentions, markup, points


def _unread(*roles):
    pairs = st.tuples(st.sampled_from(roles), st.sampled_from(["bare", "nobody", "#string-range(gone,1,2)"]))
    return some(pairs, 2)


@st.composite
def _quotation(draw, ids, stretches):
    content = draw(st.lists(stretches, max_size=3))
    quotation_id = ids.new(draw, "q")
    own = [ids.new(draw, "part") for _ in content] if draw(st.booleans()) else []
    return Quotation(
        id=quotation_id,
        content=content,
        mode=draw(optional(st.sampled_from(Mode))),
        medium=draw(optional(st.sampled_from(Medium))),
        speakers=draw(some(references(ids), 2)),
        addressees=draw(some(references(ids), 2)),
        on_behalf_of=draw(some(references(ids), 2)),
        verbatim=draw(some(stretches, 2)),
        mention=draw(some(stretches, 2)),
        cue=draw(some(stretches, 2)),
        certainty=draw(certainties()),
        status=draw(optional(st.sampled_from(Status))),
        comment=draw(lines()),
        anchors=own,
        categories=draw(some(references(ids), 2)),
        attributes=draw(attributes()),
        unread=draw(_unread("speaker", "ana", "addressee", "target", "mention", "witness")),
    )


@st.composite
def _topic(draw, ids, stretches, targets):
    category = draw(optional(references(ids)))
    others = draw(some(references(ids), 2)) if category else []
    return TopicAssignment(
        id=ids.new(draw, "t"),
        category=category,
        targets=draw(some(st.sampled_from([*targets, "nowhere", "other.xml#p1"]), 3)),
        spans=draw(some(stretches, 2)),
        certainty=draw(certainties()),
        status=draw(optional(st.sampled_from(Status))),
        comment=draw(lines()),
        categories=others,
        attributes=draw(attributes()),
        unread=draw(_unread("target", "ana", "witness")),
    )


@st.composite
def _stance(draw, ids, stretches, quotations):
    return Stance(
        id=ids.new(draw, "st"),
        holder=draw(optional(references(ids))),
        target=draw(optional(references(ids))),
        position=draw(optional(st.sampled_from(Position))),
        intensity=draw(optional(st.sampled_from(Intensity))),
        evidence=draw(some(stretches, 3)),
        is_document_level=draw(st.booleans()),
        quotation=draw(optional(st.sampled_from([*quotations, "nowhere"]))),
        certainty=draw(certainties()),
        rationale=draw(lines()),
        status=draw(optional(st.sampled_from(Status))),
        adjudicates=draw(some(references(ids), 2)),
        categories=draw(some(references(ids).map(CategoryRef), 2)),
        attributes=draw(attributes()),
        unread=draw(_unread("holder", "stanceTarget", "ana", "target", "adjudicates", "witness")),
    )


@st.composite
def _layers(draw, ids, size, places, wholes, annotators, rounds):
    stretch = [spans(size)] if size else [st.just(Span(0, 0))]
    stretches = st.one_of(*stretch, *([st.sampled_from(places)] if places else []))
    layers, seen = [], []
    for _ in range(draw(st.integers(0, 3))):
        quotations = draw(some(_quotation(ids, stretches), 3))
        seen += [one.id for one in quotations]
        layers.append(
            Layer(
                id=ids.new(draw, "layer"),
                annotator=draw(optional(st.sampled_from([*annotators, "unknown"]))),
                round=draw(optional(st.sampled_from([*rounds, "unknown"]))),
                is_gold=draw(st.booleans()),
                quotations=quotations,
                topics=draw(some(_topic(ids, stretches, [*wholes, *seen]), 2)),
                stances=draw(some(_stance(ids, stretches, seen), 2)),
                attributes=draw(attributes("n", "corresp")),
            )
        )
    return layers


@st.composite
def _agents(draw, ids):
    applications = draw(
        some(
            st.builds(
                Application,
                id=st.builds(ids.new, st.just(draw), st.just("app")),
                ident=st.sampled_from(["finder", "quote-finder"]),
                version=st.sampled_from(["1", "0.3.1"]),
                label=lines(),
                description=lines(),
                when=optional(days()),
                attributes=attributes(),
            ),
            2,
        )
    )
    annotators = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(AnnotatorKind))
        program = kind is AnnotatorKind.PROGRAM
        annotators.append(
            Annotator(
                id=ids.new(draw, "agent"),
                kind=kind,
                name=draw(lines()),
                role=draw(lines()),
                application=draw(optional(references(ids))) if program else None,
                attributes=draw(attributes()),
            )
        )
    changes = draw(
        some(
            st.builds(
                Change,
                text=lines(),
                when=optional(days()),
                who=some(references(ids), 2),
                id=optional(st.builds(ids.new, st.just(draw), st.just("round"))),
                status=optional(st.sampled_from(["draft", "approved"])),
                attributes=attributes(),
            ),
            2,
        )
    )
    return applications, annotators, changes


@st.composite
def documents(draw):
    """Whole documents, of every construct that the model has."""
    document_id = draw(st.sampled_from(["d", "harbour-2024-03-05", "_é.1"]))
    ids = Ids(document_id)
    segments, text = draw(_segments(ids))
    sections = draw(_sections(ids, segments))
    places = [one.span for one in segments if one.span.length] + [one.span for one in sections if one.span.length]
    mentions, markup, points = draw(_inline(ids, len(text), places))
    speakers, relations, taxonomies = draw(registry(ids))
    things, propositions = draw(entities(ids))
    applications, annotators, changes = draw(_agents(ids))
    rounds = [one.id for one in changes if one.id]
    wholes = [document_id, *(one.id for one in segments), *(one.id for one in sections if one.id)]
    layers = draw(_layers(ids, len(text), places, wholes, [one.id for one in annotators], rounds)) if segments else []
    prefixes = draw(
        st.lists(
            st.builds(
                Prefix,
                name=st.sampled_from(["per", "org", "mode", "topic", "genre"]),
                replacement=st.sampled_from(["../registry.xml#$1", "urn:x:$1", "#$1"]),
                attributes=attributes(),
            ),
            max_size=3,
            unique_by=lambda one: one.name,
        )
    )
    document = Document(
        id=document_id,
        text=text,
        segments=segments,
        metadata=draw(metadata()),
        sections=sections,
        mentions=mentions,
        markup=markup,
        points=points if segments else [],
        speakers=speakers,
        relations=relations,
        entities=things,
        propositions=propositions,
        taxonomies=taxonomies,
        annotators=annotators,
        applications=applications,
        changes=changes,
        layers=layers,
        encoder=draw(optional(references(ids))),
        prefixes=prefixes,
        containers=draw(_containers()),
    )
    return draw(fragments_at(document))


@st.composite
def _containers(draw):
    paths = ["TEI", "text", "text/body", "teiHeader", "fileDesc", "encodingDesc/classDecl", "standOff", "revisionDesc"]
    chosen = draw(st.lists(st.sampled_from(paths), unique=True, max_size=2))
    return [(path, draw(attributes("n", "rend")) or (("n", "7"),)) for path in chosen]
