"""Documents without a field of the model: what an exporter that holds it must notice."""

import re

import attrs

from stancebank.export.fields import ALL_FIELDS, MODEL

__all__ = ["REMOVABLE", "reachable", "without"]

_CLASSES = {kind.__name__: kind for kind in MODEL}
_EMPTIED = {"Stance.holder", "Stance.target", "Stance.position", "TopicAssignment.category", "Mention.entity"}
# What cannot be taken away alone: records would not be records without it.
_NEEDED = {
    name
    for name in ALL_FIELDS
    for one in attrs.fields(_CLASSES[name.partition(".")[0]])
    if one.name == name.partition(".")[2] and one.default is attrs.NOTHING
} - _EMPTIED
REMOVABLE = sorted(ALL_FIELDS - _NEEDED)


def reachable(lost):
    """Return the classes whose values a format still sees when the fields *lost* are gone."""
    found = {"Document"}
    while True:
        inside = {
            name
            for kind in MODEL
            if kind.__name__ in found
            for one in attrs.fields(kind)
            if f"{kind.__name__}.{one.name}" not in lost
            for name in _CLASSES
            if re.search(rf"\b{name}\b", str(one.type))
        }
        if inside <= found:
            return found
        found |= inside


def without(value, name):
    """Return *value* with field *name* set to its default, everywhere inside it."""
    if isinstance(value, tuple):
        return tuple(without(item, name) for item in value)
    if type(value) not in MODEL:
        return value
    changes = {}
    for one in attrs.fields(type(value)):
        told = getattr(value, one.name)
        if f"{type(value).__name__}.{one.name}" == name:
            default = None if one.default is attrs.NOTHING else one.default
            changes[one.name] = "trailer" if name == "Segment.element" and told else default
        else:
            new = without(told, name)
            if new != told:
                changes[one.name] = new
    if name == "TopicAssignment.category" and "category" in changes:
        changes["categories"] = ()
    if name == "Annotator.kind":
        changes["application"] = None
    return attrs.evolve(value, **changes) if changes else value
