"""TEI as BaseX sees it."""

from pathlib import Path

import pytest

from facts import facts, from_records, keyed
from stancebank.export import export


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
def test_basex_queries_the_tei(profile, articles, tmp_path, printed, monkeypatch):
    """XQuery finds every record in both profiles, and follows its pointers to the words."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", f"-Dorg.basex.path={tmp_path}")  # it keeps its settings there
    export("tei", articles, tmp_path / "out", {"profile": profile})
    files = "|".join(str(tmp_path / "out" / f"{article.document.id}.xml") for article in articles)
    # Before version 10, BaseX drops white space between elements unless told to keep it, in blocks too.
    documents = printed("basex", "-w", f"-bfiles={files}", Path(__file__).with_name("tei.xq"))
    assert len(documents) == len(articles)
    for document, article in zip(documents, articles, strict=True):
        assert keyed(from_records(document), article) == facts(article)
