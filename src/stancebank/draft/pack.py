"""Language packs: the words and few switches of grammar that the rules know a language by, as data."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from stancebank.draft.untyped import list_of
from stancebank.errors import StancebankError

__all__ = ["Form", "Pack", "PackError", "load_pack", "pack_languages", "read_pack"]

_CLASSES: Final = ("speech", "writing", "thought", "finding", "request", "label")
_APOSTROPHES: Final = "'\u2019"
_NOT_IN_NAMES: Final = (
    *("pronouns", "determiners", "conjunctions", "prepositions", "adverbs", "nominatives", "copy_stops"),
)
_NOTHING: Final = ("\0",)
_PACKAGE: Final = "stancebank.draft"
_NONE: Final[frozenset[str]] = frozenset()


class PackError(StancebankError):
    """A language pack that is not there or does not hold what it must.

    Args:
        pack: The pack's language or file.
        reason: One sentence without a final full stop.
    """

    def __init__(self, pack: str, reason: str) -> None:
        super().__init__(pack, reason)
        self.pack = pack
        self.reason = reason

    def __str__(self) -> str:
        return f"language pack {self.pack}: {self.reason}"


@frozen
class Form:
    """What a word can be as a cue.

    Attributes:
        lemma: The verb's first form.
        classes: The classes of verbs it belongs to, for instance ``speech``.
        kinds: ``finite``, ``participle`` or ``ing``.
        particle: The particle that must follow it in its clause, as in German *teilte … mit*; empty for none.
    """

    lemma: str
    classes: frozenset[str]
    kinds: frozenset[str]
    particle: str = ""


class _Words(dict[str, frozenset[str]]):
    """Lists of words by name; a list that is not there is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return _NONE


