"""Making edits: the bytes between them stay as they are."""

from collections.abc import Iterable

from stancebank.findings import Edit

__all__ = ["applied"]


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return *data* with *edits*; every byte outside of them is as it was.

    Raises:
        ValueError: Two edits overlap, or one leaves the data.

    Example:
        >>> applied(b'who="lind"', [Edit(5, 5, "#")])
        b'who="#lind"'
    """
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(set(edits)):
        if not at <= edit.start <= edit.end <= len(data):
            msg = f"the edit from {edit.start} to {edit.end} overlaps another one or leaves the data"
            raise ValueError(msg)
        pieces += [data[at : edit.start], edit.text.encode("utf-8")]
        at = edit.end
    return b"".join([*pieces, data[at:]])
