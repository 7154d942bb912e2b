"""CASes as Apache UIMA in Java sees them."""

from pathlib import Path

from facts import facts, from_records, keyed
from stancebank.export import export

JAR = Path("/usr/share/java/uimaj-core.jar")


def from_java(told):
    """Return the records of each document, in the order of the files."""
    documents = []
    for line in told.split("\x1e")[:-1]:
        kind, *features = line.split("\x1f")
        values = [value or None for value in features]
        if kind == "DocumentMetaData":
            documents.append({"document": values[0], "quotations": {}, "topics": [], "stances": []})
        elif kind == "Quotation":
            told_of = documents[-1]["quotations"].setdefault(values[0], {"id": values[0], "parts": {}})
            told_of["speakers"] = (values[2] or "").split()
            told_of["parts"][int(values[1])] = features[3]
        elif kind == "Topic":
            documents[-1]["topics"].append({"category": values[0], "targets": (values[1] or "").split()})
        else:
            names = ("holder", "target", "position", "quotation")
            documents[-1]["stances"].append(dict(zip(names, values[:4], strict=True)))
    for document in documents:
        for one in document["quotations"].values():
            one["pieces"] = [one["parts"][number] for number in sorted(one["parts"])]
        document["quotations"] = list(document["quotations"].values())
    return documents


def test_java_uima_reads_the_cas(articles, tmp_path, printed):
    """Apache UIMA in Java finds every record, with its words, whatever stands before them."""
    place = tmp_path / "out"
    export("inception", articles, place)
    printed("javac", "-nowarn", "-cp", JAR, "-d", tmp_path, Path(__file__).with_name("ReadCas.java"), is_json=False)
    files = [place / f"{article.document.id}.xmi" for article in articles]
    told = printed("java", "-cp", f"{JAR}:{tmp_path}", "ReadCas", place / "TypeSystem.xml", *files, is_json=False)
    documents = from_java(told)
    assert len(documents) == len(articles)
    for document, article in zip(documents, articles, strict=True):
        assert keyed(from_records(document), article) == facts(article)