@frozen(kw_only=True)
class Pack:
    """One language pack.

    Attributes:
        language: Its primary BCP 47 subtag.
        name: The language's name in English.
        version: The pack's version.
        digest: The first 16 hexadecimal digits of the SHA-256 of its file.
        grammar: Its switches.
        words: Its lists of words, in lower case.
        forms: Its cue verbs by form; a form that several verbs share has several entries.
        phrases: Its lists of phrases, each phrase a tuple of lower-case words, longest first.
        lists: Its lists of words in their order, for those where the order counts, such as months.
        abbreviations: Words that a full stop does not end a sentence after, as written, without the stop.
    """

    language: str
    name: str
    version: str
    digest: str
    grammar: Mapping[str, bool]
    words: Mapping[str, frozenset[str]] = field(converter=_Words)
    forms: Mapping[str, tuple[Form, ...]] = field(eq=False)
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(eq=False)
    lists: Mapping[str, tuple[str, ...]] = field(eq=False, factory=dict[str, tuple[str, ...]])
    abbreviations: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the list of words called *name*, empty where the pack has none."""
        return self.words[name]

    def is_title(self, low: str) -> bool:
        """Tell whether a word, in lower case, is a title or ends in one, as compounds do."""
        return low in self["titles"] or low.endswith(self.lists.get("title_suffixes") or _NOTHING)

    def allows(self, switch: str) -> bool:
        """Tell whether the grammar switch is on."""
        return bool(self.grammar.get(switch, False))

    @cached_property
    def merged(self) -> Mapping[str, Form]:
        """For each form what any verb with it can be."""
        return {form: _merged(entries) for form, entries in self.forms.items()}

    @cached_property
    def source_words(self) -> frozenset[str]:
        """The words that a phrase begins with, or is, which names a source."""
        firsts = (phrase[0] for phrase in self.phrases["sources"])
        return frozenset(firsts) | self["sources_after"] | self["source_openers"]

    @cached_property
    def not_in_names(self) -> frozenset[str]:
        """The words that no name begins with, capital or not."""
        return frozenset[str]().union(*(self[name] for name in _NOT_IN_NAMES))

    @cached_property
    def clause_openers(self) -> frozenset[str]:
        """The words that may stand before the subject of a clause."""
        return (self["conjunctions"] | self["adverbs"] | self["times"]) - self["determiners"]

    @cached_property
    def phrase_borders(self) -> frozenset[str]:
        """The words that stand in no noun phrase."""
        clausal = self["conjunctions"] - self["determiners"]
        return self["verbs_finite"] | self["relatives"] | self["complementizers"] | clausal

    @cached_property
    def cue_followers(self) -> frozenset[str]:
        """The words that may follow a cue which closes a quotation."""
        return self["times"] | self["prepositions"] | self["adverbs"] | self["subordinators"]

    @cached_property
    def known_titles(self) -> frozenset[str]:
        """The titles and the words that stand beside them."""
        return self["titles"] | self["title_words"]

    @cached_property
    def token_pattern(self) -> re.Pattern[str]:
        """What splits a text into words and signs."""
        own = "|".join(re.escape(one) for one in sorted(self["clitics"], key=lambda one: (-len(one), one)))
        clitics = rf"(?!(?:{own})\b)" if own else ""
        word = rf"[^\W_]+(?:(?:[{_APOSTROPHES}\-&@/_]{clitics}|(?<=\d)[.,:](?=\d))[^\W_]+)*"
        elided = "|".join(re.escape(one) for one in sorted(self["elisions"], key=lambda one: (-len(one), one)))
        heads = rf"(?i:(?:{elided})[{_APOSTROPHES}](?=\w))|" if elided else ""
        whole = rf"(?<=-)(?:{own})\b|" if own else ""
        plain = "[A-Za-z]+(?=[ ,])"  # most words: the same match as the long way, found faster
        return re.compile(rf"{plain}|{heads}(?:[^\W\d_]\.){{2,}}|{whole}[@#]?{word}|\.\.+|--+|\S")


def _merged(entries: tuple[Form, ...]) -> Form:
    if len(entries) == 1:
        return entries[0]
    classes = frozenset[str]().union(*(form.classes for form in entries))
    kinds = frozenset[str]().union(*(form.kinds for form in entries))
    particles = {form.particle for form in entries}
    return Form(entries[0].lemma, classes, kinds, "" if "" in particles else " ".join(sorted(particles)))


def _lower(value: object, where: str, source: str) -> frozenset[str]:
    listed = list_of(value)
    if not all(isinstance(one, str) for one in listed):
        raise PackError(source, f"{where} must be a list of strings")
    return frozenset(str(one).lower() for one in listed)


def _forms(table: Mapping[str, Any], kinds: list[str], source: str) -> dict[str, tuple[Form, ...]]:
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for verb_class, verbs in table.items():
        if verb_class not in _CLASSES:
            raise PackError(source, f"verbs.{verb_class} is none of {', '.join(_CLASSES)}")
        for verb in verbs:
            told, _, particle = str(verb).partition("+")
            parts = told.split()
            for number, kind in enumerate(kinds):
                form = parts[min(number, len(parts) - 1)]
                if number >= len(parts) and kind != "finite":
                    continue
                joined = particle.strip() if kind == "finite" else ""
                classes, forms = found.setdefault((form, parts[0], joined), (set(), set()))
                classes.add(verb_class)
                forms.add(kind)
    indexed: dict[str, list[Form]] = {}
    for (form, lemma, particle), (classes, forms) in found.items():
        indexed.setdefault(form, []).append(Form(lemma, frozenset(classes), frozenset(forms), particle))
    return {form: tuple(entries) for form, entries in indexed.items()}


def read_pack(data: bytes, source: str) -> Pack:
    """Return the language pack in *data*, a TOML file.

    Args:
        data: The file.
        source: What to call it in messages.

    Raises:
        PackError: It is no TOML, or lacks what a pack must hold.
    """
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(source, f"it is no TOML: {error}") from error
    for name in ("language", "name", "version", "verbs", "words"):
        if name not in told:
            raise PackError(source, f"it does not say {name}")
    grammar = told.get("grammar", {})
    kinds = grammar.pop("verb_forms", ["finite", "finite", "finite", "participle", "ing"])
    words = {name: _lower(value, f"words.{name}", source) for name, value in told["words"].items()}
    phrases = {
        name: tuple(sorted((tuple(one.split()) for one in group if " " in one or name in _PHRASES), key=_longest))
        for name, group in words.items()
    }
    phrases.setdefault("sources", ())
    return Pack(
        language=told["language"],
        name=told["name"],
        version=str(told["version"]),
        digest=hashlib.sha256(data).hexdigest()[:16],
        grammar=grammar,
        words=words,
        forms=_forms(told["verbs"], kinds, source),
        phrases=phrases,
        lists={name: tuple(str(one).lower() for one in value) for name, value in told["words"].items()},
        abbreviations=frozenset(told["words"].get("abbreviations", ())),
    )


_PHRASES: Final = frozenset({"sources", "sources_after"})


def _longest(phrase: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (-len(phrase), phrase)


@cache
def load_pack(language: str) -> Pack:
    """Return the pack of *language*: a primary subtag, or the path of a pack's file.

    Raises:
        PackError: There is none.
    """
    if language.endswith(".toml"):
        try:
            return read_pack(Path(language).read_bytes(), language)
        except OSError as error:
            raise PackError(language, str(error.strerror)) from error
    if language not in pack_languages():
        raise PackError(language, f"there is none; there are {', '.join(pack_languages())}")
    return read_pack((files(_PACKAGE) / "packs" / f"{language}.toml").read_bytes(), f"{language}.toml")


@cache
def pack_languages() -> tuple[str, ...]:
    """Return the languages that have a pack, by the alphabet."""
    names = (entry.name for entry in (files(_PACKAGE) / "packs").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))
