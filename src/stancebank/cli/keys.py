"""Keys and short lines from a terminal."""

from typing import Final

import click

__all__ = ["END", "ENTER", "ESCAPE", "Keys"]

END: Final = "\x04"
"""What stands for the end of the input, and for an interruption."""

ENTER: Final = "\r"
"""What stands for either end of a line."""

ESCAPE: Final = "\x1b"
"""What stands for the escape key, and for keys that are no character."""

_BACK: Final = frozenset("\x7f\b")
_ENDS: Final = frozenset("\x03\x04")


class Keys:
    """Gives one key after the other, also where several arrive at once."""

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def one(self) -> str:
        """Return the next key: a character, `ENTER`, `ESCAPE` or `END`."""
        if not self._waiting:
            try:
                told = click.getchar()
            except (EOFError, KeyboardInterrupt):
                return END
            self._waiting = [ESCAPE] if told.startswith(ESCAPE) else [*told]
        key = self._waiting.pop(0) if self._waiting else END
        if key in _ENDS:
            return END
        return ENTER if key == "\n" else key

    def line(self, prompt: str) -> str | None:
        """Return what is typed after *prompt* up to the end of the line, or None where it is called off."""
        click.echo(prompt, nl=False)
        typed = ""
        while (key := self.one()) != ENTER:
            if key in {ESCAPE, END}:
                click.echo()
                return None
            if key in _BACK:
                click.echo("\b \b" if typed else "", nl=False)
                typed = typed[:-1]
            elif key.isprintable():
                click.echo(key, nl=False)
                typed += key
        click.echo()
        return " ".join(typed.split())
