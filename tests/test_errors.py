"""Every exception is one of ours, carries its fields, prints where and what, and survives a pickle."""

import inspect
import pickle

import pytest

from stancebank import errors
from stancebank.errors import (
    ConfigurationError,
    CorpusError,
    EngineError,
    ExportError,
    ImportRefusedError,
    LockedError,
    MissingExtraError,
    ParseError,
    PluginError,
    RefusedError,
    StancebankError,
    UnknownCodeError,
    UnknownFormatError,
    UnknownIdError,
    WorkerError,
)

RAISED = [
    (
        RefusedError("SE001", "the file has a DOCTYPE", "a.xml", 2, 3, "remove it"),
        "a.xml:2:3: SE001 the file has a DOCTYPE",
    ),
    (RefusedError("SE009", "the input is compressed"), "SE009 the input is compressed"),
    (ParseError("WF001", "no element found", line=1), "1: WF001 no element found"),
    (UnknownCodeError("ST099"), "no rule has the code 'ST099'"),
    (UnknownCodeError("ST99", ("ST009", "ST001")), "no rule has the code 'ST99'; did you mean ST009, ST001?"),
    (UnknownIdError("quotation", "q9", "pier"), "no quotation has the id 'q9' in document 'pier'"),
    (
        ConfigurationError("limits must be a table, not 1", "stancebank.toml"),
        "stancebank.toml: limits must be a table, not 1",
    ),
    (CorpusError("there is no corpus.xml", "corpus"), "corpus: there is no corpus.xml"),
    (
        LockedError("corpus", "process 4711 on pier"),
        "corpus: process 4711 on pier is writing to it; try again when that has ended",
    ),
    (EngineError("jing", "no Java was found"), "jing: no Java was found"),
    (
        WorkerError("pier.xml"),
        "a process died that was checking pier.xml or one of the next files; try fewer processes",
    ),
    (UnknownFormatError("exporter", "xls", ("csv", "tei")), "no exporter is called 'xls'; there are csv, tei"),
    (PluginError("stancebank.exporters", "csv", "it is no exporter"), "csv of stancebank.exporters: it is no exporter"),
    (
        MissingExtraError("pyarrow", "tables"),
        "this needs pyarrow, which is not installed: pip install 'stancebank[tables]'",
    ),
    (ExportError("the folder is not empty", "out"), "out: the folder is not empty"),
    (ImportRefusedError("the texts differ", "a.xmi", 4), "a.xmi: the texts differ"),
]


def test_every_exception_has_an_example():
    """The examples below are about all there are."""
    classes = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)}
    assert {type(one) for one, _ in RAISED} == classes - {StancebankError}
    assert {kind.__name__ for kind in classes} == set(errors.__all__)


@pytest.mark.parametrize(("error", "told"), RAISED, ids=lambda one: type(one).__name__)
def test_exceptions_say_where_and_what(error, told):
    """The text has the place first, then what is wrong; no full stop ends it."""
    assert str(error) == told
    assert isinstance(error, StancebankError)


@pytest.mark.parametrize(("error", "told"), RAISED, ids=lambda one: type(one).__name__)
def test_exceptions_pickle_with_their_fields(error, told):
    """What another process raised says the same here, and carries the same fields."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(copy) == told
    assert vars(copy) == vars(error)
    assert list(inspect.signature(type(error).__init__).parameters)[1:] == list(vars(error))


def test_lookups_that_fail_are_lookup_errors():
    """A caller who expects the built-in exception of a failed look-up gets one."""
    assert issubclass(UnknownCodeError, LookupError)
    assert issubclass(UnknownIdError, LookupError)
    assert issubclass(ParseError, RefusedError)
