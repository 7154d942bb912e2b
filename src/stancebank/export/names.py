"""What references in a document stand for: one key for each voice, a label, a kind."""

from functools import cached_property
from typing import Final

from stancebank.corpus import Resolution
from stancebank.export.form import Article
from stancebank.model import Category, Entity, Proposition, Quotation, Segment, Speaker

__all__ = ["Names"]

_KINDS: Final[dict[type, str]] = {
    Entity: "entity",
    Proposition: "proposition",
    Quotation: "quotation",
    Category: "topic",
    Segment: "segment",
}


class Names:
    """Names for the references of one article.

    The *key* of a voice is its entry in a registry where it has one, else its id in the document;
    everything else is its own key. A key has no white space.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._document = article.document
        self._labels: dict[str, str] = {}

    def key(self, reference: str) -> str:
        """Return the one name for all references to the same thing."""
        speaker = self._document.speaker(reference)
        return str(speaker.same_as or speaker.id) if speaker else reference

    def keys(self, references: tuple[str, ...]) -> tuple[str, ...]:
        """Return the key of each of *references*."""
        return tuple(map(self.key, references))

    def label(self, reference: str) -> str:
        """Return what to show: a name, else the reference itself."""
        if reference not in self._labels:
            self._labels[reference] = self._article.registry.label(self._document, reference, self._article.folder)
        return self._labels[reference]

    def kind(self, reference: str) -> str:
        """Return what is referred to: ``voice``, ``entity``, ``proposition``, ``topic``, ``other`` and so on."""
        thing = self._document.target(reference)
        if isinstance(thing, Speaker):
            return "voice"
        if thing is None and (":" in reference or "#" in reference):
            resolved = self._article.registry.resolve(self._document, reference, self._article.folder)
            thing = resolved.entry.value if resolved.outcome is Resolution.FOUND and resolved.entry else None
            if isinstance(thing, Speaker):
                return "voice"
        return _KINDS.get(type(thing), "other")

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The keys of all voices that the document declares or refers to as voices, declared ones first."""
        document = self._document
        found = [str(speaker.same_as or speaker.id) for speaker in document.speakers]
        for quotation in document.quotations:
            found += self.keys((*quotation.speakers, *quotation.addressees, *quotation.on_behalf_of))
        found += [self.key(stance.holder) for stance in document.stances if stance.holder is not None]
        return tuple(dict.fromkeys(found))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The references to topics and further categories that annotations make, in order."""
        found: list[str] = []
        for topic in self._document.topics:
            found += [topic.category] if topic.category is not None else []
            found += topic.categories
        for quotation in self._document.quotations:
            found += quotation.categories
        for stance in self._document.stances:
            found += stance.categories
        return tuple(dict.fromkeys(found))
