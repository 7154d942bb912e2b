"""The names of lxml's trees, which lxml itself keeps private."""

from typing import TypeAlias

from lxml import etree

__all__ = ["Element", "Tree"]

Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # no public name
Tree: TypeAlias = etree._ElementTree  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # likewise
