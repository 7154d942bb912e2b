"""A program in another environment as an annotator: one line of JSON in, one line of JSON out."""

import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final, Self

from stancebank.draft.annotator import AnnotatorError, Gives, Setting
from stancebank.draft.bridges.answers import read_answer
from stancebank.draft.proposals import Proposal
from stancebank.model import Document

__all__ = ["ProcessAnnotator"]

_PATIENCE: Final = 120.0
_TOLD: Final = 200


class ProcessAnnotator:
    """Asks a program that runs beside this one, so that it may need whatever other packages or another language.

    The program is started when it is first asked, and reads one line for each document: an object with ``id``,
    ``language``, ``text`` and ``segments``, each with ``id``, ``kind``, ``start`` and ``end`` in code points.
    It writes one line for each: an object after `ANSWER_SCHEMA`. It ends when its input does.

    Args:
        command: The program and its arguments; no shell reads them.
        name: What to call the annotator.
        version: The version of the program.
        gives: What it proposes.
        languages: The languages it knows; empty for any.
        is_deterministic: Whether the same document always gets the same answer.
        seconds: How long to wait for an answer.
    """

    needs: tuple[Gives, ...] = ()

    def __init__(
        self,
        command: Sequence[str],
        *,
        name: str,
        version: str,
        gives: Iterable[Gives | str] = (Gives.VOICES, Gives.QUOTATIONS),
        languages: Iterable[str] = (),
        is_deterministic: bool = True,
        seconds: float = _PATIENCE,
    ) -> None:
        self._command = tuple(command)
        self.name = name
        self.version = version
        self.gives: tuple[Gives, ...] = tuple(Gives(one) for one in gives)
        self.languages: tuple[str, ...] = tuple(languages)
        self.is_deterministic = is_deterministic
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._complaints: IO[bytes] | None = None

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The command without the folders in it."""
        return {"command": tuple(part.replace("\\", "/").rpartition("/")[2] for part in self._command)}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield what the program answers.

        Raises:
            AnnotatorError: It cannot be started, ends, takes too long, or answers something else.
        """
        answer = self._answer(json.dumps(_request(document), ensure_ascii=True))
        yield from read_answer(answer, document, self.name)

    def close(self) -> None:
        """End the program, and wait until it has ended."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(self._seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _started(self) -> "subprocess.Popen[str]":
        if self._process is None:
            self._complaints = TemporaryFile()  # noqa: SIM115 - open as long as the program runs
            try:
                self._process = subprocess.Popen(  # noqa: S603 - the caller names the program, no shell reads it
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._complaints,
                    encoding="utf-8",
                )
            except OSError as error:
                self.close()
                raise AnnotatorError(self.name, f"{self._command[0]} cannot be started: {error.strerror}") from error
        return self._process

    def _answer(self, request: str) -> str:
        process = self._started()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            if process.stdin and process.stdout:
                process.stdin.write(request + "\n")
                process.stdin.flush()
                if answer := process.stdout.readline():
                    return answer
        except (OSError, UnicodeDecodeError) as error:
            process.kill()
            raise AnnotatorError(self.name, f"its answer cannot be read: {error}{self._complaint()}") from error
        finally:
            timer.cancel()
        process.wait()
        reason = f"no answer in {self._seconds:g} seconds" if is_late.is_set() else "it ended without an answer"
        raise AnnotatorError(self.name, f"{reason}{self._complaint()}")

    def _complaint(self) -> str:
        """Return the last line that the program wrote to its standard error; it is started anew the next time."""
        told = ""
        if self._complaints is not None:
            self._complaints.seek(0)
            lines = self._complaints.read().decode(errors="replace").strip().splitlines()
            told = f"; it said: {lines[-1][:_TOLD]}" if lines else ""
        self.close()
        return told


def _request(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "language": document.metadata.language,
        "text": document.text,
        "segments": [
            {"id": one.id, "kind": one.kind.value, "start": one.span.start, "end": one.span.end}
            for one in document.segments
        ],
    }
