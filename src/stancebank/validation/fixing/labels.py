"""Fixes of labels: white space at their edges."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.statements import LABELS
from stancebank.validation.fixing.fault import Fault, FixRow, stated

__all__ = ["LABEL_FIXES"]

_BEFORE: Final = re.compile(rb"[ \t\r\n]+(?=[^< \t\r\n])")
_AFTER: Final = re.compile(rb"(?<=[^> \t\r\n])[ \t\r\n]+\Z")


def _trimmed(fault: Fault) -> Iterator[Edit]:
    """Take away the white space between the tags of a label and its words, of all labels that may be meant."""
    name = next(iter(fault.finding.message.split()[1:2]), "")
    for tag in stated(fault, name) if name in LABELS else ():
        end = fault.places.end_of(tag)
        if found := _BEFORE.match(fault.data, tag.end, end):
            yield Edit(found.start(), found.end(), "")
        if found := _AFTER.search(fault.data[tag.end : end]):
            yield Edit(tag.end + found.start(), end, "")


LABEL_FIXES: Final = (
    FixRow(code="SC006", is_safe=True, told="takes white space away at the edges of a label", mend=_trimmed),
)
