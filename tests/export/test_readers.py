"""The real reader of each format finds in it what the document asserts."""

import csv as csv_module
import io
import json
import re
import warnings
from itertools import pairwise
from urllib.parse import unquote

import pytest

from facts import facts, joined
from stancebank import loads
from stancebank.errors import EngineError
from stancebank.export import export, exported
from stancebank.export.names import Names
from stancebank.export.tokens import tokens_of
from stancebank.export.vrt.profiles import handle
from stancebank.schema import schema_path
from stancebank.schema.files import GRAMMAR
from stancebank.schema.java import java_command
from stancebank.schema.jing import verdicts

GAP = " … "


@pytest.fixture
def written(articles, tmp_path):
    """Export all documents into a folder, or a file of a folder, and return the place."""

    def write(name, **choices):
        is_file = name in {"conllu", "gexf", "graphml", "skos", "rdf"}
        place = tmp_path / f"{name}.{name}" if is_file else tmp_path / name
        export(name, articles, place, {key.replace("_", "-"): value for key, value in choices.items()})
        return place

    return write


def assembled(quotations, loose):
    """Return facts from pieces, voices, topics and stances by quotation, and from what hangs on none."""
    told = {
        (key, tuple(pieces), frozenset(voices), frozenset(topics), frozenset(stances))
        for key, (pieces, voices, topics, stances) in quotations.items()
    }
    return told | {
        (key, (), frozenset(), frozenset(topics), frozenset(stances)) for key, (topics, stances) in loose.items()
    }


# TEI


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
def test_tei_is_read_back(profile, articles):
    """Our own reader finds the same value in both profiles."""
    files, report = exported("tei", articles, {"profile": profile})
    assert [loads(file.data) for file in files] == [article.document for article in articles]
    assert report.losses == ()


def test_jing_finds_the_tei_valid(articles, tmp_path):
    """The reference validator accepts the real article in every profile."""
    try:
        java_command("jing")
    except EngineError as error:
        pytest.skip(f"Jing cannot run: {error.reason}")
    places = [tmp_path / f"{profile}.xml" for profile in ("hybrid", "standoff", "plain")]
    for place in places:
        (file,) = exported("tei", articles[2:], {"profile": place.stem})[0]
        place.write_bytes(file.data)
    assert verdicts(schema_path(GRAMMAR), places) == {place: [] for place in places}


# Tables


def from_tables(read):
    """Return the facts that tables tell; *read* gives the rows of a table as dictionaries."""
    quotations, loose = {}, {row["document_id"]: (set(), set()) for row in read("documents")}
    for row in read("quotations"):
        quotations[row["document_id"], row["quotation_id"]] = ([], set(), set(), set())
    for row in read("passages"):
        if row["role"] == "content":
            quotations[row["document_id"], row["record_id"]][0].append(row["text"])
    for row in read("attributions"):
        if row["role"] == "speaker":
            quotations[row["document_id"], row["quotation_id"]][1].add(row["voice"])
    for row in read("topics"):
        for target in row["targets"] or [None]:
            key = (row["document_id"], target)
            if key in quotations:
                quotations[key][2].add(row["topic"])
            else:
                loose[row["document_id"]][0].add((row["topic"], target))
    for row in read("stances"):
        key = (row["document_id"], row["quotation_id"])
        place = quotations[key][3] if key in quotations else loose[row["document_id"]][1]
        place.add((row["holder"], row["target"], row["position"]))
    return assembled({key[1]: told for key, told in quotations.items()}, loose)


def several(row):
    """Return a row of CSV with cells of several values split."""
    return {
        key: ([] if not value else value.split(" | ")) if key in {"targets", "voices", "topics"} else value
        for key, value in row.items()
    }


@pytest.mark.parametrize("name", ["parquet", "jsonl", "csv"])
def test_duckdb_reads_the_tables(name, written, articles):
    """DuckDB finds in Parquet, JSON lines and CSV who said what, about what, and who stands where."""
    duckdb = pytest.importorskip("duckdb")
    place = written(name)
    reader = {"parquet": "read_parquet('{}')", "jsonl": "read_json('{}', format='newline_delimited')"}.get(
        name, "read_csv('{}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', new_line='\\n')"
    )

    def read(table):
        found = duckdb.sql(f"SELECT * FROM {reader.format(place / f'{table}.{name}')}")  # noqa: S608 - our own path
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        return [several(row) for row in rows] if name == "csv" else rows

    assert from_tables(read) == joined(articles)


