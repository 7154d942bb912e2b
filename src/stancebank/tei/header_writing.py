"""The header of a document as TEI, children in the order that TEI asks for."""

from collections.abc import Callable, Iterable

from stancebank.model import (
    Annotator,
    AnnotatorKind,
    Application,
    Change,
    Document,
    Licence,
    Metadata,
    Prefix,
    Relation,
    SpeakerKind,
)
from stancebank.model.metadata import UNPUBLISHED
from stancebank.tei.cat_refs import cat_refs
from stancebank.tei.entry_writing import speaker_lines, taxonomy_lines
from stancebank.tei.layout import Child, Layout, full, indented
from stancebank.tei.markup import Node, end_tag, start_tag
from stancebank.tei.names import BUILT_IN_PREFIXES, NO_SOURCE, SPEAKER_ELEMENTS
from stancebank.tei.pointers import write_reference
from stancebank.tei.publication_reading import agent_of

__all__ = ["header_child"]


def header_child(document: Document, layout: Layout, profile: str) -> Child:
    """Return the ``teiHeader``; the plain profile declares no prefixes and no unit."""
    children = [
        _file_desc(document, layout),
        _encoding_desc(document, layout, profile),
        _profile_desc(document, layout),
        _revision_desc(document, layout),
    ]
    return layout.container("teiHeader", children, always=True)


def _file_desc(document: Document, layout: Layout) -> Child:
    metadata = document.metadata
    title_attributes = [("type", "main"), ("level", "a")]
    titles = [layout.leaf("titleStmt/title", "title", metadata.title, title_attributes)]
    if metadata.subtitle:
        titles.append(layout.leaf("titleStmt/subtitle", "title", metadata.subtitle, [("type", "sub")]))
    agents = [_annotator(one, layout) for one in document.annotators]
    return layout.container(
        "fileDesc",
        [
            Child("titleStmt", layout.container("fileDesc/titleStmt", [*titles, *agents]).lines),
            _publication(document, layout),
            _source(metadata, layout),
        ],
        layout.attributes("fileDesc"),
        always=True,
    )


def _annotator(annotator: Annotator, layout: Layout) -> Child:
    slot = f"#{annotator.id}"
    if annotator.kind is AnnotatorKind.PROGRAM:
        reference = write_reference(annotator.application) if annotator.application else None
        element, attributes = "name", [("type", "program"), ("ref", reference)]
    else:
        element, attributes = "persName" if annotator.kind is AnnotatorKind.PERSON else "orgName", []
    named = layout.leaf(
        f"{slot}/name",
        element,
        annotator.name,
        attributes,
        lambda kept: agent_of(kept) == (annotator.kind, annotator.application),
    )
    lines = [*layout.leaf(f"{slot}/resp", "resp", annotator.role).lines, *named.lines]
    opened = start_tag("respStmt", [("xml:id", annotator.id), *annotator.attributes])
    return Child("respStmt", [opened, *indented(lines), end_tag("respStmt")], annotator.id)


def _publication(document: Document, layout: Layout) -> Child:
    metadata = document.metadata
    children = [layout.leaf("publicationStmt/publisher", "publisher", metadata.publisher)]
    children.append(layout.day("publicationStmt/date", metadata.edition_date))
    identifiers = [full("idno", [("type", "local")], document.id)]
    if metadata.text_digest is not None:
        identifiers.append(full("idno", [("type", "textSHA256")], metadata.text_digest))
    licences = [
        *_licence(metadata.text_licence, f"#{document.id}.text"),
        *_licence(metadata.annotation_licence, f"#{document.id}.annotations"),
    ]
    available = layout.container("publicationStmt/availability", licences)
    children += [*(Child("idno", [line]) for line in identifiers), available]
    is_prose = layout.keeps("fileDesc/publicationStmt", "<p") and metadata.publisher == UNPUBLISHED
    told = is_prose and metadata.edition_date is None and metadata.text_digest is None and not licences
    return layout.container("fileDesc/publicationStmt", [] if told else children)


