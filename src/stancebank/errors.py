"""Every exception that stancebank raises on purpose.

```
StancebankError
├── RefusedError          the input is not safe or not readable; carries a rule code
│   └── ParseError        the input is not well-formed XML (WF001)
├── UnknownCodeError      a rule code that does not exist (also LookupError)
├── UnknownIdError        an id that nothing in the document carries (also LookupError)
├── CorpusError           a folder that does not hold a corpus
├── ConfigurationError    settings that nothing understands
├── LockedError           another program writes to the corpus
├── EngineError           a schema engine is missing or failed
├── UnknownFormatError    a format that no exporter or importer has (also LookupError)
├── PluginError           a plug-in that cannot be told from another, or is none
├── MissingExtraError     an optional library that is not installed (also ImportError)
├── ExportError           a place that an export cannot be written to
└── ImportRefusedError    annotation that does not fit the document it is for
```

Problems *in the data* are findings, not exceptions; see `stancebank.findings`.
Misuse by the programmer stays `TypeError` or `ValueError`.
"""

__all__ = [
    "ConfigurationError",
    "CorpusError",
    "EngineError",
    "ExportError",
    "ImportRefusedError",
    "LockedError",
    "MissingExtraError",
    "ParseError",
    "PluginError",
    "RefusedError",
    "StancebankError",
    "UnknownCodeError",
    "UnknownFormatError",
    "UnknownIdError",
    "WorkerError",
]


class StancebankError(Exception):
    """The base of every exception of this library."""


class RefusedError(StancebankError):
    """The input was refused before anything was read from it.

    Args:
        code: The rule that refused it, for instance ``SE001``.
        reason: One sentence without a final full stop.
        source: The name of the input, or None for bytes without a name.
        line: The line, from 1, or None where there is none to name.
        column: The column, from 1, or None.
        hint: How to mend it, or None.

    Example:
        >>> str(RefusedError("SE001", "the file has a DOCTYPE", "a.xml", 2))
        'a.xml:2: SE001 the file has a DOCTYPE'
    """

    def __init__(
        self,
        code: str,
        reason: str,
        source: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(code, reason, source, line, column, hint)
        self.code = code
        self.reason = reason
        self.source = source
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        return f"{where}: {self.code} {self.reason}" if where else f"{self.code} {self.reason}"


class ParseError(RefusedError):
    """The input is not well-formed XML."""


class UnknownCodeError(StancebankError, LookupError):
    """A rule code that no rule carries.

    Args:
        code: The code that was asked for.
        nearest: Codes that look like it, best first.
    """

    def __init__(self, code: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(code, nearest)
        self.code = code
        self.nearest = nearest

    def __str__(self) -> str:
        meant = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        return f"no rule has the code {self.code!r}{meant}"


class UnknownIdError(StancebankError, LookupError):
    """An id that nothing of the asked kind carries.

    Args:
        kind: What was looked for, for instance ``quotation``.
        wanted: The id.
        document_id: The document that was searched.
    """

    def __init__(self, kind: str, wanted: str, document_id: str) -> None:
        super().__init__(kind, wanted, document_id)
        self.kind = kind
        self.wanted = wanted
        self.document_id = document_id

    def __str__(self) -> str:
        return f"no {self.kind} has the id {self.wanted!r} in document {self.document_id!r}"


class CorpusError(StancebankError):
    """A place that does not hold a corpus, or one that cannot be followed.

    Args:
        reason: One sentence without a final full stop.
        place: The folder or file.
    """

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason, place)
        self.reason = reason
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class LockedError(StancebankError):
    """Another program writes to the corpus.

    Args:
        place: The folder.
        holder: Who writes, as far as is known.

    Example:
        >>> str(LockedError("corpus", "process 4711 on pier"))
        'corpus: process 4711 on pier is writing to it; try again when that has ended'
    """

    def __init__(self, place: str, holder: str) -> None:
        super().__init__(place, holder)
        self.place = place
        self.holder = holder

    def __str__(self) -> str:
        return f"{self.place}: {self.holder} is writing to it; try again when that has ended"


class ConfigurationError(StancebankError):
    """Settings, or another file that steers a run, that cannot be understood.

    Args:
        reason: One sentence without a final full stop.
        place: The file.
    """

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason, place)
        self.reason = reason
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class EngineError(StancebankError):
    """A schema engine is missing, or it did not answer.

    Args:
        engine: The engine's name, for instance ``jing``.
        reason: One sentence without a final full stop.
    """

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason}"


class WorkerError(StancebankError):
    """A process in which files were checked has died, for want of memory for instance.

    Args:
        first: The first of the files that it may have been checking, or None for what has no name.
    """

    def __init__(self, first: str | None) -> None:
        super().__init__(first)
        self.first = first

    def __str__(self) -> str:
        place = self.first or "an input"
        return f"a process died that was checking {place} or one of the next files; try fewer processes"


class UnknownFormatError(StancebankError, LookupError):
    """A format that nothing installed reads or writes.

    Args:
        kind: What was looked for: ``exporter`` or ``importer``.
        name: The format that was asked for.
        known: The formats there are.
    """

    def __init__(self, kind: str, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(kind, name, known)
        self.kind = kind
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"no {self.kind} is called {self.name!r}; there are {', '.join(self.known) or 'none'}"


class PluginError(StancebankError):
    """A plug-in that is not what it says, or that shares its name with another.

    Args:
        group: The entry-point group.
        name: The plug-in's name.
        reason: One sentence without a final full stop.
    """

    def __init__(self, group: str, name: str, reason: str) -> None:
        super().__init__(group, name, reason)
        self.group = group
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name} of {self.group}: {self.reason}"


class MissingExtraError(StancebankError, ImportError):
    """An optional library is needed and not installed.

    Args:
        module: The module that could not be imported.
        extra: The extra of this distribution that brings it.
    """

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(module, extra)
        self.module = module
        self.extra = extra

    def __str__(self) -> str:
        return f"this needs {self.module}, which is not installed: pip install 'stancebank[{self.extra}]'"


class ExportError(StancebankError):
    """An export that cannot be made as asked.

    Args:
        reason: One sentence without a final full stop.
        place: The file or folder, or the document that stands in the way.
    """

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason, place)
        self.reason = reason
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class ImportRefusedError(StancebankError):
    """Annotation from another tool that does not fit the document it is for, or cannot be read.

    Args:
        reason: One sentence without a final full stop.
        source: The name of the input.
        offset: Where the texts begin to differ, in code points of `Document.text`, or None.
    """

    def __init__(self, reason: str, source: str, offset: int | None = None) -> None:
        super().__init__(reason, source, offset)
        self.reason = reason
        self.source = source
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"
