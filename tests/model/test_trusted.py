"""Values built without a second look are those that the constructor builds."""

import pickle

import pytest
from attrs import field, frozen

from stancebank.findings import Finding, Location, Severity, new_finding, new_location
from stancebank.model.trusted import trusted


@frozen(kw_only=True)
class _Pier:
    name: str
    length: int = 3
    ships: list[str] = field(factory=list)


def test_what_a_factory_makes_has_to_be_given():
    """Values would share it otherwise; a plain default may be left out."""
    new = trusted(_Pier)
    assert new(name="east", ships=["Ada"]) == _Pier(name="east", ships=["Ada"])
    with pytest.raises(TypeError, match="ships"):
        new(name="east")


def test_findings_are_those_of_the_class():
    """They are equal, hash, pickle and stay frozen like those of the constructor."""
    told = {"code": "ST001", "severity": Severity.ERROR, "message": "stance has no holder", "hint": "name one"}
    place = {"source": "a1.xml", "id": "st7", "line": 41}
    quick = new_finding(**told, location=new_location(**place))
    slow = Finding(**told, location=Location(**place))
    assert (quick, hash(quick), repr(quick)) == (slow, hash(slow), repr(slow))
    assert type(quick) is Finding
    assert pickle.loads(pickle.dumps(quick)) == slow  # noqa: S301 - our own bytes
    with pytest.raises(AttributeError):
        quick.code = "ST002"
