"""Closed vocabularies: taxonomies and their categories."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from attrs import Attribute, field, frozen

from stancebank.model.characters import (
    Attributes,
    line,
    optional_xml_text,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_text,
    xml_texts,
)
from stancebank.model.speaker import strings

__all__ = ["Category", "Label", "Taxonomy"]


def _told(_: object, _attribute: "Attribute[Any]", value: str) -> None:
    if not value:
        msg = "a label must not be empty"
        raise ValueError(msg)


@frozen(kw_only=True)
class Label:
    """What a category or taxonomy is called in one language.

    Attributes:
        text: The label.
        language: A BCP 47 tag, or None.
        definition: What it means, or empty.
        example: Words that show what falls under it, or empty.
        attributes: Attributes the model has no word for.
    """

    text: str = field(converter=line, validator=[xml_text, _told])
    language: str | None = field(default=None, validator=optional_xml_text)
    definition: str = field(default="", converter=line, validator=xml_text)
    example: str = field(default="", converter=line, validator=xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _labels(items: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(items)


def _label(labels: tuple[Label, ...], language: str | None, fallback: str) -> str:
    told = [label for label in labels if label.language == language] or labels
    return told[0].text if told else fallback


def _categories(items: "Iterable[Category]") -> "tuple[Category, ...]":
    return tuple(items)


@frozen(kw_only=True)
class Category:
    """A member of a taxonomy, with narrower ones below it.

    Attributes:
        id: Its ``xml:id``.
        labels: What it is called, in one or more languages.
        uri: The concept's address in the scheme it comes from, or None.
        categories: Narrower categories.
        attributes: Attributes the model has no word for.
        extra: Children the model has no word for, as XML.
    """

    id: str = field(validator=xml_name)
    labels: tuple[Label, ...] = field(converter=_labels, default=())
    uri: str | None = field(default=None, validator=optional_xml_text)
    categories: "tuple[Category, ...]" = field(converter=_categories, default=())
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    extra: tuple[str, ...] = field(default=(), converter=strings, validator=xml_texts)

    def label(self, language: str | None = None) -> str:
        """Return the label in *language*, else the first one, else the id."""
        return _label(self.labels, language, self.id)

    def walk(self) -> "Iterator[Category]":
        """Yield the category and all below it, broader before narrower."""
        yield self
        for category in self.categories:
            yield from category.walk()


def _undefined(instance: "Taxonomy", _: "Attribute[Any]", value: tuple[Label, ...]) -> None:
    if any(label.definition or label.example for label in value):
        msg = f"a label of taxonomy {instance.id!r} has a definition or an example; only those of categories do"
        raise ValueError(msg)


@frozen(kw_only=True)
class Taxonomy:
    """A hierarchical vocabulary.

    Attributes:
        id: Its ``xml:id``.
        labels: What it is, in one or more languages; without definitions and examples.
        categories: The broadest categories.
        attributes: Attributes the model has no word for.
        extra: Children the model has no word for, as XML.

    Example:
        >>> pier = Category(id="pier", labels=[Label(text="pier"), Label(text="Mole", language="de")])
        >>> Taxonomy(id="issues", categories=[pier]).category("pier").label("de")
        'Mole'
    """

    id: str = field(validator=xml_name)
    labels: tuple[Label, ...] = field(default=(), converter=_labels, validator=_undefined)
    categories: tuple[Category, ...] = field(converter=_categories, default=())
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    extra: tuple[str, ...] = field(default=(), converter=strings, validator=xml_texts)

    @cached_property
    def _index(self) -> dict[str, Category]:
        return {category.id: category for category in self.walk()}

    def walk(self) -> Iterator[Category]:
        """Yield every category, broader before narrower."""
        for category in self.categories:
            yield from category.walk()

    def category(self, category_id: str) -> Category | None:
        """Return the category with *category_id*, or None."""
        return self._index.get(category_id)

    def path(self, category_id: str) -> tuple[Category, ...]:
        """Return the categories from the broadest down to *category_id*; empty where there is none."""

        def below(categories: tuple[Category, ...]) -> tuple[Category, ...]:
            for category in categories:
                if category.id == category_id:
                    return (category,)
                if found := below(category.categories):
                    return (category, *found)
            return ()

        return below(self.categories)
