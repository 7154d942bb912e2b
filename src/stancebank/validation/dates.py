"""Dates as TEI writes them: the days they cover, and what is wrong with them."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

__all__ = ["date_of", "days_of", "holds_on", "is_reversed"]

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T[0-9:.]{5,15}(?:Z|[+\-][0-9]{2}:[0-9]{2})?)?)?)?")
_LONGEST: Final = 40


@lru_cache(maxsize=4096)
def days_of(value: str | None) -> tuple[date, date] | None:
    """Return the first and the last day that an ISO 8601 date covers, or None where it is none that exists.

    Example:
        >>> days_of("2024-02")
        (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
        >>> days_of("2024-02-30") is None
        True
    """
    found = _DATE.fullmatch(value.strip()) if value and len(value) <= _LONGEST else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last = month or 12
    return first, date(first.year, last, monthrange(first.year, last)[1])


def date_of(value: str | None) -> date | None:
    """Return the day of a date that names one, else None."""
    days = days_of(value)
    return days[0] if days and days[0] == days[1] else None


def holds_on(start: str | None, end: str | None, day: date) -> bool:
    """Tell whether *day* lies in a period; an end that is missing or no date is open.

    Example:
        >>> holds_on("2020", "2024-03", date(2024, 3, 31)), holds_on(None, "2023", date(2024, 3, 31))
        (True, False)
    """
    first, last = days_of(start), days_of(end)
    return not ((first and day < first[0]) or (last and day > last[1]))


def is_reversed(start: str | None, end: str | None) -> bool:
    """Tell whether a period ends before it begins.

    Example:
        >>> is_reversed("2024-03", "2023"), is_reversed("2024", "2024-03")
        (True, False)
    """
    first, last = days_of(start), days_of(end)
    return bool(first and last and last[1] < first[0])
