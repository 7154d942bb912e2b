"""Filling the tables of a database of Discourse Network Analyzer."""

import base64
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Final

from attrs import frozen

from stancebank.export.dna.schema import ATTRIBUTES, LONGEST, RELEASED, VERSION, statement_types, tables
from stancebank.export.loss import Losses

__all__ = ["ADMIN", "PASSWORD", "Database", "Label"]

ADMIN: Final = 1
"""The coder who may do everything, as in every database of the program; documents belong to it."""

PASSWORD: Final = "stancebank"  # noqa: S105 - no secret: it is told to whoever exports
"""With what every coder opens the database, until somebody changes it there."""

_ROUNDS: Final = 100_000
_COLOURS: Final = ((231, 111, 81), (42, 157, 143), (69, 123, 157), (233, 196, 106), (120, 94, 160), (90, 90, 90))


@frozen(kw_only=True)
class Label:
    """A value of a short variable.

    Attributes:
        text: What it reads; empty where nothing is told.
        key: What the document calls it.
        kind: Of what type it is, for instance ``government``.
    """

    text: str = ""
    key: str = ""
    kind: str = ""


class Database:
    """A database in memory.

    Args:
        connection: An empty one.
        agreement: The type of the variable ``agreement``: ``boolean`` or ``integer``.
        losses: Takes what is too long.
    """

    def __init__(self, connection: sqlite3.Connection, agreement: str, losses: Losses) -> None:
        self._connection, self._losses = connection, losses
        self._coders: dict[str, int] = {}
        self._entities: dict[tuple[int, str, str], int] = {}
        self._labels: set[tuple[int, str]] = set()
        self._types: dict[str, int] = {}
        self._variables: dict[tuple[str, str], tuple[int, str]] = {}
        self._attributes: dict[tuple[int, str], int] = {}
        for statement in tables():
            connection.execute(statement)
        self._add("SETTINGS", Property="version", Value=VERSION)
        self._add("SETTINGS", Property="date", Value=RELEASED)
        self.coder("Admin")
        for kind, told in statement_types(agreement).items():
            self._types[kind] = self._add("STATEMENTTYPES", Label=told.label, **_colour(told.colour))
            for name, data in told.variables:
                key = self._add("VARIABLES", Variable=name, DataType=data, StatementTypeId=self._types[kind])
                self._variables[kind, name] = key, data
                for attribute in ATTRIBUTES if data == "short text" else ():
                    added = self._add("ATTRIBUTEVARIABLES", VariableId=key, AttributeVariable=attribute)
                    self._attributes[key, attribute] = added

    def coder(self, name: str) -> int:
        """Return the number of the coder *name*, who is added where there is none; all may see all."""
        name = self._cut(name)
        if name not in self._coders:
            colour = _COLOURS[len(self._coders) % len(_COLOURS)]
            own = self._add("CODERS", Name=name, Password=_password(), **_colour(colour))
            for other in self._coders.values():
                self._add("CODERRELATIONS", Coder=own, OtherCoder=other)
                self._add("CODERRELATIONS", Coder=other, OtherCoder=own)
            self._coders[name] = own
        return self._coders[name]

    def document(self, text: str, seconds: int, notes: str, **told: str) -> int:
        """Add a document and return its number; *seconds* count from the beginning of 1970."""
        short = {name: self._cut(value) for name, value in told.items()}
        return self._add("DOCUMENTS", Text=text, Coder=ADMIN, Notes=notes, Date=seconds, **short)

    def statement(
        self, kind: str, place: tuple[int, tuple[int, int]], coder: int, values: Mapping[str, Label | str | int]
    ) -> None:
        """Add a statement.

        Args:
            kind: A kind of `statement_types`.
            place: The number of the document, with start and stop in UTF-16 units.
            coder: The number of the coder.
            values: A value for each variable of that kind.
        """
        document, (start, stop) = place
        own = self._add(
            "STATEMENTS",
            StatementTypeId=self._types[kind],
            DocumentId=document,
            Start=start,
            Stop=stop,
            Coder=coder,
        )
        for name, value in values.items():
            variable, data = self._variables[kind, name]
            if isinstance(value, Label):
                entity = self._entity(variable, value)
                self._add("DATASHORTTEXT", StatementId=own, VariableId=variable, Entity=entity)
            else:
                table = f"DATA{data.upper().replace(' ', '')}"
                self._add(table, StatementId=own, VariableId=variable, Value=value)

    def data(self) -> bytes:
        """Return the database as a file."""
        self._connection.commit()
        return self._connection.serialize()

    def _entity(self, variable: int, label: Label) -> int:
        found = self._entities.get((variable, label.text, label.key))
        if found is not None:
            return found
        text = self._cut(label.text)
        told = next(one for one in _distinct(text, label.key) if (variable, one) not in self._labels)
        self._labels.add((variable, told))
        own = self._add("ENTITIES", VariableId=variable, Value=told)
        self._entities[variable, label.text, label.key] = own
        about = {"ID": self._cut(label.key), "Type": self._cut(label.kind)}
        for attribute in ATTRIBUTES:
            key = self._attributes[variable, attribute]
            value = about.get(attribute, "")
            self._add("ATTRIBUTEVALUES", EntityId=own, AttributeVariableId=key, AttributeValue=value)
        return own

    def _cut(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self._losses.add("dna.long", f"names and titles of more than {LONGEST} characters, which were cut")
        return f"{text[: LONGEST - 1]}…"

    def _add(self, table: str, **row: str | int) -> int:
        names, holes = ", ".join(row), ", ".join("?" * len(row))
        # the names are ours; what comes from documents is bound
        added = self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({holes})", tuple(row.values()))  # noqa: S608
        return added.lastrowid or 0


def _distinct(text: str, key: str) -> Iterator[str]:
    """Yield what two values of one name can be told apart by."""
    yield text
    for number in count(1):
        mark = f" ({key})" if number == 1 else f" ({key}, {number})"
        mark = mark if len(mark) < LONGEST else f" ({number})"
        yield f"{text[: LONGEST - len(mark)]}{mark}"


def _colour(colour: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("Red", "Green", "Blue"), colour, strict=True))


@cache
def _password() -> str:
    """Return `PASSWORD` as Jasypt's strong encryptor keeps one: salt, and salt with password digested many times.

    The salt is always the same, so that the same documents are the same file: it would protect a secret.
    """
    salt = hashlib.sha256(b"stancebank").digest()[:16]
    digest = salt + PASSWORD.encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
