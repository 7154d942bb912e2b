"""A CAS as dkpro-cassis sees it."""

import cassis
import pytest

from facts import assembled, facts, keyed


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


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_cassis_reads_the_cas(form, written, articles):
    """dkpro-cassis finds the records, and its code points are ours again around every emoji."""
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
