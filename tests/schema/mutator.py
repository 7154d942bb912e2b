"""Small harms to a document, by chance: what an encoder, a tool or a merge may do to it."""

from copy import deepcopy

from lxml import etree

from stancebank.schema.grammar import shipped_grammar
from stancebank.tei.names import TEI, XML

ODD_VALUES = (
    "",
    " ",
    "#",
    "a b",
    "#a  #b",
    "2022-02-30",
    "2022-13",
    " 2024-03-05 ",
    "2024-03-05Z",
    "24:00:00",
    "1.5",
    "1",
    "-1",
    "high",
    "true",
    "article",
    "x[0]",
    "50%",
    "été",
    "\U0001f600",
    "a:b:c",
    "http://[::1]/",
    "\u200b",
    "cue holder",
)


class Mutator:
    """Harms documents.

    Args:
        chance: The source of chance, a seeded `random.Random`.
    """

    def __init__(self, chance):
        self.chance = chance
        rules = shipped_grammar().elements.values()
        self.tags = [*sorted({rule.tag for rule in rules if not rule.is_open}), f"{{{TEI}}}pear", "{urn:x}pear", "p"]
        self.names = [*sorted({name for rule in rules for name in rule.attributes}), "pear", f"{{{XML}}}space"]
        self.harms = (
            self.drop,
            self.double,
            self.swap,
            self.move,
            self.rename,
            self.insert,
            self.wrap,
            self.unwrap,
            self.write,
            self.empty,
            self.drop_attribute,
            self.spoil_attribute,
            self.borrow_value,
            self.add_attribute,
        )

    def mutant(self, root):
        """Return a copy of *root* with one harm, now and then with two."""
        harmed = deepcopy(root)
        for _ in range(self.chance.choice((1, 1, 1, 2))):
            self.chance.choice(self.harms)(harmed)
        return harmed

    def any(self, root):
        """Return an element below *root*."""
        return self.chance.choice([one for one in root.iter(etree.Element) if one is not root])

    def bearer(self, root):
        """Return an element with attributes."""
        return self.chance.choice([one for one in root.iter(etree.Element) if one.attrib])

    def drop(self, root):
        """Take an element out, with all that it holds."""
        victim = self.any(root)
        victim.getparent().remove(victim)

    def double(self, root):
        """Write an element twice."""
        victim = self.any(root)
        victim.addnext(deepcopy(victim))

    def swap(self, root):
        """Exchange an element with the one before it."""
        victim = self.any(root)
        before = victim.getprevious()
        if before is not None:
            victim.addnext(before)

    def move(self, root):
        """Put a copy of an element into another."""
        copy = deepcopy(self.any(root))
        place = self.any(root)
        place.insert(self.chance.randint(0, len(place)), copy)

    def rename(self, root):
        """Give an element another name."""
        self.any(root).tag = self.chance.choice(self.tags)

    def insert(self, root):
        """Put a new element somewhere."""
        place = self.any(root)
        place.insert(self.chance.randint(0, len(place)), etree.Element(self.chance.choice(self.tags)))

    def wrap(self, root):
        """Put an element into a new one."""
        victim = self.any(root)
        cover = etree.Element(self.chance.choice(self.tags))
        victim.getparent().replace(victim, cover)
        cover.append(victim)

    def unwrap(self, root):
        """Put what an element holds in its place."""
        victim = self.any(root)
        for child in reversed(victim):
            victim.addnext(child)
        victim.getparent().remove(victim)

    def write(self, root):
        """Write text into an element."""
        victim = self.any(root)
        victim.text = (victim.text or "") + self.chance.choice(("words", " ", "\u00a0"))

    def empty(self, root):
        """Take all out of an element."""
        victim = self.any(root)
        kept = dict(victim.attrib)
        victim.clear(keep_tail=True)
        victim.attrib.update(kept)

    def drop_attribute(self, root):
        """Take an attribute away."""
        victim = self.bearer(root)
        del victim.attrib[self.chance.choice(sorted(victim.attrib))]

    def spoil_attribute(self, root):
        """Give an attribute an odd value."""
        victim = self.bearer(root)
        victim.set(self.chance.choice(sorted(victim.attrib)), self.chance.choice(ODD_VALUES))

    def borrow_value(self, root):
        """Give an attribute the value of another one."""
        victim, other = self.bearer(root), self.bearer(root)
        victim.set(self.chance.choice(sorted(victim.attrib)), self.chance.choice(sorted(other.attrib.values())))

    def add_attribute(self, root):
        """Give an element an attribute more."""
        self.any(root).set(self.chance.choice(self.names), self.chance.choice((*ODD_VALUES, "#a", "main")))
