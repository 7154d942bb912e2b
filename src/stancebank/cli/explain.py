"""``stancebank explain``: what a rule asks for and why."""

import click

from stancebank.cli.streams import tolerate_narrow_terminals
from stancebank.validation import RULES
from stancebank.validation import explain as explanation

__all__ = ["explain"]


@click.command()
@click.argument("codes", metavar="[CODE]...", nargs=-1)
def explain(codes: tuple[str, ...]) -> None:
    """Explain rules: what, why, a bad and a good example, how to mend.

    Without a CODE, list all rules.
    """
    tolerate_narrow_terminals()
    if not codes:
        for one in RULES:
            click.echo(f"{one.code}  {one.severity.name.lower():<7}  {one.summary}")
    for number, code in enumerate(codes):
        click.echo(("\n" if number else "") + explanation(code.upper()))
