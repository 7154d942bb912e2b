"""The brief of a run: all that decides what is found in a file, so that another process finds the same."""

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from attrs import field, frozen

from stancebank.findings import Severity
from stancebank.validation.rule import Rule
from stancebank.validation.settings import Settings
from stancebank.validation.table import HARDENED, PROFILES, RULES, installed_rules, is_fixed

__all__ = ["Brief"]

_RELEASE = "release"


@frozen(kw_only=True)
class Brief:
    """What a run is asked.

    Attributes:
        settings: The settings, with the rules that were selected and those that are ignored.
        profile: The profile that runs.
        plugins: The names of the installed sets of rules that run.
        engine: The name of what judges the grammar.
        consequences: Whether what follows from a fault told nearer to its cause is told as well.
        unwritten: What files that references lead into will hold once they are written, by their resolved paths.
    """

    settings: Settings
    profile: str
    plugins: tuple[str, ...] = ()
    engine: str = "libxml2"
    consequences: bool = False
    unwritten: Mapping[Path, bytes] = field(factory=dict[Path, bytes])

    @cached_property
    def known(self) -> tuple[Rule, ...]:
        """All rules, those of the plug-ins included."""
        return (*RULES, *chain.from_iterable(installed_rules(name) for name in self.plugins))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run."""
        selected = self.settings.select
        most = PROFILES[self.profile]
        return tuple(row for row in self.known if row.level <= most and (not selected or row.code in selected))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that run."""
        return frozenset(row.code for row in self.rules)

    @cached_property
    def over_files(self) -> tuple[Rule, ...]:
        """The rules on files that run."""
        return tuple(row for row in self.rules if row.check is not None)

    @cached_property
    def over_corpora(self) -> tuple[Rule, ...]:
        """The rules on corpora that run."""
        return tuple(row for row in self.rules if row.over_corpus is not None)

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """The severities that the settings give to codes."""
        return dict(self.settings.severities)

    def severity(self, row: Rule) -> Severity:
        """Return how severe what a rule finds is, under these settings and this profile."""
        if row.code in self.severities and not is_fixed(row.code):
            return self.severities[row.code]
        is_strict = PROFILES[self.profile] >= PROFILES[_RELEASE]
        if is_strict and row.code in HARDENED and row.severity is Severity.WARNING:
            return Severity.ERROR
        return row.severity
