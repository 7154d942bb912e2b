"""Laws of the shipped schema files."""

import pytest

from stancebank.schema import files, read_schema, schema_path


@pytest.mark.parametrize("name", [files.GRAMMAR, files.COMPACT, files.MANUAL, files.CONSTRAINTS])
def test_every_schema_file_is_found(name):
    """What the library ships can be read by name."""
    assert schema_path(name).read_bytes() == read_schema(name) != b""


@pytest.mark.parametrize("name", ["missing.rng", "../pyproject.toml", "", "."])
def test_nothing_else_is_found(name):
    """A name that no schema file has, or that leaves the folder, is an error."""
    with pytest.raises(FileNotFoundError, match="no schema file"):
        schema_path(name)


def test_an_installed_package_has_its_own_folder(monkeypatch, tmp_path):
    """Where the package holds its schema files, those are taken, and not a checkout's."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / files.GRAMMAR).write_bytes(b"<grammar/>")
    monkeypatch.setattr(files, "files", lambda _package: tmp_path)
    files._folder.cache_clear()
    try:
        assert read_schema(files.GRAMMAR) == b"<grammar/>"
    finally:
        files._folder.cache_clear()
