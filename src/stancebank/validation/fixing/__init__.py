"""Fixes: edits that mend a fault, a small function and a row in a table for each."""

from stancebank.validation.fixing.fault import Fault, FixRow, Mender
from stancebank.validation.fixing.table import FIXES, fix_of, fixes_for

__all__ = ["FIXES", "Fault", "FixRow", "Mender", "fix_of", "fixes_for"]
