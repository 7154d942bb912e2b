"""Fixes of the history of a document: its order, and days that the document itself records elsewhere."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.places import Places
from stancebank.tei.tags import StartTag
from stancebank.validation.dates import date_of, days_of
from stancebank.validation.fixing.fault import Fault, FixRow, added_attribute, stated

__all__ = ["HISTORY_FIXES"]

_DAYS: Final = ("when", "from", "to")


def _ordered(fault: Fault) -> Iterator[Edit]:
    """Put the newest change first, where all of them have a day and nothing but white space stands between them."""
    places = fault.places
    told = next(stated(fault, "change"), None) if "stands below" in fault.finding.message else None
    if told is None:
        return
    changes = list(places.children(places.tags[told.parent - 1]))
    days = [_last_day(one) for one in changes]
    gaps = [places.data[places.outer_end(one) : other.start] for one, other in pairwise(changes)]
    if any(day is None for day in days) or any(gap.strip(b" \t\r\n") for gap in gaps):
        return
    newest = sorted(range(len(changes)), key=lambda at: days[at] or date.min, reverse=True)
    for place, one in zip(changes, newest, strict=True):
        if place is not changes[one]:
            written = places.data[changes[one].start : places.outer_end(changes[one])].decode("utf-8")
            yield Edit(place.start, places.outer_end(place), written)


def _last_day(change: StartTag) -> date | None:
    found = days_of(change.value("when")) if change.name == "change" else None
    return found[1] if found else None


def _dated(fault: Fault) -> Iterator[Edit]:
    """Date the change of a program by the day on which it ran, which its application records."""
    if not fault.finding.message.endswith("when it was made"):
        return
    for tag in stated(fault, "change"):
        days = {_day_of_run(fault.places, agent.removeprefix("#")) for agent in (tag.value("who") or "").split()}
        if not any(map(tag.attribute, _DAYS)) and len(days) == 1 and (day := days.pop()) is not None:
            yield added_attribute(tag, "when", day)


def _day_of_run(places: Places, agent: str) -> str | None:
    """Return the one day that is recorded for the program for which the agent with the id *agent* stands."""
    statement = places.by_id.get(agent)
    if statement is None:
        return None
    named = {tag.value("ref") for tag in places.children(statement) if tag.name == "name"}
    program = places.by_id.get((named.pop() or "").removeprefix("#")) if len(named) == 1 else None
    when = program.value("when") if program is not None and program.name == "application" else None
    return when if date_of(when) is not None else None


HISTORY_FIXES: Final = (
    FixRow(code="PV009", is_safe=True, told="puts the newest change first, where each has a day", mend=_ordered),
    FixRow(
        code="PV009",
        is_safe=False,
        told="dates a program's change by the day that its application records; other days are left to people",
        mend=_dated,
    ),
)