def _licence(licence: Licence | None, covered: str) -> list[Child]:
    if licence is None:
        return []
    return [
        Child(
            "licence",
            [full("licence", [("corresp", covered), ("target", licence.target)], licence.statement)],
        )
    ]


def _source(metadata: Metadata, layout: Layout) -> Child:
    analytic = [
        layout.leaf(f"analytic/author[{number}]", "author", author)
        for number, author in enumerate(metadata.authors, start=1)
    ]
    if metadata.headline:
        usual = [("type", "main"), ("level", "a")]
        analytic.append(layout.leaf("analytic/title", "title", metadata.headline, usual))
    if metadata.url is not None:
        analytic.append(Child("idno", [full("idno", [("type", "URI")], metadata.url)]))
    imprint = [
        layout.day("imprint/date", metadata.date, "published"),
        layout.day("imprint/accessed", metadata.accessed, "accessed"),
    ]
    if metadata.outlet_publisher:
        imprint.insert(0, layout.leaf("imprint/publisher", "publisher", metadata.outlet_publisher))
    journal = [layout.leaf("monogr/title", "title", metadata.outlet, [("level", "j")])] if metadata.outlet else []
    related = [
        Child(
            "relatedItem",
            [f'<relatedItem type="basedOn">{"".join(layout.leaf(slot, "bibl", agency).lines)}</relatedItem>'],
        )
        for slot, agency in (
            (f"biblStruct/agency[{number}]", agency) for number, agency in enumerate(metadata.agencies, start=1)
        )
    ]
    if metadata.seed is not None:
        seed = start_tag("relatedItem", [("type", "seed"), ("target", metadata.seed)], empty=True)
        related.append(Child("relatedItem", [seed]))
    if metadata.unrecorded:
        related.append(layout.leaf("biblStruct/note", "note", metadata.unrecorded, [("type", "unrecorded")]))
    about = layout.container("biblStruct/analytic", analytic)
    issued = layout.container("monogr/imprint", imprint)
    known = any((about.lines, issued.lines, journal, related))
    whole = layout.container(
        "biblStruct/monogr",
        [*journal, issued if issued.lines else Child("imprint", ["<imprint><date/></imprint>"])],
    )
    structured = layout.container("sourceDesc/biblStruct", [about, whole, *related] if known else [])
    described = layout.container("fileDesc/sourceDesc", [structured])
    if described.lines:
        return described
    return layout.container("fileDesc/sourceDesc", [Child("p", [full("p", (), NO_SOURCE)])])


def _encoding_desc(document: Document, layout: Layout, profile: str) -> Child:
    metadata = document.metadata
    prefixes = {one.name: one for one in document.prefixes}
    children = [_prefixes(document.prefixes, layout)] if profile == "plain" else []
    if profile != "plain":
        taxonomies = [Child("taxonomy", taxonomy_lines(one), one.id) for one in document.taxonomies]
        unit = []
        if metadata.offset_unit is not None:
            label = layout.leaf("unitDef/label", "label", metadata.offset_unit).lines[0]
            unit = [Child("unitDef", [f'<unitDef type="offset">{label}</unitDef>'])]
        programs = [Child("application", _application(one, layout), one.id) for one in document.applications]
        children = [
            layout.container("encodingDesc/classDecl", taxonomies),
            _prefixes((BUILT_IN_PREFIXES | prefixes).values(), layout),
            layout.container("encodingDesc/unitDecl", unit),
            layout.container("encodingDesc/appInfo", programs),
        ]
    if metadata.profile is not None:
        told = [("type", profile), ("key", metadata.profile), ("url", metadata.schema_url)]
        children.append(Child("schemaRef", [start_tag("schemaRef", told, empty=True)]))
    return layout.container("encodingDesc", children)


