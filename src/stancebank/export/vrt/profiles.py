"""How CWB, CQPweb and NoSketch Engine differ in what they want: names, several values, handles, registry."""

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen

__all__ = ["PROFILES", "Profile", "handle", "registry"]

_NOT_HANDLE: Final = re.compile(r"[^A-Za-z0-9]")
_WHITE: Final = re.compile(r"\s+")


@frozen(kw_only=True)
class Profile:
    """What an engine wants.

    Attributes:
        name: Its name.
        document: The structure that holds a document.
        has_glue: Whether ``<g/>`` stands between tokens without white space.
        has_handles: Whether ids and codes are confined to letters, digits and underscores.
    """

    name: str
    document: str = "text"
    has_glue: bool = False
    has_handles: bool = False

    def several(self, values: Iterable[str]) -> str:
        """Return several values as one: ``|a|b|`` for CWB, which calls it a set, ``a|b`` for NoSketch Engine."""
        told = [self.code(_WHITE.sub("_", value).replace("|", "_")) for value in values]
        if self.has_glue:
            return "|".join(told)
        return f"|{'|'.join(told)}|" if told else "|"

    def code(self, value: str) -> str:
        """Return *value* as an id or a code that the engine takes."""
        return handle(value) if self.has_handles else value


PROFILES: Final = {
    "cwb": Profile(name="cwb"),
    "cqpweb": Profile(name="cqpweb", has_handles=True),
    "noske": Profile(name="noske", document="doc", has_glue=True),
}


def handle(value: str) -> str:
    """Return *value* with letters, digits and underscores only; different values stay different.

    Example:
        >>> handle("lind"), handle("per:lind"), handle("per.lind")
        ('lind', 'per_3a_lind', 'per_2e_lind')
    """
    return _NOT_HANDLE.sub(lambda found: f"_{ord(found[0]):x}_", value)


def registry(profile: Profile, structures: dict[str, tuple[str, ...]], depth: int) -> str:
    """Return the registry file that declares the corpus to the engine.

    Args:
        profile: The engine.
        structures: The attributes of each structure.
        depth: How many levels of quotations there are.
    """
    if profile.has_glue:
        lines = [
            'NAME "stancebank"',
            'PATH "manatee"',
            'VERTICAL "corpus.vrt"',
            'ENCODING "UTF-8"',
            'DOCSTRUCTURE "doc"',
        ]
        lines += [f"ATTRIBUTE {name}" for name in ("word", "start", "end")]
        for name, attributes in structures.items():
            lines += [f"STRUCTURE {name} {{"]
            for attribute in attributes:
                several = ' { MULTIVALUE yes MULTISEP "|" }' if attribute in {"who", "topics", "stances"} else ""
                lines += [f"    ATTRIBUTE {attribute}{several}"]
            lines += ["}"]
        return "\n".join([*lines, "STRUCTURE g"]) + "\n"
    lines = ['NAME "stancebank"', "ID   stancebank", "HOME data", "INFO data/.info", "", '##:: charset  = "utf8"', ""]
    lines += [f"ATTRIBUTE {name}" for name in ("word", "start", "end")]
    for name, attributes in structures.items():
        lines += ["", f"STRUCTURE {name}", *(f"STRUCTURE {name}_{attribute}" for attribute in attributes)]
    told = " ".join(f"-S {name}:0+{'+'.join(attributes)}" for name, attributes in structures.items())
    encode = f"# cwb-encode -x -s -0 corpus -c utf8 -d data -f corpus.vrt -R registry/stancebank -P start -P end {told}"
    return "\n".join([f"## {depth} levels of quotations", encode, *lines]) + "\n"
