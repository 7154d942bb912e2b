"""Vertical text as the independent reader cwb-vrt sees it."""

import re
from html import unescape
from itertools import pairwise

import pytest
from vrt import vrt

from facts import facts
from stancebank.export.vrt.profiles import handle


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("profile", ["cwb", "cqpweb", "noske"])
def test_cwb_vrt_reads_every_quotation(profile, written, articles):
    """A reader that knows no nesting finds the words, speakers, topics and stances of each quotation."""
    lines = (written("vrt", profile=profile) / "corpus.vrt").read_text(encoding="utf-8").splitlines()
    tokens, structures = vrt.parse_regions(line for line in lines if not line.startswith(("<?", "<g/>")))
    found = {}
    for level, regions in structures.items():
        assert sorted(regions, key=lambda one: one["cpos_start"]) == regions, f"{level} stands in itself"
        for region in regions if level.startswith("said") else ():
            # This reader leaves entities as they are.
            many = [frozenset(filter(None, unescape(region[name]).split("|"))) for name in ("who", "topics", "stances")]
            pieces, told = found.setdefault(region["id"], ({}, many))
            assert told == many
            words = [
                (word, int(start), int(end))
                for _, word, start, end in tokens[region["cpos_start"] : region["cpos_end"] + 1]
            ]
            assert all(end - start == len(word) for word, start, end in words)
            pieces[int(region["part"])] = with_spaces(words)
    told = {(key, tuple(pieces[at] for at in sorted(pieces)), *many) for key, (pieces, many) in found.items()}
    assert told == expected_of_vrt(articles, handle if profile == "cqpweb" else str)


def with_spaces(words):
    told = ""
    last = words[0][1]
    for word, start, end in words:
        told += (" " if start > last else "") + word
        last = end
    return told


def expected_of_vrt(articles, code):
    """Return the facts of quotations, parted where a segment ends, with white space as one space."""
    told = set()
    for article in articles:
        document = article.document
        ends = [segment.span.end for segment in document.segments]
        for key, _, voices, topics, stances in facts(article):
            spans = [span for one in document.quotations if one.id == key for span in one.content]
            pieces = []
            for span in spans:
                cuts = [span.start, *(end for end in ends if span.start < end < span.end), span.end]
                pieces += [document.text[a:b] for a, b in pairwise(cuts)]
            codes = frozenset(
                "→".join((holder or "", position or "", target or "")) for holder, target, position in stances
            )
            if pieces:
                coded = [frozenset(map(code, values)) for values in (voices, topics, codes)]
                told.add((code(key), tuple(map(spaced, pieces)), *coded))
    return told


def test_cqpweb_takes_the_handles(written):
    """CQPweb's rule for ids and codes holds for all of them, and no two become one."""
    place = written("vrt", profile="cqpweb")
    ids = [line.split("\t") for line in (place / "metadata.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert all(re.fullmatch(r"\w+", one[0], flags=re.ASCII) for one in ids)
    assert len({handle(value) for value in ("a-b", "a_b", "a.b", "a:b", "a_2d_b")}) == 5


@pytest.mark.parametrize("profile", ["cwb", "noske"])
def test_registries_declare_what_there_is(profile, written):
    """Every structure and attribute of the vertical text is declared to the engine."""
    place = written("vrt", profile=profile)
    told = (place / "registry" / "stancebank").read_text(encoding="utf-8")
    for tag in re.findall(r"^<(\w+) (.*)>$", (place / "corpus.vrt").read_text(encoding="utf-8"), flags=re.MULTILINE):
        for attribute in re.findall(r'(\w+)="', tag[1]):
            name = f"STRUCTURE {tag[0]}_{attribute}\n" if profile == "cwb" else f"STRUCTURE {tag[0]} {{"
            assert name in f"{told}\n"
