"""Schema engines: what they have in common, and how one is chosen by name."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final, Protocol, runtime_checkable

from lxml import etree

from stancebank.errors import EngineError
from stancebank.findings import Finding
from stancebank.schema.jing import Jing
from stancebank.schema.libxml2 import Libxml2
from stancebank.schema.tree import Element, Tree
from stancebank.tei.index import Index

__all__ = ["ENGINES", "Engine", "check_grammar", "engine_called"]


@runtime_checkable
class Engine(Protocol):
    """What judges a document by the grammar."""

    name: ClassVar[str]
    """The name of the engine, in lower case."""

    def check(self, root: Element, source: str | None = None, facts: Index | None = None) -> tuple[Finding, ...]:
        """Return what breaks the grammar, in reading order; nothing where the document is valid.

        Args:
            root: The root of the document.
            source: The name of the document, for the findings.
            facts: What was gathered from the document, where that was done before; it saves looking again.

        Raises:
            EngineError: The engine is missing, or it did not answer.
        """
        ...


ENGINES: Final[Mapping[str, Callable[[], Engine]]] = {"jing": Jing, "libxml2": Libxml2}
"""How to make each engine, by its name."""


def engine_called(name: str) -> Engine:
    """Return the engine called *name*.

    Raises:
        EngineError: No engine has the name.
    """
    if name not in ENGINES:
        raise EngineError(name, f"no schema engine has this name; there are {' and '.join(sorted(ENGINES))}")
    return ENGINES[name]()


def check_grammar(
    tree: Element | Tree, source: str | None = None, engine: str | Engine = "libxml2", facts: Index | None = None
) -> tuple[Finding, ...]:
    """Check a document against the grammar of the profile.

    Args:
        tree: The document, or its root.
        source: The name of the document, for the findings.
        engine: The engine, or its name: ``libxml2``, which is always there, or ``jing``, which needs Java.
        facts: What was gathered from the document, where that was done before; it saves looking again.

    Returns:
        One finding (SC001) for each fault, in reading order; nothing where the document is valid.

    Raises:
        EngineError: The engine is missing, or it did not answer.

    Example:
        >>> from lxml import etree
        >>> [finding] = check_grammar(etree.XML('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'))
        >>> finding.message, finding.hint
        ("'TEI' is not complete", 'add teiHeader')
    """
    judge = engine_called(engine) if isinstance(engine, str) else engine
    return judge.check(tree if etree.iselement(tree) else tree.getroot(), source, facts)
