"""What a document asserts, as a set that a reader's findings can be compared with."""

from stancebank.export.names import Names

__all__ = ["assembled", "facts", "joined"]


def facts(article):
    """Return (quotation id, pieces, voices, topics, stances) of each quotation, and what hangs on none.

    A stance is a triple of holder, target and position.
    """
    document, names = article.document, Names(article)

    def triple(stance):
        key = [None if one is None else names.key(one) for one in (stance.holder, stance.target)]
        return (*key, str(stance.position) if stance.position else None)

    found = set()
    for quotation in document.quotations:
        found.add(
            (
                quotation.id,
                tuple(span.slice(document.text) for span in quotation.content),
                frozenset(names.keys(quotation.speakers)),
                frozenset(topic.category for topic in document.topics if quotation.id in topic.targets),
                frozenset(triple(stance) for stance in document.stances if stance.quotation == quotation.id),
            )
        )
    ids = {quotation.id for quotation in document.quotations}
    loose = frozenset(triple(stance) for stance in document.stances if stance.quotation not in ids)
    about = frozenset(
        (topic.category, target) for topic in document.topics for target in topic.targets or [None] if target not in ids
    )
    found.add((document.id, (), frozenset(), about, loose))
    return found


def joined(articles):
    """Return the facts of all *articles*."""
    return set().union(*map(facts, articles))


def assembled(quotations, loose):
    """Return facts from pieces, voices, topics and stances by quotation, and from what hangs on none."""
    told = {
        (key, tuple(pieces), frozenset(voices), frozenset(topics), frozenset(stances))
        for key, (pieces, voices, topics, stances) in quotations.items()
    }
    return told | {
        (key, (), frozenset(), frozenset(topics), frozenset(stances)) for key, (topics, stances) in loose.items()
    }
