"""The way to an element: the same as counting its siblings each time, and counted once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stancebank.schema.place import Paths, place_of
from stancebank.tei.names import TEI, XI


def tree(names):
    """Return a tree of elements, each in the last one or beside it."""
    root = last = etree.Element(f"{{{TEI}}}TEI")
    for is_inside, name in names:
        last.append(etree.Comment("between"))
        parent = last if is_inside or last is root else last.getparent()
        last = etree.SubElement(parent, name)
    return root


def counted(element):
    """Return the way to an element, with all siblings before it looked at."""
    names = {f"{{{TEI}}}": "", f"{{{XI}}}": "xi:", "{urn:x}": "Q{urn:x}"}
    told = element.tag
    for namespace, prefix in names.items():
        told = told.replace(namespace, prefix)
    if element.getparent() is None:
        return f"/{told}"
    before = [*element.itersiblings(element.tag, preceding=True)]
    return f"{counted(element.getparent())}/{told}[{len(before) + 1}]"


_NAMES = st.sampled_from([f"{{{TEI}}}p", f"{{{TEI}}}div", f"{{{XI}}}include", "{urn:x}y", "bare"])


@given(st.lists(st.tuples(st.booleans(), _NAMES), max_size=20), st.randoms())
def test_paths_are_counted_among_siblings_of_one_name(names, order):
    """In whatever order paths are asked for, each is what counting gives."""
    elements = [*tree(names).iter(etree.Element)]
    order.shuffle(elements)
    paths = Paths()
    assert [paths.of(one) for one in elements] == [counted(one) for one in elements]
    assert [place_of(one, None).path for one in elements] == [counted(one) for one in elements]


class _Counting:
    """An element whose children are counted whenever somebody goes through them."""

    looked = 0

    def __init__(self, tag, parent=None):
        self.tag, self.parent, self.children = tag, parent, []

    def getparent(self):
        return self.parent

    def iterchildren(self, *_):
        for child in self.children:
            _Counting.looked += 1
            yield child


@pytest.mark.parametrize("size", [100, 400])
def test_children_are_looked_at_once(size):
    """Asking for the paths of all children looks at each of them one time."""
    root = _Counting("TEI")
    root.children = [_Counting("p", root) for _ in range(size)]
    _Counting.looked = 0
    paths = Paths()
    assert [paths.of(one) for one in root.children][-1] == f"/TEI/p[{size}]"
    assert _Counting.looked == size
