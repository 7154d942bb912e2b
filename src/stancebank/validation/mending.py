"""Mending files: fixes are tried, checked, and kept only where they bring nothing new."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias

from attrs import evolve, field, frozen

from stancebank.findings import Edit, Finding, Fix, Severity
from stancebank.validation.inputs import Input
from stancebank.validation.run import CheckReport

__all__ = ["Check", "Mended", "applied", "mend"]

Key: TypeAlias = tuple[str, str, str]


class Check(Protocol):
    """What checks an input: `validate`, with or without its options."""

    def __call__(self, subject: Input, *, consequences: bool = False) -> CheckReport:
        """Return the report; *consequences* asks for what follows from other faults as well."""
        ...


def _findings(items: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Mended:
    """What became of a file.

    Attributes:
        before: Its bytes.
        after: Its bytes with what was fixed.
        fixed: The findings that are mended.
        kept: The findings whose fix was taken back, because it did not help or brought something new.
    """

    before: bytes
    after: bytes
    fixed: tuple[Finding, ...] = field(converter=_findings)
    kept: tuple[Finding, ...] = field(converter=_findings)


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return *data* with *edits*; every byte outside of them is as it was.

    Raises:
        ValueError: Two edits overlap, or one leaves the data.

    Example:
        >>> applied(b'who="lind"', [Edit(5, 5, "#")])
        b'who="#lind"'
    """
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(set(edits)):
        if not at <= edit.start <= edit.end <= len(data):
            msg = f"the edit from {edit.start} to {edit.end} overlaps another one or leaves the data"
            raise ValueError(msg)
        pieces += [data[at : edit.start], edit.text.encode("utf-8")]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def mend(one: Input, check: Check, *, unsafe: bool = False) -> Mended:
    """Return a file as it is after its fixes; nothing is written.

    All fixes that do not touch each other are tried at once, and one by one if that goes wrong.
    A fix is kept if its finding is gone, and if whatever is found afterwards was found before, or had been hidden
    by a fault that is mended now. What a file holds that could not be read before counts as hidden.

    Args:
        one: The file.
        check: Checks it.
        unsafe: Whether fixes that need a look are made as well.

    Raises:
        OSError: The file cannot be read.
    """
    before = one.read()
    return _Mending(one, check, unsafe=unsafe).run(before)


class _Mending:
    def __init__(self, one: Input, check: Check, *, unsafe: bool) -> None:
        self.one = one
        self.check = check
        self.unsafe = unsafe
        self.fixed: list[Finding] = []
        self.refused: dict[Key, Finding] = {}

    def run(self, before: bytes) -> Mended:
        data, is_careful = before, False
        seen = {before}
        while offered := list(self._offered(data)):
            batch = offered[:1] if is_careful else offered
            result = self._tried(data, batch)
            if result is not None and result not in seen:
                data, is_careful = result, False
                seen.add(data)
                self.fixed += [finding for finding, _ in batch]
                self.refused.clear()  # what could not be mended before may be now, so that twice is once
            elif len(batch) == 1:
                self.refused[_key(batch[0][0])] = batch[0][0]
            else:
                is_careful = True
        return Mended(before=before, after=data, fixed=self.fixed, kept=self.refused.values())

    def _offered(self, data: bytes) -> Iterator[tuple[Finding, Fix]]:
        """Yield the findings that can be mended at once, since their edits do not touch."""
        touched: list[Edit] = []
        for finding in self._report(data).findings:
            fix = finding.fix
            if fix is None or not (fix.is_safe or self.unsafe) or _key(finding) in self.refused:
                continue
            if not any(_touches(new, old) for new in fix.edits for old in touched):
                touched += fix.edits
                yield finding, fix

    def _tried(self, data: bytes, batch: list[tuple[Finding, Fix]]) -> bytes | None:
        """Return the file with the fixes of *batch*, or None where that mends nothing or brings something new."""
        result = applied(data, [edit for _, fix in batch for edit in fix.edits])
        renamed = dict(pair for _, fix in batch for pair in fix.renamed)
        before = self._report(data, with_consequences=True).findings
        after = Counter(map(_key, self._report(result).findings))
        known = Counter(_key(finding, renamed) for finding in before)
        mended = Counter(_key(finding, renamed) for finding, _ in batch)
        if any(after[key] > known[key] - number for key, number in mended.items()):
            return None
        was_unread = any(finding.severity is Severity.FATAL for finding in before)
        revealed = frozenset[str]().union(*(fix.reveals for _, fix in batch))
        is_new = any(number > known[key] and key[0] not in revealed for key, number in after.items())
        return None if is_new and not was_unread else result

    def _report(self, data: bytes, *, with_consequences: bool = False) -> CheckReport:
        return self.check(evolve(self.one, data=data), consequences=with_consequences)


def _key(finding: Finding, renamed: dict[str, str] | None = None) -> Key:
    """Return what makes two findings the same, wherever they stand in the file."""
    names = renamed or {}
    place = finding.location.id or ""
    message = " ".join(_unnumbered(finding.message))
    for old, new in names.items():
        message = message.replace(old, new)
    return finding.code, names.get(place, place), message


def _unnumbered(message: str) -> Iterator[str]:
    """Yield the words of *message* without the numbers of lines."""
    words = message.split()
    for before, word in zip(["", *words], words, strict=False):
        yield word if before != "line" else "N"


def _touches(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end
