"""What is wrong with a pointer is told of each of its parts, whatever stands beside them."""

from itertools import permutations
from pathlib import Path

import pytest

from stancebank.validation import validate

SOUND = (Path(__file__).parent / "cases/WF001/pass-well-formed.xml").read_text(encoding="utf-8")
FINE = ("#lind", "#critics", "urn:x:1")
PARTS = (*FINE, "#nobody", "bare", "#cove", "#string-range(b5,0,", "nope:1", "mode:loud", "javascript:1")
"""Parts of a pointer to a voice: some that are sound, and one of each fault."""


def told(value):
    """Return what is told of a pointer, without the value itself."""
    assert SOUND.count('who="#critics"') == 1
    text = SOUND.replace('who="#critics"', f'who="{value}"')
    report = validate(text.encode(), select=["PT001", "PT002", "PT003", "PT004", "PT006", "PT007", "SE005"])
    return sorted((one.code, one.message, one.hint) for one in report.findings)


@pytest.mark.parametrize("first", PARTS)
@pytest.mark.parametrize("second", PARTS)
def test_the_parts_of_a_pointer_are_judged_one_by_one(first, second):
    """Of two parts the same is told as of each alone, in either order; one that is sound hides nothing."""
    if first == second:
        return
    alone = sorted([*told(first), *told(second)])
    assert told(f"{first} {second}") == alone
    assert len(alone) == len({first, second} - set(FINE))


@pytest.mark.parametrize("order", list(permutations(["#nobody", "#cove", "#lind"])))
def test_the_order_of_parts_changes_nothing(order):
    """Three parts, of which one is sound."""
    assert told(" ".join(order)) == sorted([*told("#nobody"), *told("#cove")])


def test_an_element_is_never_guessed_to_be_its_own_neighbour():
    """Two parts of a quotation that lead to the same missing id are each given the other one, whichever comes first."""
    text = SOUND.replace(' next="#q1.2"', ' next="#q1.3"').replace(' prev="#q1.1"', ' prev="#q1.3"')
    found = [one for one in validate(text.encode(), select=["PT001"]).findings if "#q1.3" in one.message]
    hints = {one.location.id: one.hint for one in found}
    assert hints.keys() == {"q1.1", "q1.2"}
    for own, hint in hints.items():
        assert own not in hint
        assert {"q1.1": "q1.2", "q1.2": "q1.1"}[own] in hint