def test_duckdb_reads_the_dataset_folder(written, articles):
    """The Parquet files of the dataset folder say the same, and its card names each of them."""
    duckdb = pytest.importorskip("duckdb")
    place = written("huggingface")
    card = (place / "README.md").read_text(encoding="utf-8")

    def read(table):
        assert f"- config_name: {table}\n  data_files: data/{table}.parquet\n" in card
        found = duckdb.sql(f"SELECT * FROM read_parquet('{place / 'data' / table}.parquet')")  # noqa: S608 - our own
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    assert from_tables(read) == joined(articles)
    assert '- "en"\n' in card.split("---")[1]


def test_parquet_has_one_schema(articles):
    """The schema of a table does not depend on its rows."""
    parquet = pytest.importorskip("pyarrow.parquet")

    def schemas(given):
        return {file.path: parquet.read_schema(io.BytesIO(file.data)) for file in exported("parquet", given)[0]}

    assert schemas(articles) == schemas(articles[1:2]) == schemas([])
    assert schemas([])["quotations.parquet"].metadata[b"description"]


def test_frictionless_finds_the_package_valid(written, articles):
    """Types, code book and foreign keys hold; and the package says what the documents say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system  # noqa: PLC0415 - it warns while it is imported

        place = written("frictionless")
        with system.use_context(trusted=True):
            package = Package(str(place / "datapackage.json"))
            report = package.validate()
            assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "note"])[:5]
            rows = {one.name: [several(row.to_dict()) for row in one.read_rows()] for one in package.resources}
    assert from_tables(rows.__getitem__) == joined(articles)


def test_frictionless_would_find_a_broken_key(written):
    """The validator looks at the foreign keys: a voice that is not there is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system  # noqa: PLC0415 - it warns while it is imported

        place = written("frictionless")
        table = place / "attributions.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("per:lind", "per:nobody"), encoding="utf-8")
        with system.use_context(trusted=True):
            report = Package(str(place / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}


def test_cells_are_safe_in_spreadsheets(articles):
    """On request no cell begins like a formula, and every change is counted; else cells are as they were."""
    (plain, _), (safe, report) = (exported("csv", articles, choice) for choice in ({}, {"spreadsheet-safe": "yes"}))

    def cells(files):
        return [
            cell
            for file in files
            for row in csv_module.reader(io.StringIO(file.data.decode(), newline=""))
            for cell in row
        ]

    risky = [cell for cell in cells(plain) if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "=SUM(A1)" in risky
    assert not [cell for cell in cells(safe) if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {loss.kind: loss.count for loss in report.losses}["csv.apostrophe"] == len(risky)


# Networks


def from_graph(graph):
    """Return the facts that a network of statements tells."""
    key = {node: told["key"] for node, told in graph.nodes(data=True)}
    kind = {node: told["kind"] for node, told in graph.nodes(data=True)}
    quotations, loose, stances = {}, {}, []
    for start, end, told in graph.edges(data=True):
        found = loose.setdefault(told["document"], (set(), set()))
        if told["relation"] == "says":
            quotation = quotations.setdefault(told["quotation"], ([told["text"]], set(), set(), set()))
            if key[start] != "(unattributed)":
                quotation[1].add(key[start])
            if kind[end] != "document":
                quotation[2].add(key[end])
        elif told["relation"] == "about":
            found[0].add((key[end], told["passage"]))
        else:
            stances.append((told, (key[start], key[end], told.get("position"))))
    for told, stance in stances:
        place = quotations[told["quotation"]][3] if told.get("quotation") in quotations else loose[told["document"]][1]
        place.add(stance)
    return assembled(quotations, loose)


def in_one_piece(told, articles):
    """Return facts with the pieces of a quotation as one text, without documents that assert nothing."""
    del articles
    return {
        (
            key,
            (GAP.join(pieces),) if pieces else (),
            voices,
            frozenset(one for one in topics if one[-1] is not None) if not pieces else topics,
            stances,
        )
        for key, pieces, voices, topics, stances in told
        if pieces or topics or stances
    }


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_network(name, written, articles):
    """Networkx finds every quotation as an edge of its own, with voice, topic and stance."""
    networkx = pytest.importorskip("networkx")
    place = written(name)
    graph = networkx.read_graphml(place, force_multigraph=True) if name == "graphml" else networkx.read_gexf(place)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert from_graph(graph) == in_one_piece(joined(articles), articles)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_projections_weigh_shared_targets(name, articles):
    """Two voices are tied by the number of targets on which they take one side, or opposite sides."""
    networkx = pytest.importorskip("networkx")
    names = Names(articles[0])
    sides = {}
    for stance in articles[0].document.stances:
        if str(stance.position) in {"support", "oppose"}:
            sides.setdefault((names.key(stance.holder), names.key(stance.target)), set()).add(str(stance.position))
    for network in ("congruence", "conflict"):
        file, report = exported(name, articles[:1], {"network": network})
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name]
        graph = read(io.BytesIO(file[0].data))
        wanted = {}
        for (one, target), mine in sides.items():
            for (other, same), theirs in sides.items():
                if one < other and target == same:
                    meet = (
                        mine & theirs if network == "congruence" else {(a, b) for a in mine for b in theirs if a != b}
                    )
                    if meet:
                        wanted[frozenset({one, other})] = wanted.get(frozenset({one, other}), 0) + 1
        key = {node: told["key"] for node, told in graph.nodes(data=True)}
        found = {frozenset({key[a], key[b]}): told["weight"] for a, b, told in graph.edges(data=True)}
        assert found == wanted
        assert wanted
        assert "network.neutral" in {loss.kind for loss in report.losses}


# INCEpTION


def from_cas(cas):
    """Return the facts that a CAS tells, with references as they stand."""
    document = next(iter(cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"))).documentId
    quotations, loose = {}, {document: (set(), set())}
    for one in sorted(cas.select("webanno.custom.Quotation"), key=lambda one: int(one.part or 0)):
        found = quotations.setdefault(one.identifier, ([], set((one.speakers or "").split()), set(), set()))
        found[0].append(one.get_covered_text())
    for one in cas.select("webanno.custom.Topic"):
        for target in (one.targets or "").split() or [None]:
            if target in quotations:
                quotations[target][2].add(one.category)
            else:
                loose[document][0].add((one.category, target))
    for one in cas.select("webanno.custom.Stance"):
        place = quotations[one.quotation][3] if one.quotation in quotations else loose[document][1]
        place.add((one.holder, one.target, one.position))
    return assembled(quotations, loose)


def keyed(told, article):
    """Return facts with the key of each voice."""
    key = Names(article).key

    def stance(triple):
        return tuple(None if one is None else key(one) for one in triple)

    return {
        (identifier, pieces, frozenset(map(key, voices)), topics, frozenset(map(stance, stances)))
        for identifier, pieces, voices, topics, stances in told
    }


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_cassis_reads_the_cas(form, written, articles):
    """dkpro-cassis finds the records, and its code points are ours again around every emoji."""
    cassis = pytest.importorskip("cassis")
    place = written("inception", cas=form)
    for article in articles:
        file = place / f"{article.document.id}.{form}"
        with file.open("rb") as stream, (place / "TypeSystem.xml" if form == "xmi" else file).open("rb") as other:
            if form == "xmi":
                cas = cassis.load_cas_from_xmi(stream, typesystem=cassis.load_typesystem(other))
            else:
                cas = cassis.load_cas_from_json(stream)
        assert cas.sofa_string == article.document.text
        assert keyed(from_cas(cas), article) == facts(article)


# Web Annotation


OA = "http://www.w3.org/ns/oa#"
# The part of the standard's context that is used, in our own words: the tests have no network.
CONTEXT = {
    "@context": {
        "id": "@id",
        "type": "@type",
        "Annotation": f"{OA}Annotation",
        "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "Dataset": "http://purl.org/dc/dcmitype/Dataset",
        "TextQuoteSelector": f"{OA}TextQuoteSelector",
        "TextPositionSelector": f"{OA}TextPositionSelector",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
        "describing": f"{OA}describing",
        "classifying": f"{OA}classifying",
        "assessing": f"{OA}assessing",
        "identifying": f"{OA}identifying",
        "body": f"{OA}hasBody",
        "target": f"{OA}hasTarget",
        "source": {"@id": f"{OA}hasSource", "@type": "@id"},
        "selector": f"{OA}hasSelector",
        "exact": f"{OA}exact",
        "prefix": f"{OA}prefix",
        "suffix": f"{OA}suffix",
        "start": f"{OA}start",
        "end": f"{OA}end",
    }
}


def expanded(page):
    """Return the items of an annotation page as PyLD expands them."""
    pyld = pytest.importorskip("pyld")

    def load(url, _):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}

    options = {"documentLoader": load, "base": "https://example.org/corpus/"}
    (found,) = pyld.jsonld.expand(page, options)
    return found["https://www.w3.org/ns/activitystreams#items"][0]["@list"]


def values(node, name):
    return [one.get("@value", one.get("@id")) for one in node.get(name, ())]


@pytest.mark.parametrize("unit", ["code-points", "utf16"])
def test_pyld_reads_the_annotations(unit, written, articles):
    """An RDF view of the annotations has every record, and both selectors of a place name the same words."""
    place = written("web-annotation", offsets=unit)
    for article in articles:
        document = article.document
        text = (place / f"{document.id}.txt").read_bytes().decode()
        assert text == document.text
        items = expanded(json.loads((place / f"{document.id}.jsonld").read_text(encoding="utf-8")))
        assert from_annotations(items, text, unit, document.id) == facts(article)


SB = "urn:stancebank:terms:"


def from_annotations(items, text, unit, document_id):
    """Return the facts that annotations tell, after a look at their places."""
    quotations, loose, later = {}, (set(), set()), []
    for item in items:
        (body,) = item[f"{OA}hasBody"]
        pieces = [piece for target in item[f"{OA}hasTarget"] for piece in quoted(target, text, unit)]
        (kind,) = values(body, f"{SB}kind")
        if kind == "quotation":
            quotations[item["@id"].rpartition(":")[2]] = (pieces, values(body, f"{SB}speaker"), set(), set())
        elif kind == "topic":
            (topic,) = values(body, f"{SB}topic")
            later += [(2, about, topic, (topic, about)) for about in values(body, f"{SB}about") or [None]]
        elif kind == "stance":
            triple = tuple(
                (values(body, f"{SB}{name}") or [None])[0] for name in ("holder", "stanceTarget", "position")
            )
            later.append((3, (values(body, f"{SB}quotation") or [None])[0], triple, triple))
    for slot, key, told, alone in later:
        if key in quotations:
            quotations[key][slot].add(told)
        else:
            loose[slot - 2].add(alone)
    return assembled(quotations, {document_id: loose})


def quoted(target, text, unit):
    """Return the words of a place, which both of its selectors must name."""
    found = []
    for selector in target.get(f"{OA}hasSelector", ()):
        if f"{OA}exact" in selector:
            found += values(selector, f"{OA}exact")
        else:
            (start,), (end,) = values(selector, f"{OA}start"), values(selector, f"{OA}end")
            assert sliced(text, start, end, unit) == found[-1]
    return found


def sliced(text, start, end, unit):
    if unit == "code-points":
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# VRT


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("profile", ["cwb", "cqpweb", "noske"])
def test_cwb_vrt_reads_every_quotation(profile, written, articles):
    """A reader that knows no nesting finds the words, speakers, topics and stances of each quotation."""
    vrt = pytest.importorskip("vrt.vrt")
    lines = (written("vrt", profile=profile) / "corpus.vrt").read_text(encoding="utf-8").splitlines()
    tokens, structures = vrt.parse_regions(line for line in lines if not line.startswith(("<?", "<g/>")))
    found = {}
    for level, regions in structures.items():
        assert sorted(regions, key=lambda one: one["cpos_start"]) == regions, f"{level} stands in itself"
        for region in regions if level.startswith("said") else ():
            many = [frozenset(filter(None, region[name].split("|"))) for name in ("who", "topics", "stances")]
            pieces, told = found.setdefault(region["id"], ({}, many))
            assert told == many
            words = [
                (word, int(start), int(end))
                for _, word, start, end in tokens[region["cpos_start"] : region["cpos_end"] + 1]
            ]
            assert all(end - start == len(word) for word, start, end in words)
            pieces[int(region["part"])] = with_spaces(words)
    told = {(key, tuple(pieces[at] for at in sorted(pieces)), *many) for key, (pieces, many) in found.items()}
    assert told == expected_of_vrt(articles, handle if profile == "cqpweb" else str)


def with_spaces(words):
    told = ""
    last = words[0][1]
    for word, start, end in words:
        told += (" " if start > last else "") + word
        last = end
    return told


def expected_of_vrt(articles, code):
    """Return the facts of quotations, parted where a segment ends, with white space as one space."""
    told = set()
    for article in articles:
        document = article.document
        ends = [segment.span.end for segment in document.segments]
        for key, _, voices, topics, stances in facts(article):
            spans = [span for one in document.quotations if one.id == key for span in one.content]
            pieces = []
            for span in spans:
                cuts = [span.start, *(end for end in ends if span.start < end < span.end), span.end]
                pieces += [document.text[a:b] for a, b in pairwise(cuts)]
            codes = frozenset(
                "→".join((holder or "", position or "", target or "")) for holder, target, position in stances
            )
            if pieces:
                coded = [frozenset(map(code, values)) for values in (voices, topics, codes)]
                told.add((code(key), tuple(map(spaced, pieces)), *coded))
    return told


def test_cqpweb_takes_the_handles(written):
    """CQPweb's rule for ids and codes holds for all of them, and no two become one."""
    place = written("vrt", profile="cqpweb")
    ids = [line.split("\t") for line in (place / "metadata.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert all(re.fullmatch(r"\w+", one[0], flags=re.ASCII) for one in ids)
    assert len({handle(value) for value in ("a-b", "a_b", "a.b", "a:b", "a_2d_b")}) == 5


@pytest.mark.parametrize("profile", ["cwb", "noske"])
def test_registries_declare_what_there_is(profile, written):
    """Every structure and attribute of the vertical text is declared to the engine."""
    place = written("vrt", profile=profile)
    told = (place / "registry" / "stancebank").read_text(encoding="utf-8")
    for tag in re.findall(r"^<(\w+) (.*)>$", (place / "corpus.vrt").read_text(encoding="utf-8"), flags=re.MULTILINE):
        for attribute in re.findall(r'(\w+)="', tag[1]):
            name = f"STRUCTURE {tag[0]}_{attribute}\n" if profile == "cwb" else f"STRUCTURE {tag[0]} {{"
            assert name in f"{told}\n"


# CoNLL-U


@pytest.mark.parametrize("columns", ["ud", "plus"])
def test_conllu_reads_tokens_and_records(columns, written, articles):
    """The reader finds the tokens of every quotation, its records in the comments, and writes back the same bytes."""
    conllu = pytest.importorskip("conllu")
    data = written("conllu", columns=columns).read_bytes().decode()
    sentences = conllu.parse(data)
    assert data.startswith("# global.columns") == (columns == "plus")
    assert "".join(sentence.serialize() for sentence in sentences) == data
    words, told, current = {}, {}, None
    for sentence in sentences:
        current = sentence.metadata.get("newdoc id", current)
        words.setdefault(current, []).extend((token["form"], token) for token in sentence)
        told.setdefault(current, {}).update(sentence.metadata)
    for article in articles:
        document = article.document
        assert [word for word, _ in words[document.id]] == [token.text for token in tokens_of(document).tokens]
        assert from_conllu(document, told[document.id]) == facts(article)
        marks = {}
        for number, (_, token) in enumerate(words[document.id]):
            cell = token["sb:quote"] if columns == "plus" else (token["misc"] or {}).get("Quote")
            for mark in (cell or "_").split("/") if cell not in {None, "_"} else ():
                marks.setdefault(mark[2:], []).append(number)
        assert marks == {
            one.id: sorted({at for span in one.content for at in range(*tokens_of(document).run(span))})
            for one in document.quotations
        }


def from_conllu(document, metadata):
    tokens = tokens_of(document)

    def words(run):
        first, _, end = run.partition("-")
        return tokens.text(int(first) - 1, int(end))

    quotations, loose = {}, (set(), set())
    records = [
        (*key.split(" "), json.loads(value)) for key, value in metadata.items() if value and value.startswith("{")
    ]
    for kind, key, one in records:
        if kind == "quotation":
            quotations[key] = (list(map(words, one.get("tokens", ()))), one.get("speakers", ()), set(), set())
    for kind, _, one in records:
        if kind == "topic":
            for target in one.get("targets") or [None]:
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(one["category"] if target in quotations else (one["category"], target))
        elif kind == "stance":
            place = quotations[one["quotation"]][3] if one.get("quotation") in quotations else loose[1]
            place.add((one.get("holder"), one.get("target"), one.get("position")))
    return assembled(quotations, {document.id: loose})


# brat


def test_bioc_reads_the_stand_off(written, articles):
    """The words of every text-bound annotation are those of the text, and notes carry the rest."""
    bioc = pytest.importorskip("bioc.brat")
    place = written("brat")
    for article in articles:
        document = article.document
        text = (place / f"{document.id}.txt").read_text(encoding="utf-8")
        files = [(place / f"{document.id}.{suffix}").open(encoding="utf-8") for suffix in ("txt", "ann")]
        with files[0], files[1]:
            read = bioc.load(*files)
        assert text == document.text
        assert from_brat(read, document) == expected_of_brat(article)


def from_brat(read, document):
    notes = {}
    for note in read.notes:
        key, _, value = note.text.partition(": ")
        notes.setdefault(note.refid, {})[key] = value
    positions = {one.refid: next(iter(one.attributes)) for one in read.attributes if one.type == "Position"}
    quotations, loose = {}, (set(), set())
    for one in read.entities:
        told = notes.get(one.id, {})
        pieces = [document.text[place.begin : place.end] for place in sorted(one.locations)]
        assert " ".join(pieces) == one.text
        if one.type == "Quotation":
            quotations[told["id"]] = (pieces, told.get("speaker", "").split(), set(), set())
    for one in read.entities:
        told = notes.get(one.id, {})
        if one.type == "Topic":
            for target in told.get("about", "").split() or [None]:
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(told["topic"] if target in quotations else (told["topic"], target))
        elif one.type == "Stance":
            place = quotations[told["quotation"]][3] if told.get("quotation") in quotations else loose[1]
            place.add((told.get("holder"), told.get("target"), positions.get(one.id)))
    return assembled(quotations, {document.id: loose})


def expected_of_brat(article):
    return {
        (key, tuple(line for piece in pieces for line in piece.split("\n")), *rest)
        for key, pieces, *rest in facts(article)
    }


# RDF


def test_rdflib_reads_the_graph(written, articles):
    """A graph of triples without a blank node tells who said what, who stands where, and who says so."""
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(written("rdf"), format="nt")
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    prov, parts = rdflib.Namespace("http://www.w3.org/ns/prov#"), rdflib.Namespace("http://purl.org/dc/terms/")
    for article in articles:
        document = article.document
        (own,) = graph.subjects(parts.identifier, rdflib.Literal(document.id))
        records = [one for one in graph.subjects(parts.isPartOf, own) if (one, rdflib.RDF.type, None) in graph]
        assert from_triples(graph, records, document.id) == facts(article)
        for record in records:
            (activity,) = graph.objects(record, prov.wasGeneratedBy)
            assert (activity, rdflib.RDF.type, prov.Activity) in graph


def from_triples(graph, records, document_id):
    """Return the facts that triples tell; a thing's address ends in its key."""
    import rdflib  # noqa: PLC0415 - where it is known to be there

    terms, places = rdflib.Namespace(SB), rdflib.Namespace(OA)

    def keys(subject, name):
        return [unquote(str(one).rpartition(":")[2]) for one in graph.objects(subject, terms[name])]

    def first(subject, name):
        return next(iter(keys(subject, name)), None)

    quotations, loose, later = {}, (set(), set()), []
    for record in records:
        kind = str(graph.value(record, rdflib.RDF.type)).rpartition(":")[2]
        stretches = sorted(graph.objects(record, terms.place), key=lambda one: int(graph.value(one, terms.number)))
        if kind == "Quotation":
            pieces = [str(graph.value(one, places.exact)) for one in stretches]
            text = str(graph.value(graph.value(record, rdflib.URIRef("http://purl.org/dc/terms/isPartOf")), terms.text))
            for one, piece in zip(stretches, pieces, strict=True):
                assert text[int(graph.value(one, places.start)) : int(graph.value(one, places.end))] == piece
            key = str(graph.value(record, terms.id))
            quotations[key] = (pieces, keys(record, "speaker"), set(), set())
        elif kind == "TopicAssignment":
            topic = first(record, "topic")
            later += [(2, about, topic, (topic, about)) for about in keys(record, "about") or [None]]
        else:
            position = graph.value(record, terms.position)
            told = (first(record, "holder"), first(record, "target"), str(position) if position else None)
            later.append((3, first(record, "quotation"), told, told))
    for slot, key, told, alone in later:
        if key in quotations:
            quotations[key][slot].add(told)
        else:
            loose[slot - 2].add(alone)
    return assembled(quotations, {document_id: loose})
