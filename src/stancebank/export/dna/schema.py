"""The tables of a database of Discourse Network Analyzer 3, and the kinds of statements that an export has."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

__all__ = ["ATTRIBUTES", "LONGEST", "RELEASED", "VERSION", "StatementType", "statement_types", "tables"]

VERSION: Final = "3.0.11.5"
"""The version of the program whose tables these are; it opens every database of version 3.0."""

RELEASED: Final = "2025-02-05"
"""The day of that version, which a database names as well."""

LONGEST: Final = 190
"""How many characters a name, a title or a value of a short variable may have."""

ATTRIBUTES: Final = ("ID", "Type", "Alias", "Notes")
"""What is told of each value of a short variable: the program's own three, and what the document calls it."""

_RIGHTS: Final = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements"),
)
_KEY: Final = "ID INTEGER NOT NULL PRIMARY KEY"


@frozen
class StatementType:
    """A kind of statement.

    Attributes:
        label: Its name.
        colour: Red, green and blue, from 0 to 255.
        variables: The names of its variables, in their order, with the type of each.
    """

    label: str
    colour: tuple[int, int, int]
    variables: tuple[tuple[str, str], ...]


_ACTOR: Final = (("person", "short text"), ("organization", "short text"))
_VIEW: Final = (("position", "short text"), ("intensity", "short text"))
_NOTE: Final = (("note", "long text"),)


def statement_types(agreement: str) -> dict[str, StatementType]:
    """Return the kinds of statements by what they are made of; the first is the program's own.

    Args:
        agreement: The type of the variable ``agreement``: ``boolean`` or ``integer``.
    """
    concept, agreed = ("concept", "short text"), ("agreement", agreement)
    said = (("topic", "short text"), ("mode", "short text"), ("medium", "short text"))
    return {
        "stance": StatementType("DNA Statement", (239, 208, 51), (*_ACTOR, concept, agreed, *_VIEW, *_NOTE)),
        "open": StatementType("Stance without agreement", (211, 211, 211), (*_ACTOR, concept, *_VIEW, *_NOTE)),
        "quotation": StatementType("Quotation", (100, 160, 220), (*_ACTOR, *said, *_NOTE)),
        "topic": StatementType("Topic", (140, 200, 140), (("topic", "short text"), *_NOTE)),
    }


def tables() -> Iterator[str]:
    """Yield what makes each table; the limits are those of the program, which asks for no others."""
    yield _table("SETTINGS", "Property TEXT PRIMARY KEY", "Value TEXT NOT NULL")
    yield _table(
        "CODERS",
        *(_KEY, _short("Name"), *_colour(), _number("Refresh", 0, 9999, 0), _number("FontSize", 1, 99, 14)),
        *(_short("Password"), _number("PopupWidth", 100, 9999, 300)),
        *(_flag(name, 0) for name in ("ColorByCoder", "PopupDecoration")),
        *(_flag(name) for name in ("PopupAutoComplete", *(f"Permission{right}" for right in _RIGHTS))),
    )
    yield _table(
        "DOCUMENTS",
        *(_KEY, _short("Title"), "Text TEXT NOT NULL", "Coder INTEGER"),
        *(_short(name, "") for name in ("Author", "Source", "Section")),
        *("Notes TEXT NOT NULL DEFAULT ''", _short("Type", ""), "Date INTEGER NOT NULL", _to("Coder", "CODERS")),
    )
    yield _table("STATEMENTTYPES", _KEY, _short("Label"), *_colour())
    yield _table(
        "VARIABLES",
        *(_KEY, _short("Variable"), "DataType TEXT NOT NULL DEFAULT 'short text'", "StatementTypeId INTEGER"),
        "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
        *(_to("StatementTypeId", "STATEMENTTYPES"), "UNIQUE (Variable, StatementTypeId)"),
    )
    yield _pairs("VARIABLELINKS", "SourceVariableId", "TargetVariableId", "VARIABLES")
    yield _table("REGEXES", f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST})", *_colour())
    seen = [_flag(f"{verb}{what}") for what in ("Statements", "Documents") for verb in ("view", "edit")]
    yield _pairs("CODERRELATIONS", "Coder", "OtherCoder", "CODERS", *seen)
    yield _table(
        "STATEMENTS",
        *(_KEY, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL", "Stop INTEGER NOT NULL"),
        *("Coder INTEGER", "CHECK (0 <= Start AND Start < Stop)", _to("StatementTypeId", "STATEMENTTYPES")),
        *(_to("Coder", "CODERS"), _to("DocumentId", "DOCUMENTS")),
    )
    yield _values("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1")
    yield _values("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0")
    yield _table(
        "ENTITIES",
        *(_KEY, "VariableId INTEGER NOT NULL", _short("Value", ""), *_colour()),
        *("ChildOf INTEGER CHECK (ChildOf > 0)", "UNIQUE (VariableId, Value)"),
        *(_to("ChildOf", "ENTITIES"), _to("VariableId", "VARIABLES")),
    )
    yield _values("DATASHORTTEXT", "Entity INTEGER NOT NULL", _to("Entity", "ENTITIES"))
    yield _values("DATALONGTEXT", "Value TEXT DEFAULT ''")
    yield _table(
        "ATTRIBUTEVARIABLES",
        *(_KEY, "VariableId INTEGER NOT NULL", _short("AttributeVariable")),
        *("UNIQUE (VariableId, AttributeVariable)", _to("VariableId", "VARIABLES")),
    )
    yield _table(
        "ATTRIBUTEVALUES",
        *(_KEY, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL", _short("AttributeValue", "")),
        *("UNIQUE (EntityId, AttributeVariableId)", _to("EntityId", "ENTITIES")),
        _to("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    )


def _table(name: str, *parts: str) -> str:
    columns = [part for part in parts if not part.startswith(("CHECK", "UNIQUE", "FOREIGN"))]
    constraints = [part for part in parts if part not in columns]
    return f"CREATE TABLE {name} ({', '.join([*columns, *constraints])})"


def _values(name: str, *parts: str) -> str:
    """Return the table of values of one type of variable."""
    places = ("StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL")
    ties = (_to("StatementId", "STATEMENTS"), _to("VariableId", "VARIABLES"), "UNIQUE (StatementId, VariableId)")
    return _table(name, _KEY, *places, *parts, *ties)


def _pairs(name: str, one: str, other: str, table: str, *parts: str) -> str:
    """Return a table that ties two different rows of *table*."""
    columns = (f"{one} INTEGER", f"{other} INTEGER", *parts, f"CHECK ({one} != {other})")
    return _table(name, _KEY, *columns, _to(one, table), _to(other, table))


def _short(name: str, default: str | None = None) -> str:
    told = "" if default is None else f" DEFAULT '{default}'"
    return f"{name} TEXT NOT NULL{told} CHECK (LENGTH({name}) <= {LONGEST})"


def _number(name: str, least: int, most: int, default: int) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN {least} AND {most})"


def _flag(name: str, default: int = 1) -> str:
    return _number(name, 0, 1, default)


def _colour() -> tuple[str, ...]:
    return tuple(_number(name, 0, 255, 0) for name in ("Red", "Green", "Blue"))


def _to(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table} (ID) ON DELETE CASCADE"
