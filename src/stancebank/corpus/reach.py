"""How far an address in a document may lead: to the files of its project, and not to those of the machine.

A document that came from elsewhere names files that the library then reads, and findings tell of what is in them.
So an address may climb out of the corpus to what lies beside it, such as the seeds, and no farther.
"""

from typing import Final

__all__ = ["is_within_reach"]

_CLIMB: Final = 2
"""How many folders an address may climb: from the articles to the corpus, and to what lies beside the corpus."""


def is_within_reach(address: str) -> bool:
    """Tell whether the file at a relative address may be read.

    Args:
        address: The address without its fragment.

    Example:
        >>> is_within_reach("../../seeds/pier.txt"), is_within_reach("../../../etc/passwd"), is_within_reach("/etc/x")
        (True, False, False)
    """
    if address.startswith(("/", "\\", "~")) or ":" in address or "\0" in address:
        return False
    depth = 0
    for part in address.replace("\\", "/").split("/"):
        if part == "..":
            depth -= 1
        elif part not in {"", "."}:
            if part.startswith("."):
                return False
            depth += 1
        if depth < -_CLIMB:
            return False
    return True
