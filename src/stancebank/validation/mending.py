"""Mending files: fixes are tried, checked, and kept only where they bring nothing new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from attrs import evolve, field, frozen

from stancebank.findings import Edit, Finding, Fix, Severity
from stancebank.tei import read_bytes
from stancebank.validation.editing import applied
from stancebank.validation.inputs import Input
from stancebank.validation.renaming import Renaming, followed
from stancebank.validation.run import CheckReport

__all__ = ["Check", "Mended", "mend"]

Key: TypeAlias = tuple[str, str, str]


class Check(Protocol):
    """What checks an input: `validate`, with or without its options."""

    def __call__(
        self, subject: Input, *, consequences: bool = False, unwritten: Mapping[Path, bytes] | None = None
    ) -> CheckReport:
        """Return the report.

        Args:
            subject: The input.
            consequences: Whether what follows from other faults is told as well.
            unwritten: What other files will hold, by their resolved paths.
        """
        ...


def _others(items: Iterable[tuple[Path, bytes]]) -> tuple[tuple[Path, bytes], ...]:
    return tuple(items)


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
        others: The files that point at what was renamed, by their paths, with their bytes afterwards.
    """

    before: bytes
    after: bytes
    fixed: tuple[Finding, ...] = field(converter=_findings)
    kept: tuple[Finding, ...] = field(converter=_findings)
    others: tuple[tuple[Path, bytes], ...] = field(converter=_others, default=())


def mend(
    one: Input,
    check: Check,
    *,
    unsafe: bool = False,
    beside: Iterable[Path] = (),
    unwritten: Mapping[Path, bytes] | None = None,
) -> Mended:
    """Return a file as it is after its fixes; nothing is written.

    All fixes that do not touch each other are tried at once, and one by one if that goes wrong.
    A fix is kept if its finding is gone, and if whatever is found afterwards was found before, or had been hidden
    by a fault that is mended now. What a file holds that could not be read before counts as hidden.
    A fix that renames an id is kept only if all files beside this one can be changed to point at the new one, and
    if nothing new is found in them.

    Args:
        one: The file.
        check: Checks it.
        unsafe: Whether fixes that need a look are made as well.
        beside: The files that may point into this one; looked at only where an id is renamed.
        unwritten: What files will hold that are yet to be written, by their resolved paths.

    Raises:
        OSError: The file cannot be read.
    """
    before = one.read()
    return _Mending(one, check, unsafe=unsafe, beside=beside, unwritten=unwritten).run(before)


class _Mending:
    def __init__(
        self,
        one: Input,
        check: Check,
        *,
        unsafe: bool,
        beside: Iterable[Path],
        unwritten: Mapping[Path, bytes] | None,
    ) -> None:
        self.one = one
        self.check = check
        self.unsafe = unsafe
        self.path = None if one.path is None else one.path.resolve()
        self.beside = beside
        self.unwritten: dict[Path, bytes] = dict(unwritten or {})
        self.others: dict[Path, bytes] = {}
        self.fixed: list[Finding] = []
        self.refused: dict[Key, Finding] = {}

    def run(self, before: bytes) -> Mended:
        data, is_careful = before, False
        seen = {before}
        while offered := list(self._offered(data)):
            batch = offered[:1] if is_careful else offered
            result, others = self._tried(data, batch)
            if result is not None and result not in seen:
                data, is_careful = result, False
                seen.add(data)
                self.others |= others
                self.fixed += [finding for finding, _ in batch]
                self.refused.clear()  # what could not be mended before may be now, so that twice is once
            elif len(batch) == 1:
                self.refused[_key(batch[0][0])] = batch[0][0]
            else:
                is_careful = True
        following = sorted(self.others.items())
        return Mended(before=before, after=data, fixed=self.fixed, kept=self.refused.values(), others=following)

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

    def _tried(self, data: bytes, batch: list[tuple[Finding, Fix]]) -> tuple[bytes | None, dict[Path, bytes]]:
        """Return the file with the fixes of *batch*, and the files that follow what it renames.

        The first is None where that mends nothing, brings something new or cannot be followed.
        """
        result = applied(data, [edit for _, fix in batch for edit in fix.edits])
        renamed = dict(pair for _, fix in batch for pair in fix.renamed)
        try:
            others = self._followed(result, renamed)
        except (OSError, ValueError):
            return None, {}
        result = others.pop(self.path, result) if self.path is not None else result
        before = self._report(data, with_consequences=True).findings
        after = Counter(map(_key, self._report(result, others | (self._own(result) if renamed else {})).findings))
        mended = Counter(_key(finding, renamed) for finding, _ in batch)
        known = Counter(_key(finding, renamed) for finding in before)
        if any(after[key] > known[key] - number for key, number in mended.items()):
            return None, {}
        was_unread = any(finding.severity is Severity.FATAL for finding in before)
        revealed = frozenset[str]().union(*(fix.reveals for _, fix in batch))
        is_new = any(number > known[key] and key[0] not in revealed for key, number in after.items())
        is_worse = (is_new and not was_unread) or self._spoils(data, result, others, renamed)
        return (None, {}) if is_worse else (result, others)

    def _followed(self, result: bytes, renamed: dict[str, str]) -> dict[Path, bytes]:
        """Return the files that point at what is renamed, this one among them, as they are to be."""
        if not renamed or self.path is None:
            return {}
        own = self._own(result)

        def read(path: Path) -> bytes:
            known = own.get(path) or self.others.get(path) or self.unwritten.get(path)
            return read_bytes(path) if known is None else known

        paths = sorted({self.path, *(path.resolve() for path in self.beside)})
        return followed(Renaming(path=self.path, names=renamed), paths, read)

    def _own(self, data: bytes) -> dict[Path, bytes]:
        return {} if self.path is None else {self.path: data}

    def _spoils(self, data: bytes, result: bytes, others: dict[Path, bytes], renamed: dict[str, str]) -> bool:
        """Tell whether something new is found in a file that follows."""
        for path, changed in others.items():
            one = Input(
                source=path.name, path=path, folder=path.parent, data=self.others.get(path, self.unwritten.get(path))
            )
            before = self.check(one, consequences=True, unwritten={**self.unwritten, **self.others, **self._own(data)})
            known = Counter(_key(finding, renamed) for finding in before.findings)
            unwritten = {**self.unwritten, **self.others, **others, **self._own(result)}
            after = self.check(evolve(one, data=changed), unwritten=unwritten)
            if any(number > known[key] for key, number in Counter(map(_key, after.findings)).items()):
                return True
        return False

    def _report(
        self, data: bytes, others: dict[Path, bytes] | None = None, *, with_consequences: bool = False
    ) -> CheckReport:
        one = evolve(self.one, data=data)
        unwritten = {**self.unwritten, **self.others, **(others or {})}
        if not unwritten:
            return self.check(one, consequences=with_consequences)
        return self.check(one, consequences=with_consequences, unwritten=unwritten)


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
