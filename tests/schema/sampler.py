"""Random documents that the grammar allows: a walk through the automata of its content models."""

from collections import deque
from itertools import count

from lxml import etree

from stancebank.schema.content import TEXT
from stancebank.schema.grammar import shipped_grammar

LONG = 7
"""How many children an element gets before it is completed."""

MANY = 150
"""How many elements a document gets before all that is open is completed."""

WORDS = ("harbour", "pier", "Möwe", "\U0001d49c", "e\u0301", "“so”", "it's", "5 %", "a\u00a0b")

VALUES = {
    "data.count": ("0", "12"),
    "data.date": ("2024-03-05", "2024-02-29", "2024-03", "1999", "2022-12-19T18:05:00+03:00", " 2024-03-05 "),
    "data.language": ("en", "sr-Latn", "de-AT"),
    "data.name": ("hybrid-1", "p", "würde"),
    "data.number": ("12", "-3.50", "007"),
    "data.pair": ("#a #b", "x.xml#a  #b per:c"),
    "data.pointer": ("#a.b1", "per:lind", "../x/y.xml#z", "https://example.org/a?b=c&d=%C3%A4#e", "#ä", "mailto:a@b.c"),
    "data.pointers": ("#a", "#string-range(a.b4,21,3) #b", "per:lind topic:x", "urn:stancebank:mode:direct"),
    "data.prefix": ("per", "x-1"),
    "data.share": ("0", "1", "0.97", "1.0"),
    "data.shares": ("0.5 0.5", "0 1 0.25"),
    "data.time": ("18:05:00", "00:00:00Z"),
    "data.version": ("0.3.1", "2024", "1.0rc2"),
    "data.word": ("x", "été", "{urn:x}y", "слово"),
    "data.words": ("a b", "bold", "été"),
}


class Sampler:
    """Makes documents by chance.

    Args:
        chance: The source of chance, a seeded `random.Random`.
        avoided: Patterns of elements that are not to be used.
    """

    def __init__(self, chance, avoided=()):
        self.grammar = shipped_grammar()
        self.chance = chance
        self.avoided = set(avoided)
        self.numbers = count(1)
        self.left = MANY

    def document(self, pattern="TEI"):
        """Return a root that matches *pattern*; level by level, so that no part takes all the room."""
        self.left = MANY
        root, rule = self.element(pattern)
        waiting = deque([(root, rule)])
        while waiting:
            made, rule = waiting.popleft()
            for name in self.names(rule):
                if name == TEXT:
                    self.write(made, f" {self.chance.choice(WORDS)} ")
                else:
                    child, its_rule = self.element(name)
                    made.append(child)
                    waiting.append((child, its_rule))
        return root

    def element(self, pattern):
        """Return an element that matches *pattern*, still without content, and its rule."""
        rule = self.grammar.elements[pattern]
        self.left -= 1
        made = etree.Element(rule.tag or self.chance.choice(("other", "{urn:x}other")))
        self.attributes(made, rule)
        return made, rule

    def attributes(self, made, rule):
        """Give *made* the attributes it must have, and some that it may have."""
        if rule.is_open:
            made.set("any", "thing")
            return
        chosen = self.chance.choice(rule.attribute_sets)
        share = self.chance.choice((0.1, 0.4, 0.8))
        for name in sorted(chosen.allowed):
            if name in chosen.required or self.chance.random() < share:
                made.set(name, self.value(rule.attributes[name]))

    def value(self, rule):
        """Return a value that *rule* allows."""
        if rule.datatypes == ("data.id",):
            return f"id{next(self.numbers)}"
        choices = list(rule.values)
        for datatype in rule.datatypes:
            choices += VALUES[datatype]
        return self.chance.choice(choices or ("some text",))

    def names(self, rule):
        """Yield the patterns of the children, one after the other."""
        state, met = rule.content.start, 0
        while True:
            late = met >= LONG or self.left < 0
            if state.complete and (late or self.chance.random() < 0.2):
                return
            choices = [name for name in rule.content.expected(state) if name not in self.avoided]
            if not choices:
                assert state.complete
                return
            name = self.shortest(rule, state) if late else self.chance.choice(choices)
            yield name
            state, met = rule.content.step(state, name), met + 1

    def shortest(self, rule, state):
        """Return the next name on the shortest way to the end."""
        waiting = deque([(state, None)])
        while True:
            at, first = waiting.popleft()
            if at.complete:
                return first
            waiting += (
                (rule.content.step(at, name), first or name)
                for name in rule.content.expected(at)
                if name not in self.avoided
            )

    @staticmethod
    def write(made, text):
        """Add *text* at the end of what *made* holds."""
        if len(made):
            made[-1].tail = (made[-1].tail or "") + text
        else:
            made.text = (made.text or "") + text
