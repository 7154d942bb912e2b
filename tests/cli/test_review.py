"""``stancebank review`` in a real terminal: a pseudo-terminal, driven key by key."""

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from review.test_decisions import proposed
from running import CliRunner
from stancebank import Status, dump, load, validate
from stancebank.cli import main
from stancebank.cli.places import FileChangedError
from stancebank.cli.walk import Walk
from stancebank.review import Decision

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
termios = pytest.importorskip("termios", reason="this system has no pseudo-terminals")

MENU = "[q]uit"


class Terminal:
    """A review in a pseudo-terminal of 80 columns without colours."""

    def __init__(self, *words):
        self.screen = self._unread = ""
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "80", "LINES": "24", "TERM": "dumb", "NO_COLOR": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "stancebank", "review", *map(str, words)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)

    def wait_for(self, words, seconds=20):
        """Read until *words* are on the screen, and return what came up to their end since the last time."""
        until = time.monotonic() + seconds
        while words not in self._unread and time.monotonic() < until:
            if not select.select([self._ours], [], [], 0.1)[0]:
                continue
            try:
                told = os.read(self._ours, 65536)
            except OSError:
                break
            if not told:
                break
            self._unread += told.decode()
            self.screen += told.decode()
        assert words in self._unread, self._unread
        seen, _, self._unread = self._unread.partition(words)
        return seen + words

    def press(self, keys, words=MENU):
        """Press *keys* as soon as the command listens to single keys, and wait for *words*."""
        until = time.monotonic() + 20
        while termios.tcgetattr(self._ours)[3] & termios.ICANON and time.monotonic() < until:
            time.sleep(0.01)
        os.write(self._ours, keys.encode())
        return self.wait_for(words)

    def kill(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def end(self):
        return self._process.wait(20)

    def close(self):
        self.kill()
        os.close(self._ours)


@pytest.fixture
def started():
    """Start reviews that end with the test, whatever happens in it."""
    terminals = []

    def start(*words):
        terminals.append(Terminal(*words))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "pier.xml"
    dump(proposed(), place)
    return place


def statuses(path):
    return {one.id.rpartition(".")[2]: one.status for layer in load(path).layers for one in layer.annotations}


def test_a_whole_review(path, started):
    """Speaker, position and rejection; every key does what it says, and the file is valid at the end."""
    terminal = started(path, "--reviewer", "Kim Example", "--date", "2024-03-06")
    first = terminal.wait_for(MENU)
    assert '>>"The pier can wait,"<< Ada Lind said.' in first
    assert "1 of 3, 3 left: quotation pier.tool.q1" in first
    assert "Only a stance has a position." in terminal.press("p")
    assert "No such key." in terminal.press("x")
    assert "That is the first one." in terminal.press("b")
    assert "There is no such number." in terminal.press("s9\r")
    terminal.press("s\x1b")
    terminal.press("s\r")
    assert statuses(path)["q1"] is Status.PROPOSED
    second = terminal.press("sMo\x7fna\x7f\x7fona Berg\r")
    assert "Edited, and written." in second
    assert load(path).quotations[0].speakers == ("pier.mona-berg",)
    assert "no position yet" in terminal.press("c")
    assert "No such position." in terminal.press("pz")
    assert "Left as it is." in terminal.press("p\x1b")
    assert "3 of 3" in terminal.press("n")
    assert "2 of 3" in terminal.press("b")
    third = terminal.press("po")
    assert "3 of 3, 1 left: topic" in third
    assert "A topic has no speaker." in terminal.press("s")
    assert "That is the last one." in terminal.press("n")
    terminal.press("r", "Nothing is left to decide.")
    assert terminal.end() == 0
    assert statuses(path) == {
        "q1": Status.EDITED,
        "was1": Status.REJECTED,
        "st1": Status.EDITED,
        "t1": Status.REJECTED,
    }
    assert max(map(len, terminal.screen.splitlines())) <= 80
    assert "\x1b" not in terminal.screen
    told = {one.code for one in validate(path).findings if one.code.startswith(("PV", "ST", "QU", "SN"))}
    assert told == {"PV003", "PV004", "PV006", "ST008"}  # three of the tool's; the stance has not followed its words


def test_nothing_is_lost_when_the_review_is_killed(path, started):
    """What was decided is in the file at once, and the next review goes on where this one ended."""
    terminal = started(path, "--reviewer", "Kim Example")
    terminal.wait_for(MENU)
    terminal.press("c", "2 of 3, 2 left")
    terminal.kill()
    assert statuses(path)["q1"] is Status.CONFIRMED
    assert [one.name for one in path.parent.iterdir()] == ["pier.xml"]
    again = started(path, "--reviewer", "Kim Example")
    assert "1 of 2, 2 left: stance" in again.wait_for(MENU)
    again.press("q", "2 proposals left.")
    assert again.end() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_an_interruption_is_a_way_to_leave(path, started, key):
    """Ctrl-C and Ctrl-D end the review like q does."""
    before = path.read_bytes()
    terminal = started(path, "--reviewer", "Kim Example")
    terminal.wait_for(MENU)
    terminal.press(key, "3 proposals left.")
    assert terminal.end() == 0
    assert path.read_bytes() == before


def test_the_work_of_others_is_not_overwritten(path, started):
    """A file that changed meanwhile is left as it is, with a sentence and exit code 3."""
    terminal = started(path, "--reviewer", "Kim Example")
    terminal.wait_for(MENU)
    changed = path.read_bytes().replace(b"finder 1", b"finder 2")
    path.write_bytes(changed)
    terminal.press("c", "somebody else has changed the file")
    assert terminal.end() == 3
    assert path.read_bytes() == changed


def test_a_document_without_proposals_is_done(path):
    """There is nothing to ask, and nothing is written."""
    from stancebank import Document  # noqa: PLC0415 - beside its only use

    dump(Document.from_blocks("pier", [("paragraph", "It rains.")]), path)
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["review", str(path), "--reviewer", "Kim"])
    assert (result.exit_code, result.output) == (0, "Nothing is left to decide.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--reviewer", " "], 2), (["--reviewer", "Kim", "--date", "1 May"], 2), ([], 2)],
)
def test_who_and_when_must_be_told(path, words, code):
    """A decision of nobody, or of no day, is wrong usage."""
    result = CliRunner().invoke(main, ["review", str(path), *words])
    assert result.exit_code == code


