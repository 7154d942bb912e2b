"""What is known of an article as a publication, and of its edition as a corpus document."""

from collections.abc import Iterable
from typing import Any, Final

from attrs import Attribute, field, frozen

from stancebank.model.characters import (
    Attributes,
    line,
    lines,
    optional_line,
    optional_xml_text,
    references,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_text,
    xml_texts,
)

__all__ = ["GENRE", "OFFSET_UNIT", "PROFILE_KEY", "UNPUBLISHED", "Language", "Licence", "Metadata", "Prefix"]

GENRE: Final = "genre:"
"""The prefix of references to genres: whatever it stands for, what it leads to is no topic."""

UNPUBLISHED: Final = "unpublished"
"""The publisher of an edition that nobody has published."""

OFFSET_UNIT: Final = "Unicode code point"
"""What an offset in a pointer counts."""

PROFILE_KEY: Final = "stancebank-1"
"""The name and version of the encoding profile that this library writes."""


@frozen(kw_only=True)
class Licence:
    """Under what terms something may be used.

    Attributes:
        statement: The terms in a sentence.
        target: The licence's address, or None.
    """

    statement: str = field(default="", converter=line, validator=xml_text)
    target: str | None = field(default=None, validator=optional_xml_text)


@frozen(kw_only=True)
class Language:
    """A language that the document uses: a BCP 47 tag and its name."""

    tag: str = field(validator=xml_text)
    label: str = field(default="", converter=line, validator=xml_text)


@frozen(kw_only=True)
class Prefix:
    """What a prefixed reference such as ``per:zas`` stands for.

    Attributes:
        name: The prefix, without the colon.
        replacement: The address, in which ``$1`` stands for what follows the colon.
        pattern: What may follow the colon, as a regular expression; never run, see `PT007`.
        attributes: Attributes the model has no word for.
    """

    name: str = field(validator=xml_name)
    replacement: str = field(validator=xml_text)
    pattern: str = field(default="(.+)", validator=xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _languages(items: Iterable[Language]) -> tuple[Language, ...]:
    return tuple(items)


def _genres(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _prefixed(instance: object, attribute: "Attribute[Any]", values: tuple[str, ...]) -> None:
    references(instance, attribute, values)
    for value in values:
        if not value.startswith(GENRE):
            msg = f"a genre must have the prefix {GENRE!r}, but is {value!r}"
            raise ValueError(msg)


@frozen(kw_only=True)
class Metadata:
    """The header of a document, as far as the model has words for it.

    Dates are ISO 8601 dates as written; they may lack day or month.

    Attributes:
        title: The title of the edition, usually the headline.
        subtitle: Its second title, or empty.
        publisher: Who publishes the edition.
        edition_date: When the edition was published, or None.
        text_digest: The recorded SHA-256 of `Document.text` in UTF-8, hexadecimal, or None.
        text_licence: The terms of the article's text.
        annotation_licence: The terms of the annotations.
        authors: Who signed the article.
        headline: The article's headline as published, or empty.
        url: Its address, or None.
        outlet: The publication it appeared in, or empty.
        outlet_publisher: Who publishes the outlet, or empty.
        date: When it was published, or None.
        accessed: When it was retrieved, or None.
        agencies: The agencies whose material it uses, nearest first.
        seed: The address of the seed, relative to the document, or None.
        unrecorded: What is not known of where the article was found, in a sentence, or empty.
        genres: References to the categories of its genre, such as ``genre:Current``.
        created: When the text was written, or None.
        language: The BCP 47 tag of the text, or None.
        header_language: The tag of the header, or None.
        languages: The languages that the document declares.
        offset_unit: What an offset counts, as declared; None where the document does not say.
        profile: The name and version of the encoding profile; None where the document does not say.
        schema_url: Where the profile's schema is.
    """

    title: str = field(converter=line, validator=xml_text)
    subtitle: str = field(default="", converter=line, validator=xml_text)
    publisher: str = field(default=UNPUBLISHED, converter=line, validator=xml_text)
    edition_date: str | None = field(default=None, validator=optional_xml_text)
    text_digest: str | None = field(default=None, converter=optional_line, validator=optional_xml_text)
    text_licence: Licence | None = None
    annotation_licence: Licence | None = None
    authors: tuple[str, ...] = field(default=(), converter=lines, validator=xml_texts)
    headline: str = field(default="", converter=line, validator=xml_text)
    url: str | None = field(default=None, converter=optional_line, validator=optional_xml_text)
    outlet: str = field(default="", converter=line, validator=xml_text)
    outlet_publisher: str = field(default="", converter=line, validator=xml_text)
    date: str | None = field(default=None, validator=optional_xml_text)
    accessed: str | None = field(default=None, validator=optional_xml_text)
    agencies: tuple[str, ...] = field(default=(), converter=lines, validator=xml_texts)
    seed: str | None = field(default=None, validator=optional_xml_text)
    unrecorded: str = field(default="", converter=line, validator=xml_text)
    genres: tuple[str, ...] = field(default=(), converter=_genres, validator=_prefixed)
    created: str | None = field(default=None, validator=optional_xml_text)
    language: str | None = field(default=None, validator=optional_xml_text)
    header_language: str | None = field(default=None, validator=optional_xml_text)
    languages: tuple[Language, ...] = field(converter=_languages, default=())
    offset_unit: str | None = field(default=OFFSET_UNIT, converter=optional_line, validator=optional_xml_text)
    profile: str | None = field(default=PROFILE_KEY, validator=optional_xml_text)
    schema_url: str = field(default="urn:stancebank:schema:1", validator=xml_text)
