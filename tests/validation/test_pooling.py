"""Laws of checking in other threads and processes: the report is the same, and a process that dies is told."""

import os
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_all_start_methods, get_context

import pytest

from corpora import CORPORA, article, build, text
from stancebank import validate
from stancebank.errors import WorkerError
from stancebank.validation import Limits, Settings, checking

MORE = [f"more{number}" for number in range(20)]


@pytest.fixture
def corpus(tmp_path):
    """The sound corpus with more articles than one batch has, and a false count of elements."""
    folder = build(tmp_path / "harbour")
    for name in MORE:
        (folder / f"articles/{name}.xml").write_bytes(article(name, text(name)))
    CORPORA["CO003", "fail", "usage"](folder)
    return folder


def in_processes():
    """Return two processes; forked where that can be, since a pool that is spawned takes seconds to start."""
    method = "fork" if "fork" in get_all_start_methods() else None
    return ProcessPoolExecutor(2, mp_context=get_context(method))


@pytest.mark.parametrize("profile", ["draft", "release"])
def test_wherever_it_is_checked_the_report_is_the_same(corpus, tmp_path, profile):
    """Findings, their marks and their order, digests, and what is said of the corpus as a whole."""
    torn = tmp_path / "torn.xml"
    torn.write_text("<TEI")
    here = validate([corpus, torn], profile=profile)
    assert {one.code for one in here.findings} >= {"WF001", *(["CO003"] if profile == "release" else [])}
    for executor in (in_processes(), ThreadPoolExecutor(3)):
        with executor:
            there = validate([corpus, torn], profile=profile, executor=executor)
        assert there == here
        assert there.marks == here.marks


@pytest.mark.parametrize("key", [key for key in CORPORA if key[1] == "fail"], ids="-".join)
def test_every_fault_of_a_corpus_is_found_elsewhere_too(tmp_path, key):
    """What the rules on a corpus need to know comes back from each file."""
    folder = build(tmp_path / "harbour")
    CORPORA[key](folder)
    with ThreadPoolExecutor(2) as executor:
        assert validate(folder, profile="release", executor=executor) == validate(folder, profile="release")


def test_what_has_changed_since_the_last_run_is_seen(corpus):
    """Whoever keeps an executor keeps no registry that was read before."""
    people = corpus / "registry/people.xml"
    for make_executor in (in_processes, lambda: ThreadPoolExecutor(1)):
        before = people.read_text(encoding="utf-8")
        with make_executor() as executor:
            assert validate(corpus, executor=executor) == validate(corpus)
            people.write_text(before.replace('xml:id="lind"', 'xml:id="linde"'), encoding="utf-8")
            there = validate(corpus, executor=executor)
        assert "PT006" in {one.code for one in there.findings}
        assert there == validate(corpus)
        people.write_text(before, encoding="utf-8")


def test_progress_is_told_and_limits_hold(corpus):
    """As they do here: after the limit nothing more is taken in, and that is said."""
    seen = []
    settings = Settings(limits=Limits(seconds=0))
    with ThreadPoolExecutor(2) as executor:
        validate(corpus, executor=executor, progress=lambda done, total: seen.append((done, total)))
        stopped = validate(corpus, executor=executor, settings=settings, profile="release")
    assert seen == [(number, len(seen)) for number in range(1, len(seen) + 1)]
    assert len(seen) > 20
    assert stopped == validate(corpus, settings=settings, profile="release")
    assert {"RT002", "RT004"} <= {one.code for one in stopped.findings}


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="processes cannot be forked here")
def test_a_process_that_dies_is_told(corpus, monkeypatch):
    """One sentence names the first file that it may have been."""
    monkeypatch.setattr(checking, "parse", lambda *_, **__: os._exit(9))
    articles = sorted((corpus / "articles").glob("*.xml"))
    with in_processes() as executor, pytest.raises(WorkerError) as caught:
        validate(articles, executor=executor)
    assert caught.value.first == str(articles[0])
    assert str(caught.value) == (
        f"a process died that was checking {articles[0]} or one of the next files; try fewer processes"
    )
    assert str(WorkerError(None)).startswith("a process died that was checking an input")


def test_a_fault_of_a_process_comes_out(corpus):
    """What is raised there is raised here."""

    class Broken(ThreadPoolExecutor):
        def submit(self, *_args, **_named):
            future = Future()
            future.set_exception(OSError("no harbour"))
            return future

    with Broken() as executor, pytest.raises(OSError, match="no harbour"):
        validate(corpus, executor=executor)
