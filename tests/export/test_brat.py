"""Stand-off as bioc sees it."""

from bioc import brat

from facts import assembled, facts


def test_bioc_reads_the_stand_off(written, articles):
    """The words of every text-bound annotation are those of the text, and notes carry the rest."""
    place = written("brat")
    for article in articles:
        document = article.document
        text = (place / f"{document.id}.txt").read_text(encoding="utf-8")
        files = [(place / f"{document.id}.{suffix}").open(encoding="utf-8") for suffix in ("txt", "ann")]
        with files[0], files[1]:
            read = brat.load(*files)
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
        (key, tuple(line for piece in pieces for line in piece.replace("\t", "\n").splitlines()), *rest)
        for key, pieces, *rest in facts(article)
    }