def test_the_same_review_in_one_process(path):
    """The keys of a whole review, one after the other, end where the terminal ends."""
    keys = "pxbs9\rs\x1bs\rsMo\x7fona Berg\rcpzp\x1bnbpon s\x01r"
    words = ["review", str(path), "--reviewer", "Kim Example", "--date", "2024-03-06", "--width", "60"]
    result = CliRunner().invoke(main, words, input=keys)
    assert "Nothing is left to decide." in result.output
    assert set(statuses(path).values()) == {Status.EDITED, Status.REJECTED}
    assert load(path).quotations[0].speakers == ("pier.mona-berg",)


def test_the_end_of_the_keys_ends_the_review(path):
    """Whoever goes away in the middle of a line has decided nothing."""
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["review", str(path), "--reviewer", "Kim"], input="sMona")
    assert "3 proposals left." in result.output
    assert path.read_bytes() == before


def test_a_foreign_hand_is_noticed_in_one_process(path, monkeypatch):
    """The file that changed behind the review's back stays as it is."""
    walk = Walk(path, Decision("Kim", "2024-03-06"), 60)
    path.write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr("click.getchar", lambda: "c")
    with pytest.raises(FileChangedError, match="meanwhile"):
        walk.run()


def test_from_a_draft_to_a_review_to_a_draft(tmp_path):
    """Drafted, reviewed and drafted anew: decisions stay, and no rule on records finds anything at any step."""
    source, place = tmp_path / "pier.txt", tmp_path / "pier.xml"
    lines = ["Pier delayed", '"The pier can wait," said Ada Lind.', "Bo Berg said that Ada Lind was wrong."]
    source.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    runner = CliRunner()
    words = ["draft", str(source), "-o", str(place), "--language", "en", "--date", "2024-03-05"]
    assert runner.invoke(main, words).exit_code == 0
    unfit = (
        "PT",
        "QU",
        "SN",
        "ST",
        "TF",
        "TX",
        *(f"PV0{n:02}" for n in range(20) if n != 6),
        "SP001",
        "SP002",
        "SP003",
    )
    assert [one for one in validate(place).findings if one.code.startswith(unfit)] == []
    drafted = load(place)
    assert len(drafted.quotations) == 2
    result = runner.invoke(main, ["review", str(place), "--reviewer", "Kim", "--date", "2024-03-06"], input="cs2\rpo")
    assert result.exit_code == 0, result.output
    assert [one for one in validate(place).findings if one.code.startswith(unfit)] == []
    decided = {one.id: one for one in load(place).quotations if one.status is not Status.PROPOSED}
    assert {one.status for one in decided.values()} >= {Status.CONFIRMED}
    assert runner.invoke(main, words).exit_code == 0
    again = {one.id: one for one in load(place).quotations}
    assert {name: again[name] for name in decided} == decided
    assert len(again) == len({*decided, *(one.id for one in drafted.quotations)})
    assert [one for one in validate(place).findings if one.code.startswith(unfit)] == []


