"""TEI as its own reader and the reference validator see it."""

import pytest

from stancebank import loads
from stancebank.errors import EngineError
from stancebank.export import exported
from stancebank.schema import schema_path
from stancebank.schema.files import GRAMMAR
from stancebank.schema.java import java_command
from stancebank.schema.jing import verdicts


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
        (file,) = exported("tei", articles[2:3], {"profile": place.stem})[0]
        place.write_bytes(file.data)
    assert verdicts(schema_path(GRAMMAR), places) == {place: [] for place in places}
