"""What holds for every exporter: it loses only what it says, and says only what it loses."""

import json
from functools import cache

import pytest
from attrs import evolve

from ablation import REMOVABLE, reachable, without
from stancebank.export import Exporter, Form, Layout, exported, exporter_names, load_exporter
from stancebank.export.fields import ALL_FIELDS, counted

# spaCy is large: tests/clients has what is said here of the others.
NAMES = [name for name in exporter_names() if name != "spacy"]
# The fixture has nothing in these, since TEI reads it into other fields.
ABSENT = {"Document.verbatim"}


def choices(name):
    """Yield the first choice of each option, and each other one alone."""
    options = load_exporter(name).form.options
    yield {}
    for option in options:
        for value in option.values[1:]:
            yield {option.name: value}


EACH = pytest.mark.parametrize(
    ("name", "given"),
    [pytest.param(name, given, id="-".join([name, *given.values()])) for name in NAMES for given in choices(name)],
)


def contents(name, articles, given):
    files, report = exported(name, articles, given)
    return {file.path: file.data for file in files}, report


def test_the_fixture_has_everything(pier):
    """Every field of the model says something in the article that exporters are tried on."""
    empty = [name for name in REMOVABLE if not counted(pier.document, ALL_FIELDS - {name})]
    assert set(empty) == ABSENT


@EACH
def test_exporters_are_what_they_say(name, given, articles):
    """Each makes one file or several as it says, the same bytes each time, and a report that programs can read."""
    exporter = load_exporter(name)
    assert isinstance(exporter, Exporter)
    assert isinstance(exporter.form, Form)
    files, report = contents(name, articles, given)
    assert len(files) == 1 if exporter.form.layout is Layout.FILE else len(files) > 1
    assert contents(name, articles, given) == (files, report)
    told = json.loads(report.json())
    assert told["format"] == name
    assert told["documents"] == len(articles)
    assert [one["count"] for one in told["losses"]] == [loss.count for loss in report.losses]


@cache
def ablated(document, *names):
    for name in names:
        document = without(document, name)
    return document


# Those that are not here write what another one has gathered, hold everything, or need a library that is large.
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("annis", {}),
        ("blacklab", {}),
        ("brat", {}),
        ("catma", {}),
        ("conllu", {}),
        ("convokit", {}),
        ("csv", {}),
        ("dna", {}),
        ("graphml", {}),
        ("graphml", {"network": "stances"}),
        ("graphml", {"network": "conflict"}),
        ("inception", {"cas": "json"}),
        ("label-studio", {}),
        ("prodigy", {}),
        ("rdf", {}),
        ("skos", {}),
        ("tei", {"profile": "plain"}),
        ("text-fabric", {}),
        ("txm", {}),
        ("vrt", {}),
        ("web-annotation", {}),
    ],
)
def test_losses_are_what_is_missing(name, given, pier):
    """A field changes the export if and only if the loss report does not count it as lost."""
    whole, report = contents(name, [pier], given)
    lost = {loss.kind for loss in report.losses}
    held = [one for one in REMOVABLE if one not in lost | ABSENT and one.partition(".")[0] in reachable(lost)]

    def bytes_without(*fields):
        return contents(name, [evolve(pier, document=ablated(pier.document, *fields))], given)[0]

    assert held
    assert [one for one in held if bytes_without(one) == whole] == [], "lost, but not told"
    assert bytes_without(*sorted(lost & set(REMOVABLE))) == whole, "told to be lost, but held"
