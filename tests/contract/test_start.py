"""What starting brings with it."""

import subprocess
import sys

import click
import pytest

import stancebank
from stancebank.cli import main

OPTIONAL = ("cassis", "click", "pyarrow", "pycrfsuite", "spacy", "trafilatura")


def imported(program):
    """Return the modules that are there after *program* has run in a new interpreter."""
    command = [sys.executable, "-c", f"import sys\n{program}\nprint(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_library_brings_no_rules_and_nothing_optional():
    """Who reads documents does not wait for rules, and nobody waits for what may not be there."""
    modules = imported("import stancebank")
    assert "stancebank.tei" in modules
    assert not {*OPTIONAL, "stancebank.validation"} & modules


@pytest.mark.parametrize("program", ["from stancebank import validate", "import stancebank; stancebank.validate"])
def test_the_rules_come_when_they_are_asked_for(program):
    """In either way of asking."""
    assert "stancebank.validation.run" in imported(program)


def test_a_name_that_is_none_is_an_error():
    """The root has no other names than those that it lists."""
    with pytest.raises(AttributeError, match="no attribute 'valid'"):
        _ = stancebank.valid


def test_a_command_brings_only_its_own():
    """Who looks at a document waits neither for the rules nor for the other commands."""
    program = "from stancebank.cli import main; main(['show', '--help'], standalone_mode=False)"
    modules = imported(program)
    assert "stancebank.cli.show" in modules
    assert not {"stancebank.cli.validate", "stancebank.validation", "stancebank.evaluation"} & modules


def test_every_command_goes_by_the_name_it_is_listed_under():
    """The list of commands and the commands agree."""
    context = click.Context(main)
    assert [main.get_command(context, name).name for name in main.list_commands(context)] == main.list_commands(context)
    assert main.get_command(context, "vali") is None
