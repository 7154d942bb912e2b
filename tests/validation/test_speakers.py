"""Where a relation that no longer holds is told, and what is said of a prefix that is not declared."""

import hostile
from stancebank import validate


def test_a_relation_that_no_longer_holds_is_told_in_its_line():
    """Each relation that ended before the article's date is told in the line where its voices are active."""
    data = hostile.CASES["relations"](2).replace(b"<relation ", b"\n<relation ")
    line = data[: data.index(b"<relation ")].count(b"\n") + 1
    told = [one for one in validate(data).findings if one.code == "SP009"]
    assert [one.location.line for one in told] == [line, line]
    assert all("speaksFor of Ada Lind to Ada Lind" in one.message for one in told)


def test_a_prefix_without_a_declaration_is_told_as_that():
    """A prefix that nothing declares, and one that leads where nothing is followed, are told apart."""
    data = hostile.CASES["mentions"](1)
    undeclared = [one.message for one in validate(data.replace(b"#v", b"gaz:v")).findings if one.code == "PT007"]
    assert "the prefix 'gaz' in 'gaz:v' is not declared" in undeclared
