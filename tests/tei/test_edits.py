"""A document that was read, changed in one field and written, reads with just that change: nothing stale is kept."""

from pathlib import Path

import pytest
from attrs import evolve

from stancebank.model import (
    Annotator,
    Application,
    Change,
    Document,
    Language,
    Licence,
    Metadata,
    Mode,
    Name,
    Prefix,
    Relation,
    Speaker,
    Stance,
)
from stancebank.tei import dumps, load, loads

_DATA = Path(__file__).parent / "data"
_REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "hybrid.xml"


_PLACES = [path for path in (_DATA / "harbour.xml", _DATA / "unusual.xml", _REFERENCE) if path.exists()]
"""Documents in which much stands otherwise than this library would write it."""


def _first(items, **changes):
    return (evolve(items[0], **changes), *items[1:])


def _topics_elsewhere(document: Document) -> Document:
    layers = [
        evolve(layer, topics=[evolve(topic, category="other") for topic in layer.topics]) for layer in document.layers
    ]
    return evolve(document, layers=layers)


def _without_layers(document: Document) -> Document:
    """Take the layers away, and any said that says more than its record: it would be read as a quotation of nobody."""
    markup = [one for one in document.markup if one.name != "said"]
    fragments = [one for one in document.fragments if one.within[:1] != "#"]
    return evolve(document, layers=[], markup=markup, fragments=fragments)


def _quoted(document):
    return next(layer for layer in document.layers if layer.quotations)


_METADATA = {
    "title": "Another title",
    "subtitle": "",
    "publisher": "Another publisher",
    "edition_date": "2030",
    "text_digest": None,
    "text_licence": Licence(statement="Another licence", target="https://example.org/l"),
    "annotation_licence": None,
    "authors": ("Another author",),
    "headline": "",
    "url": "https://example.org/other",
    "outlet": "Another outlet",
    "outlet_publisher": "",
    "date": "2031",
    "accessed": None,
    "agencies": ("Another agency", "and one more"),
    "seed": None,
    "created": "2032",
    "language": "de",
    "header_language": None,
    "languages": (Language(tag="de", label="English"),),
    "offset_unit": None,
    "profile": None,
}

EDITS = {
    **{
        name: lambda d, n=name, v=value: evolve(d, metadata=evolve(d.metadata, **{n: v}))
        for name, value in _METADATA.items()
    },
    "all metadata": lambda d: evolve(d, metadata=Metadata(title="New")),
    "annotator's kind": lambda d: evolve(d, annotators=_first(d.annotators, kind="organisation", application=None)),
    "annotator's name": lambda d: evolve(d, annotators=_first(d.annotators, name="Another")),
    "annotator's role": lambda d: evolve(d, annotators=_first(d.annotators, role="another role")),
    "program's application": lambda d: evolve(
        d, annotators=[evolve(one, application="x") if one.application else one for one in d.annotators]
    ),
    "annotators": lambda d: evolve(d, annotators=[Annotator(id="new", kind="person", name="N")]),
    "application's label": lambda d: evolve(d, applications=_first(d.applications, label="Another")),
    "application's description": lambda d: evolve(d, applications=_first(d.applications, description="")),
    "applications": lambda d: evolve(d, applications=[Application(id="new", ident="n", version="1")]),
    "changes": lambda d: evolve(d, changes=[Change(text="Done.", id="new"), *d.changes]),
    "no changes": lambda d: evolve(d, changes=[]),
    "speaker's name": lambda d: evolve(
        d, speakers=_first(d.speakers, names=[Name(text="Another", kind="full"), *d.speakers[0].names])
    ),
    "speakers": lambda d: evolve(d, speakers=[Speaker(id="new", kind="unnamed")]),
    "relations": lambda d: evolve(d, relations=[Relation(active=["a"], passive=["b"])]),
    "prefixes": lambda d: evolve(d, prefixes=[Prefix(name="new", replacement="#$1")]),
    "no taxonomies": lambda d: evolve(d, taxonomies=[]),
    "no entities": lambda d: evolve(d, entities=[], propositions=[]),
    "no mentions": lambda d: evolve(d, mentions=[], markup=[]),
    "category of all topics": _topics_elsewhere,
    "no layers": _without_layers,
    "quotation's mode": lambda d: d.with_layer(
        evolve(_quoted(d), quotations=_first(_quoted(d).quotations, mode=Mode.FREE, medium=None))
    ),
    "a stance": lambda d: d.with_layer(
        evolve(
            d.layers[-1], stances=[*d.layers[-1].stances, Stance(id="new", holder="a", target="b", position="oppose")]
        )
    ),
    "encoder": lambda d: evolve(d, encoder=None),
    "digest": lambda d: d.with_digest(),
}


_SECOND = {"subtitle", "headline", "prefixes", "seed", "profile", "all metadata"}
"""Edits of what an unusual document says twice: the second is kept in the file and takes the place of the first."""

_CASES = [
    pytest.param(name, place, id=f"{name}-{place.stem}")
    for name in EDITS
    for place in _PLACES
    if place.stem != "unusual" or name not in _SECOND
]


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
@pytest.mark.parametrize(("name", "place"), _CASES)
def test_an_edit_comes_back(name, place, profile):
    """What was changed reads as it was changed, and all else as it was."""
    edited = EDITS[name](load(place))
    read = loads(dumps(edited, profile=profile))
    assert _told(read) == _told(edited)


def _told(document):
    """Return *document* without what is kept for places that an edit may have taken away."""
    return evolve(document, verbatim=(), fragments=(), containers=())


def test_an_edited_name_drops_its_old_parts():
    """A name whose text was changed does not keep the parts of the old one."""
    document = load(_DATA / "harbour.xml")
    name = evolve(document.speakers[0].names[0], text="Ada Berg")
    edited = evolve(document, speakers=_first(document.speakers, names=[name]))
    (read,) = loads(dumps(edited)).speakers[0].names
    assert (read.text, read.markup) == ("Ada Berg", None)
