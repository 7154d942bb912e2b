"""Archives in a corpus: what would be unpacked elsewhere, or to more than there is room for, is told."""

import io
import tarfile
import zipfile

import pytest

from corpora import build
from stancebank.validation import validate


@pytest.fixture
def corpus(tmp_path):
    """Return the folder of the sound corpus."""
    return build(tmp_path / "harbour")


def told(folder):
    report = validate(folder, profile="release", select=["SE011"])
    return [one.message for one in report.findings if one.code == "SE011"]


def zipped(path, name, data=b"Of the harbour.", mode=0o100644):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize("name", ["../pier.txt", "/pier.txt", "C:/pier.txt", "seeds\\..\\..\\pier.txt"])
def test_a_member_that_climbs_is_told(corpus, name):
    """Whatever the system, and however the slashes lean."""
    zipped(corpus / "seeds.zip", name)
    [message] = told(corpus)
    assert "would be unpacked outside of its folder" in message


@pytest.mark.parametrize("name", ["seeds/pier.txt", "seeds/..pier.txt", "a..b/c"])
def test_a_member_below_is_not(corpus, name):
    """Two dots in a name are no way up."""
    zipped(corpus / "seeds.zip", name)
    assert told(corpus) == []


def test_links_are_told(corpus):
    """In either kind of archive."""
    zipped(corpus / "seeds.zip", "seeds/pier.txt", mode=0o120777)
    with tarfile.open(corpus / "seeds.tar.gz", "w:gz") as archive:
        link = tarfile.TarInfo("seeds/quay.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hosts"
        archive.addfile(link)
    assert [message.partition(" holds ")[2] for message in told(corpus)] == [
        "'seeds/quay.txt', which is a link",
        "'seeds/pier.txt', which is a link",
    ]


def test_what_unpacks_to_a_flood_is_told(corpus):
    """A hundred times is enough; an ordinary text is not near it."""
    zipped(corpus / "seeds.zip", "seeds/pier.txt", b"\0" * 10_000_000)
    with tarfile.open(corpus / "texts.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("pier.txt")
        entry.size = 10_000_000
        archive.addfile(entry, io.BytesIO(b"\0" * entry.size))
    assert [message.partition("' ")[2] for message in told(corpus)] == ["unpacks to more than 100 times its size"] * 2


def test_too_many_members_are_told(corpus):
    """More than ten thousand files are nobody's seeds."""
    with zipfile.ZipFile(corpus / "seeds.zip", "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.txt", "x")
    assert told(corpus) == ["the archive 'seeds.zip' has more than 10000 members"]


def test_an_archive_that_is_none_is_told(corpus):
    """Nobody can say what it holds."""
    (corpus / "seeds.zip").write_bytes(b"Of the harbour.")
    (corpus / "seeds.tar").write_bytes(b"Of the harbour.")
    assert all("cannot be read" in message for message in told(corpus))
    assert len(told(corpus)) == 2
