"""Fixes of the header: what can be told from the rest of the file."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.model import PROFILE_KEY
from stancebank.tei.places import Places
from stancebank.tei.tags import StartTag
from stancebank.validation.fidelity import undeclared
from stancebank.validation.fixing.fault import Fault, FixRow, added_attribute, inserted_last

__all__ = ["HEADER_FIXES"]

_URL: Final = "urn:stancebank:schema:1"
_INLINE: Final = frozenset({"said", "seg", "persName", "orgName", "placeName", "rs"})
_ENCODING: Final = "/TEI/teiHeader[1]/encodingDesc[1]"
_BEFORE_EDITORIAL: Final = frozenset({"projectDesc", "samplingDecl"})
_STATEMENT: Final = "/TEI/teiHeader[1]/fileDesc[1]/publicationStmt[1]"


def _profile_of(places: Places) -> str:
    """Return the profile that a file follows by what it holds."""
    if any(tag.name in _INLINE and tag.path.startswith("/TEI/text[1]/") for tag in places.tags):
        return "hybrid"
    return "standoff" if "/TEI/standOff[1]" in places.by_path else "plain"


def _stated(fault: Fault) -> Iterator[Edit]:
    """State the profile and its version, where either is missing."""
    places = fault.places
    stated = next((tag for tag in places.tags if tag.name == "schemaRef"), None)
    profile = _profile_of(places)
    if stated is not None:
        for name, value in (("type", profile), ("key", PROFILE_KEY)):
            if stated.attribute(name) is None:
                yield added_attribute(stated, name, value)
        return
    markup = f'<schemaRef type="{profile}" key="{PROFILE_KEY}" url="{_URL}"/>'
    header = places.by_path.get("/TEI/teiHeader[1]")
    encoding = places.by_path.get(_ENCODING)
    if encoding is not None and _is_plain(encoding):
        yield from inserted_last(places, encoding, markup)
    elif header is not None and encoding is None and _is_plain(header):
        names = [tag.name for tag in places.children(header)]
        before = next((name for name in ("profileDesc", "xenoData", "revisionDesc") if name in names), None)
        yield from inserted_last(places, header, f"<encodingDesc>{markup}</encodingDesc>", before)


def _recorded(fault: Fault) -> Iterator[Edit]:
    """Record the digest of the text, where none is recorded."""
    statement = fault.places.by_path.get(_STATEMENT)
    if statement is None or fault.subject is None or _digest_tag(fault.places) or not _is_plain(statement):
        return
    markup = f'<idno type="textSHA256">{fault.subject.told.digest}</idno>'
    yield from inserted_last(fault.places, statement, markup, "availability")


def _renewed(fault: Fault) -> Iterator[Edit]:
    """Record the digest of the text as it is now."""
    tag = _digest_tag(fault.places)
    if tag is not None and fault.subject is not None and not tag.tag.endswith(b"/>"):
        yield Edit(tag.end, fault.places.end_of(tag), fault.subject.told.digest)


def _digest_tag(places: Places) -> StartTag | None:
    found = (tag for tag in places.tags if tag.name == "idno" and tag.path.startswith(_STATEMENT))
    return next((tag for tag in found if tag.value("type") == "textSHA256"), None)


def _declared(fault: Fault) -> Iterator[Edit]:
    """Declare the normalisations that part the text from its seed, beside those that are declared."""
    places = fault.places
    if fault.subject is None:
        return
    names = undeclared(fault.subject)
    told = ", ".join(f'<term type="normalization">{name}</term>' for name in names)
    markup = f"<p>{told}</p>"
    encoding = places.by_path.get(_ENCODING)
    editorial = places.by_path.get(f"{_ENCODING}/editorialDecl[1]")
    normalization = places.by_path.get(f"{_ENCODING}/editorialDecl[1]/normalization[1]")
    if not names or not all(_is_plain(one) for one in (encoding, editorial, normalization) if one is not None):
        return
    if normalization is not None:
        yield from inserted_last(places, normalization, markup)
    elif editorial is not None:
        yield from inserted_last(places, editorial, f"<normalization>{markup}</normalization>")
    elif encoding is not None:
        first = next((one.name for one in places.children(encoding) if one.name not in _BEFORE_EDITORIAL), None)
        whole = f"<editorialDecl><normalization>{markup}</normalization></editorialDecl>"
        yield from inserted_last(places, encoding, whole, first)


def _is_plain(tag: StartTag) -> bool:
    """Tell whether an element is written without a prefix, so that what is put into it can be as well."""
    return tag.tag[1:].startswith(tag.name.encode())


HEADER_FIXES: Final = (
    FixRow(code="SC002", is_safe=True, told="states the profile that the file follows and its version", mend=_stated),
    FixRow(code="TF002", is_safe=True, told="records the digest of the text, where none is recorded", mend=_recorded),
    FixRow(code="TF002", is_safe=False, told="replaces a stale digest by that of the text as it is", mend=_renewed),
    FixRow(
        code="TF004",
        is_safe=True,
        told="declares the normalisations that part the text from its seed",
        mend=_declared,
    ),
)
