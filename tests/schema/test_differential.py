"""Laws between judges: libxml2, Jing and the diagnosis agree, and what they let pass is TEI."""

from random import Random

import pytest
from lxml import etree

from schema.mutator import Mutator
from schema.sampler import Sampler
from stancebank.schema import check_grammar, schema_path
from stancebank.schema.diagnosis import diagnose
from stancebank.schema.files import GRAMMAR
from stancebank.schema.grammar import shipped_grammar
from stancebank.schema.jing import verdicts
from stancebank.tei.index import index
from stancebank.tei.names import TEI

FIXTURES = ("hybrid.xml", "standoff.xml", "hybrid.xml", "plain.xml", "registry.xml", "corpus.xml")
SEED = 20261124
MUTANTS = 600
SAMPLES = 150
RELEASES = ("4.3.0", "4.12.0")
SHELL = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p/></body></text><standOff/></TEI>"""


def seeded():
    """Return the same source of chance each time."""
    return Random(SEED)  # noqa: S311 # no secret


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder for this module's documents."""
    return tmp_path_factory.mktemp("documents")


def written(folder, roots, kind):
    """Write *roots* and return their places with what comes back when they are read."""
    paths = {}
    for number, root in enumerate(roots):
        path = folder / f"{kind}{number:04}.xml"
        path.write_bytes(etree.tostring(root, encoding="utf-8"))
        paths[path] = etree.fromstring(path.read_bytes(), etree.XMLParser(collect_ids=False))
    return paths


@pytest.fixture(scope="module")
def mutants(folder, document):
    """Return documents with small harms: of the fixtures, and of documents made by chance."""
    chance = seeded()
    mutator, sampler = Mutator(chance), Sampler(chance, avoided={"inclusion"})
    fixtures = [document(name) for name in FIXTURES]
    origins = (chance.choice(fixtures) if number % 3 else sampler.document() for number in range(MUTANTS))
    return written(folder, map(mutator.mutant, origins), "mutant")


@pytest.fixture(scope="module")
def samples(folder):
    """Return documents and registries made by chance."""
    sampler = Sampler(seeded(), avoided={"inclusion"})
    patterns = ["TEI"] * SAMPLES + [name for name in shipped_grammar().start for _ in range(10)]
    return written(folder, map(sampler.document, patterns), "sample")


@pytest.mark.usefixtures("java")
def test_three_judges_agree_on_every_mutant(mutants):
    """Of several hundred harmed documents, libxml2, Jing, the diagnosis and the engine call the same ones invalid."""
    judge = etree.RelaxNG(file=str(schema_path(GRAMMAR)))
    grammar = shipped_grammar()
    by_libxml2 = {path for path, root in mutants.items() if not judge.validate(root)}
    by_engine = {path for path, root in mutants.items() if check_grammar(root)}
    by_facts = {path for path, root in mutants.items() if check_grammar(root, facts=index(root))}
    by_diagnosis = {path for path, root in mutants.items() if diagnose(grammar, root)}
    by_jing = {path for path, told in verdicts(schema_path(GRAMMAR), list(mutants)).items() if told}
    assert by_libxml2 == by_jing == by_diagnosis == by_engine == by_facts
    assert len(mutants) / 4 < len(by_jing) < len(mutants) * 3 / 4


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("release", RELEASES)
def test_what_is_valid_here_is_valid_tei(mutants, samples, tei_all, release):
    """No harm and no chance makes a document that the grammar lets pass and tei_all does not."""
    schema = tei_all(release)
    judge = etree.RelaxNG(file=str(schema_path(GRAMMAR)))
    valid = [path for path, root in (mutants | samples).items() if root.tag == f"{{{TEI}}}TEI" and judge.validate(root)]
    assert len(valid) > SAMPLES
    assert {path: told for path, told in verdicts(schema, valid).items() if told} == {}


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("release", RELEASES)
def test_a_registry_in_a_document_is_valid_tei(folder, tei_all, release):
    """What is valid as a file of its own is valid where the corpus includes it."""
    schema = tei_all(release)
    sampler = Sampler(seeded(), avoided={"inclusion"})
    paths = []
    for number, pattern in enumerate(sorted(set(shipped_grammar().start) - {"TEI", "teiCorpus"}) * 5):
        root = etree.fromstring(SHELL)
        made = sampler.document(pattern)
        if pattern == "taxonomy":
            description = etree.SubElement(etree.SubElement(root[0], f"{{{TEI}}}encodingDesc"), f"{{{TEI}}}classDecl")
            description.append(made)
            root.remove(root[-1])
        else:
            root[-1].append(made)
        paths.append(folder / f"registry{release}{number}.xml")
        paths[-1].write_bytes(etree.tostring(root))
    assert {path: told for path, told in verdicts(schema, paths).items() if told} == {}


def test_documents_made_by_chance_are_valid(samples):
    """The sampler walks the grammar: the grammar and the diagnosis let all of it pass."""
    judge = etree.RelaxNG(file=str(schema_path(GRAMMAR)))
    for root in samples.values():
        assert judge.validate(root)
        assert diagnose(shipped_grammar(), root) == ()


def test_documents_made_by_chance_use_every_element(samples):
    """Nothing of the grammar is left out of these tests but inclusions."""
    used = {one.tag for root in samples.values() for one in root.iter()}
    known = {rule.tag for name, rule in shipped_grammar().elements.items() if name != "inclusion" and rule.tag}
    assert known <= used


def test_mutants_have_few_findings(mutants):
    """A harm is told about once: three of four invalid mutants, of which one in four was harmed twice, have one."""
    numbers = [len(found) for root in mutants.values() if (found := diagnose(shipped_grammar(), root))]
    assert numbers.count(1) > 0.75 * len(numbers)
