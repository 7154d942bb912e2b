"""Commands run in this process, with standard output and standard error apart, whatever the version of click."""

import inspect
from types import SimpleNamespace

from click import testing

_PARTED = {"mix_stderr": False} if "mix_stderr" in inspect.signature(testing.CliRunner).parameters else {}


class CliRunner(testing.CliRunner):
    """Runs commands; ``output`` is what went to standard output, then what went to standard error."""

    def __init__(self, **options):
        super().__init__(**options, **_PARTED)

    def invoke(self, *args, **options):
        result = super().invoke(*args, **options)
        kept = {name: getattr(result, name) for name in ("exit_code", "exception", "exc_info", "stdout", "stderr")}
        output = result.stdout + result.stderr
        return SimpleNamespace(**kept, output=output, stdout_bytes=result.stdout_bytes)
