"""The collector of cycles rests for a while, and no longer."""

import gc

import pytest

from stancebank.tei.collector import paused_collector


@pytest.fixture(autouse=True)
def _running():
    """Leave the collector as it was."""
    was_running = gc.isenabled()
    yield
    (gc.enable if was_running else gc.disable)()


@pytest.mark.parametrize("is_running", [True, False])
def test_the_collector_is_left_as_it_was(is_running):
    """It rests inside, and afterwards does what it did before, even where something went wrong."""
    (gc.enable if is_running else gc.disable)()
    with pytest.raises(ZeroDivisionError), paused_collector():
        1 / gc.isenabled()
    assert gc.isenabled() == is_running


def test_pauses_may_be_nested():
    """The inner one does not end the outer one."""
    gc.enable()
    with paused_collector():
        with paused_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
