"""What can be wrong with the material of an evaluation."""

from stancebank.errors import StancebankError

__all__ = ["MaterialError"]


class MaterialError(StancebankError, ValueError):
    """A file that does not hold what an evaluation can compare.

    Args:
        reason: One sentence without a final full stop.
        place: The file or folder.
        line: The line, from 1, or None.
    """

    def __init__(self, reason: str, place: str, line: int | None = None) -> None:
        super().__init__(reason, place, line)
        self.reason = reason
        self.place = place
        self.line = line

    def __str__(self) -> str:
        return f"{self.place}{f':{self.line}' if self.line else ''}: {self.reason}"