def _prefixes(prefixes: Iterable[Prefix], layout: Layout) -> Child:
    declared = [
        [
            ("ident", one.name),
            ("matchPattern", one.pattern),
            ("replacementPattern", one.replacement),
            *one.attributes,
        ]
        for one in sorted(prefixes, key=lambda one: one.name)
    ]
    return layout.container(
        "encodingDesc/listPrefixDef",
        [Child("prefixDef", [start_tag("prefixDef", told, empty=True)]) for told in declared],
    )


def _application(application: Application, layout: Layout) -> list[str]:
    slot = f"#{application.id}"
    attributes = [
        ("xml:id", application.id),
        ("ident", application.ident),
        ("version", application.version),
        ("when", application.when),
        *application.attributes,
    ]
    lines = layout.leaf(f"{slot}/label", "label", application.label).lines
    if application.description:
        lines = lines + layout.leaf(f"{slot}/desc", "desc", application.description).lines
    return [start_tag("application", attributes), *indented(lines), end_tag("application")]


def _profile_desc(document: Document, layout: Layout) -> Child:
    metadata = document.metadata
    created = [layout.day("creation/date", metadata.created)]
    languages = [
        layout.leaf(
            f"language[{number}]",
            "language",
            one.label,
            [("ident", one.tag)],
            _is_tagged(one.tag),
        )
        for number, one in enumerate(metadata.languages, start=1)
    ]
    children = [
        layout.container("profileDesc/creation", created),
        layout.container("profileDesc/langUsage", languages),
        _participants(document, layout),
        _text_class(document, layout),
    ]
    return layout.container("profileDesc", children)


def _is_tagged(tag: str) -> Callable[[Node], bool]:
    return lambda kept: kept.get("ident") == tag


def _participants(document: Document, layout: Layout) -> Child:
    voices = [
        Child(SPEAKER_ELEMENTS[one.kind], speaker_lines(one), one.id)
        for one in document.speakers
        if one.kind is not SpeakerKind.ORGANISATION
    ]
    relations = [Child("relation", [_relation(one)]) for one in document.relations]
    bodies = [
        Child("org", speaker_lines(one), one.id) for one in document.speakers if one.kind is SpeakerKind.ORGANISATION
    ]
    ties = [layout.container("listPerson/listRelation", relations)]
    beside_persons = bool(voices) or not bodies  # neither list may hold relations only
    return layout.container(
        "profileDesc/particDesc",
        [
            layout.container("particDesc/listPerson", [*voices, *(ties if beside_persons else [])]),
            layout.container("particDesc/listOrg", [*bodies, *([] if beside_persons else ties)]),
        ],
    )


def _relation(relation: Relation) -> str:
    attributes = [
        ("name", relation.name),
        ("active", " ".join(write_reference(one) for one in relation.active)),
        ("passive", " ".join(write_reference(one) for one in relation.passive)),
        ("from", relation.start),
        ("to", relation.end),
        *relation.attributes,
    ]
    return start_tag("relation", attributes, empty=True)


def _text_class(document: Document, layout: Layout) -> Child:
    genres = [
        layout.pointing(f"genre[{number}]", "catRef", one)
        for number, one in enumerate(document.metadata.genres, start=1)
    ]
    children = [*genres, *(Child("catRef", [one]) for one in cat_refs(document, layout.kept))]
    return layout.container("profileDesc/textClass", children)


def _revision_desc(document: Document, layout: Layout) -> Child:
    changes = [Child("change", [_change(one)], one.id) for one in document.changes]
    if layout.has("revisionDesc/listChange"):
        changes = [layout.container("revisionDesc/listChange", changes)]
    return layout.container("revisionDesc", changes)


def _change(change: Change) -> str:
    attributes = [
        ("xml:id", change.id),
        ("when", change.when),
        ("who", " ".join(write_reference(one) for one in change.who) or None),
        ("status", change.status),
        *change.attributes,
    ]
    return full("change", attributes, change.text)