def reviewed(path, keys):
    words = ["review", str(path), "--reviewer", "Kim Example", "--date", "2024-03-06", "--width", "80"]
    result = CliRunner().invoke(main, words, input=keys)
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
    return result.output


def test_a_stance_is_judged_in_one_go(path):
    """Who sets its holder or target is asked for the position that it lacks; without one nothing is decided."""
    reviewed(path, "ns1\r\x1bnbt1\rz")
    assert statuses(path)["st1"] is Status.PROPOSED
    told = reviewed(path, "nt1\rs")
    assert "  1  " in told
    assert statuses(path)["st1"] is Status.EDITED
    [stance] = [one for one in load(path).stances if one.status is Status.EDITED]
    assert (stance.position, stance.target) == ("support", load(path).topics[0].category)
    told = reviewed(path, "tnbt\r")
    assert "Only a stance has a target." in told


def test_the_slots_of_a_rejected_quotation_go_with_it(path):
    """Nobody has judged them; a stance that has a position stays, and is asked about."""
    judged = path.with_name("judged.xml")
    judged.write_bytes(path.read_bytes().replace(b"position:unknown", b"position:oppose"))
    assert "on it." not in reviewed(judged, "r")
    assert statuses(judged)["st1"] is Status.PROPOSED
    assert "So is the empty stance on it." in reviewed(path, "r")
    assert {one: status for one, status in statuses(path).items() if one != "t1"} == {
        "q1": Status.REJECTED,
        "st1": Status.REJECTED,
    }


def test_a_stance_shows_whose_words_it_is_about(path):
    """After another speaker is set, the slot still has the old holder, and says so."""
    assert "said by   Mona Berg, who is not the holder" in reviewed(path, "sMona Berg\r")


def test_codes_have_names_from_the_corpus_around(tmp_path):
    """The taxonomy lies too far from the draft to be named by its place: the names come from the corpus upwards."""
    corpus = tmp_path / "corpus"
    shutil.copytree(Path(__file__).parents[2] / "corpus", corpus)
    place = corpus / "drafts" / "2024" / "march" / "pier.xml"
    place.parent.mkdir(parents=True)
    source = tmp_path / "pier.txt"
    source.write_text("Pier delayed\n\nThe government spoke of diplomacy and of national security.\n", encoding="utf-8")
    taxonomy = corpus / "taxonomies" / "mediatopic.xml"
    runner = CliRunner()
    assert runner.invoke(main, ["draft", str(source), "-o", str(place), "--taxonomy", str(taxonomy)]).exit_code == 0
    [address] = [one.replacement for one in load(place).prefixes if one.name == "mediatopic"]
    assert address.startswith("http")
    assert "topic     national security" in reviewed(place, "q")
    assert "national security (" in runner.invoke(main, ["show", str(place)]).output
    taxonomy.write_text("<p")
    assert "topic     mediatopic:" in reviewed(place, "q")
