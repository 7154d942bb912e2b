"""TEI as CETEIcean shows it to a page, with jsdom for a browser."""

from pathlib import Path

import pytest

from facts import facts, from_records, keyed
from stancebank.export import export


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
def test_ceteicean_reads_the_tei(profile, articles, tmp_path, printed):
    """A script on the page finds every record in both profiles, and follows its pointers to the words."""
    export("tei", articles, tmp_path / "out", {"profile": profile})
    files = [tmp_path / "out" / f"{article.document.id}.xml" for article in articles]
    documents = printed("node", Path(__file__).with_name("tei.cjs"), *files)
    assert len(documents) == len(articles)
    for document, article in zip(documents, articles, strict=True):
        assert keyed(from_records(document), article) == facts(article)
