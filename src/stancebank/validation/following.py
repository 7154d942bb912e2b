"""Following pointers: one pass over all of a file, which the rules on pointers share."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from attrs import evolve

from stancebank.corpus import Resolution, Resolved, expand
from stancebank.model import Annotation, Document, Intensity, Medium, Mode, Position, Status
from stancebank.model.characters import is_name
from stancebank.schema.guesses import Guesses
from stancebank.tei.facts import Anchor, Pointer
from stancebank.tei.index import Index
from stancebank.tei.names import VOCABULARIES
from stancebank.tei.pointer_roles import Role
from stancebank.tei.pointers import parse_range
from stancebank.validation.kinds import KINDS, LIKE, SHOWN, is_kind
from stancebank.validation.rule import Hit, Subject

__all__ = [
    "WORDS",
    "leaves",
    "needs_folder",
    "pointer_faults",
    "pointer_roles",
    "unsafe_scheme",
    "vocabulary_of",
]

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "intensity": tuple(Intensity),
    "medium": tuple(Medium),
    "mode": tuple(Mode),
    "position": tuple(Position),
    "status": tuple(Status),
}
"""The words of each closed vocabulary."""

_OPEN: Final = frozenset({Role.ADDRESS, Role.SEED})
"""Roles whose pointers may be relative addresses."""

_SEED: Final = Role.SEED

_NONE: Final = frozenset[str]()

_INTO_TEXT: Final = frozenset({Role.PASSAGE, Role.ANY, Role.ADDRESS, Role.TARGET})
"""Roles whose pointers may name a range."""

_PLACE: Final = ("annotation", "target")
"""The pointer that rules on records judge when it is empty."""

_SCHEMES: Final = frozenset({"http", "https", "urn", "mailto", "doi", "hdl"})
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_RANGE: Final = re.compile(r"#(?:string-range|range)\(")
_OTHER_GROUP: Final = re.compile(r"\$(?!1(?![0-9]))[0-9]")

_UNSAFE: Final = frozenset(
    ["about", "blob", "data", "file", "filesystem", "ftp", "jar", "javascript", "ldap", "sftp", "smb", "vbscript", "ws"]
)
"""Schemes on which programs act and which no corpus needs; what is neither one of them nor declared is a prefix."""

Faults = dict[str, list[Hit]]


def leaves(token: str) -> bool:
    """Tell whether a pointer leads out of the document."""
    return not token.startswith("#") and (":" in token or "#" in token or "/" in token)


def unsafe_scheme(address: str | None) -> str | None:
    """Return the scheme of *address* if programs act on it, else None."""
    scheme, colon, _ = (address or "").strip().partition(":")
    return scheme.lower() if colon and scheme.lower() in _UNSAFE else None


@lru_cache(maxsize=4096)
def vocabulary_of(token: str) -> tuple[str, str]:
    """Return the closed vocabulary that *token* names a word of, and the word; else two empty strings.

    Example:
        >>> vocabulary_of("position:oppose"), vocabulary_of("#pier")
        (('position', 'oppose'), ('', ''))
    """
    vocabulary, _, word = token.partition(":")
    return (vocabulary, word) if vocabulary in VOCABULARIES else ("", "")


def needs_folder(facts: Index, document: Document) -> bool:
    """Tell whether a document points into files that lie beside it."""
    tokens = {
        token
        for pointer in facts.pointers
        if pointer.role is not Role.ADDRESS
        for token in pointer.tokens
        if leaves(token)
    }
    addresses = (expand(document, token) for token in tokens)
    is_seeded = any(pointer.role is Role.SEED for pointer in facts.pointers)
    return is_seeded or any(address is not None and ":" not in address for address in addresses)


def pointer_faults(subject: Subject) -> Faults:
    """Return the hits of all rules on single pointers, by code."""
    return _Following(subject).run()


class _Following:
    """The pass: each pointer has at most one fault of each kind, and each token at most one.

    A token that is sound for one pointer of a role is sound for all, and so is a value of such tokens.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.by_id = subject.index.by_id
        self.faults: Faults = defaultdict(list)
        self._missing_files: set[str] = set()
        self._sound: dict[Role, set[str]] = defaultdict(set)
        self._guesses = Guesses()
        self._fit: dict[tuple[Role, str], list[str]] = {}

    def run(self) -> Faults:
        sound_for, by_id = self._sound, self.by_id
        for pointer in self.subject.index.pointers:
            value, sound = pointer.value, sound_for[pointer.role]
            if value in sound:
                continue
            anchor = by_id.get(value[1:])
            if anchor is not None and _is_plain(pointer, anchor):
                sound.add(value)
            else:
                self._judge(pointer, sound)
        if self.subject.seed_fault:
            for pointer in self.subject.index.by_role.get(_SEED, ()):
                self._tell("PT005", pointer, f"the seed {pointer.value!r} {self.subject.seed_fault}")
        return self.faults

    def _judge(self, pointer: Pointer, sound: set[str]) -> None:
        if pointer.role is _SEED:
            return
        if pointer.role in LIKE:  # what one element may be linked with says nothing of another
            sound = set()
        tokens = pointer.tokens
        is_shapely = len(tokens) == 1 or len({*tokens}) == len(tokens) > 1
        if not is_shapely:
            self._shape(pointer)
        self._tokens(pointer, sound)
        if is_shapely and sound.issuperset(tokens):
            sound.add(pointer.value)

    def _tokens(self, pointer: Pointer, sound: set[str]) -> None:
        bare: list[str] = []
        for token in pointer.tokens:
            if token in sound:
                continue
            if token[0] == "#":
                is_sound = self._local(pointer, token)
            elif leaves(token):
                is_sound = self._external(pointer, token)
            else:
                is_sound = pointer.role in _OPEN
                bare += [] if is_sound else [token]
            if is_sound and pointer.own != token[1:]:
                sound.add(token)
        if bare:
            self._bare(pointer, bare)

    def _tell(
        self, code: str, pointer: Pointer, message: str, hint: str | None = None, other: str | None = None
    ) -> None:
        self.faults[code].append(
            Hit(
                message,
                pointer.near,
                line=pointer.line,
                hint=hint,
                value=pointer.value,
                number=pointer.number,
                attribute=pointer.attribute,
                other=other,
            )
        )

    def _shape(self, pointer: Pointer) -> None:
        """Tell that a pointer says something twice, or nothing."""
        doubled = [one for one, number in Counter(pointer.tokens).items() if number > 1]
        if doubled:
            self._tell("PT003", pointer, f"{_bearer(pointer)} says {', '.join(doubled)} more than once")
        elif not pointer.tokens and (pointer.element, pointer.attribute) != _PLACE:
            self._tell("PT003", pointer, f"{_bearer(pointer)} is empty")

    def _bare(self, pointer: Pointer, bare: list[str]) -> None:
        told = " ".join(bare)
        record = self.by_id.get(pointer.own or "") if pointer.attribute == "ana" else None
        if record is not None and record.motivation == "assessing":
            word = next((one for one in bare if one in WORDS["position"]), None)
            hint = f"write position:{word}" if word else None
            self._tell("ST005", pointer, f"the position of this stance is {told!r}, which is no category", hint)
            return
        known = [token for token in bare if token in self.by_id]
        hint = f"write {' '.join(f'#{token}' for token in known)}" if known else None
        self._tell("PT002", pointer, f"{_bearer(pointer)} says {told!r}, which is a bare name and not a pointer", hint)

    def _local(self, pointer: Pointer, token: str) -> bool:
        """Judge a pointer into the file; tell whether it is sound for every pointer of its role."""
        anchor = self.by_id.get(token[1:])
        if anchor is not None:
            is_right = is_kind(pointer, anchor.element, anchor) or anchor.id in self.subject.broken
            if not is_right:
                self._wrong_kind(pointer, token, anchor.element)
            return is_right
        if token[-1] != ")" and is_name(token[1:]):
            self._dangling(pointer, token, token[1:])
            return False
        return self._range(pointer, token)

    def _range(self, pointer: Pointer, token: str) -> bool:
        ranges = parse_range(token)
        if ranges is None:
            hint = "write #ID, or #string-range(ID,offset,length)"
            self._tell("PT003", pointer, f"{_bearer(pointer)} says {token!r}, which is no pointer", hint)
            return False
        for first, _, last, _ in ranges:
            for block in (first,) if first == last else (first, last):
                anchor = self.by_id.get(block)
                if anchor is None:
                    self._dangling(pointer, token, block)
                    return False
                if anchor.region != "text" or pointer.role not in _INTO_TEXT:
                    self._wrong_kind(pointer, token, anchor.element)
                    return False
            if first != last and self._places[last] < self._places[first]:
                told = f"{_bearer(pointer)} says {token}, but the block {last} stands before {first}"
                self._tell("PT010", pointer, told)
                return False
        return True

    @cached_property
    def _places(self) -> dict[str, int]:
        return {anchor.id: place for place, anchor in reversed(list(enumerate(self.subject.index.anchors)))}

    def _dangling(self, pointer: Pointer, token: str, wanted: str) -> None:
        own = pointer.own if pointer.role in LIKE else None
        close = self._guesses.near(wanted, (pointer.role, pointer.element, own), lambda: self._fitting(pointer))
        hint = f"did you mean {' or '.join(f'#{one}' for one in close)}?" if close else None
        told = f"{_bearer(pointer)} points at {token}, but nothing here has the id {wanted}"
        self._tell("PT001", pointer, told, hint, close[0] if len(close) == 1 else None)

    def _fitting(self, pointer: Pointer) -> list[str]:
        kind = (pointer.role, pointer.element)
        if kind not in self._fit:
            stranger = evolve(pointer, own=None)
            self._fit[kind] = [one.id for one in self.by_id.values() if is_kind(stranger, one.element, one)]
        fitting = self._fit[kind]
        return [one for one in fitting if one != pointer.own] if pointer.role in LIKE else fitting

    def _wrong_kind(self, pointer: Pointer, token: str, element: str) -> None:
        wanted = SHOWN[pointer.role]
        if pointer.role in LIKE:
            wanted = _a(pointer.element)
        self._tell("PT004", pointer, f"{_bearer(pointer)} points at {token}, which is {_a(element)} and not {wanted}")

    def _external(self, pointer: Pointer, token: str) -> bool:
        """Judge a pointer that leads out of the file; tell whether it is sound for every pointer of its role."""
        vocabulary, word = vocabulary_of(token)
        if vocabulary and pointer.role in KINDS:
            return self._word(pointer, token, vocabulary, word)
        return self._is_usual(pointer, token) or self._is_followed(pointer, token)

    def _is_usual(self, pointer: Pointer, token: str) -> bool:
        """Tell whether a token leads to an entry of the right kind, and can be neither a range nor half expanded."""
        subject = self.subject
        if subject.document is None or subject.folder is None or pointer.role is Role.ADDRESS:
            return False
        resolved = subject.resolve(token, subject.folder)
        is_found = resolved.entry is not None and is_kind(pointer, resolved.entry.element, None)
        return is_found and "(" not in token and "$" not in resolved.address

    def _is_followed(self, pointer: Pointer, token: str) -> bool:
        document, folder = self.subject.document, self.subject.folder
        address = expand(document, token) if document else token
        if not self._is_near(pointer, token, address):
            return False
        if document is None and ":" in token:
            return True
        if address is None or _OTHER_GROUP.search(address) or not _is_allowed(address):
            self._unexpanded(pointer, token, address)
            return False
        if folder is None or pointer.role is Role.ADDRESS:
            return True
        return self._found(pointer, token, self.subject.resolve(token, folder))

    def _word(self, pointer: Pointer, token: str, vocabulary: str, word: str) -> bool:
        if pointer.role is not Role.CATEGORY:
            self._wrong_kind(pointer, token, "word of a vocabulary")
        elif word not in WORDS[vocabulary]:
            hint = f"the words are {', '.join(WORDS[vocabulary])}"
            self._tell("PT006", pointer, f"the vocabulary {vocabulary!r} has no word {word!r}", hint)
        else:
            return True
        return False

    def _is_near(self, pointer: Pointer, token: str, address: str | None) -> bool:
        """Tell whether a pointer names no range in another file, and makes no program act that shows it as a link."""
        scheme, colon, _ = token.partition(":")
        if _RANGE.search(token):
            told = f"{_bearer(pointer)} says {token!r}, a range in another file"
            self._tell("PT010", pointer, told, "a range counts inside this document; point at an element there")
        elif colon and scheme.lower() in _UNSAFE and address in {None, token}:
            told = f"{_bearer(pointer)} is an address with the scheme {scheme.lower()!r}: {token!r}"
            self._tell("SE005", pointer, told)
        else:
            return True
        return False

    def _unexpanded(self, pointer: Pointer, token: str, address: str | None) -> None:
        document = self.subject.document
        known = sorted(one.name for one in document.prefixes) if document else []
        fault = "is not declared" if address is None else f"leads to {address!r}, which is not followed"
        hint = f"declared here: {', '.join(known)}" if known else "declare it with a prefixDef"
        self._tell("PT007", pointer, f"the prefix {token.partition(':')[0]!r} in {token!r} {fault}", hint)

    def _found(self, pointer: Pointer, token: str, resolved: Resolved) -> bool:
        name, _, fragment = resolved.address.partition("#")
        if resolved.outcome in {Resolution.MISSING_FILE, Resolution.UNREADABLE_FILE}:
            if name not in self._missing_files:
                self._missing_files.add(name)
                fault = "does not exist" if resolved.outcome is Resolution.MISSING_FILE else "cannot be read"
                self._tell("PT005", pointer, f"the file {name!r}, which {token!r} leads to, {fault}")
        elif resolved.outcome is Resolution.MISSING_ID and fragment:
            self._missing_entry(pointer, token, name, fragment)
        elif resolved.entry is not None and not is_kind(pointer, resolved.entry.element, None):
            self._wrong_kind(pointer, token, resolved.entry.element)
        else:
            return True
        return False

    def _missing_entry(self, pointer: Pointer, token: str, name: str, fragment: str) -> None:
        close = self._guesses.near(fragment, name, lambda: self._entries(name))
        hint = f"did you mean {' or '.join(close)}?" if close else None
        self._tell("PT006", pointer, f"{token!r} leads into {name!r}, but nothing there has the id {fragment}", hint)

    def _entries(self, name: str) -> list[str]:
        entries = self.subject.registry.entries((self.subject.folder or Path()) / name)
        return [] if isinstance(entries, Resolution) else list(entries)


def _is_allowed(address: str) -> bool:
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in _SCHEMES


def _is_plain(pointer: Pointer, anchor: Anchor) -> bool:
    """Tell at a glance whether a pointer is what most are: the id of another element, of the right kind."""
    return (
        pointer.value[:1] == "#"
        and len(pointer.tokens) == 1
        and pointer.own != anchor.id
        and pointer.role not in LIKE
        and is_kind(pointer, anchor.element, anchor)
    )


def _bearer(pointer: Pointer) -> str:
    """Return how to call the attribute to a reader."""
    if pointer.kind:
        return f"the pointer to the {pointer.kind}"
    return f"the {pointer.attribute} of this {pointer.element}"


def _a(element: str) -> str:
    return f"{'an' if element[0] in 'aeiou' else 'a'} {element}"


def pointer_roles(record: Annotation) -> frozenset[str]:
    """Return the roles for which *record* has pointers that could not be read: those rules on pointers tell."""
    return frozenset([role for role, _ in record.unread]) if record.unread else _NONE
