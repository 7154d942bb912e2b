"""Writing vertical text: the corpus, the registry file, and a table of documents."""

from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.tokens import Tokens, tokens_of
from stancebank.export.vrt.profiles import PROFILES, Profile, registry
from stancebank.export.vrt.regions import HELD, Region, bare_topics, regions, stance_code
from stancebank.model import Segment
from stancebank.tei.markup import escape, start_tag

__all__ = ["VrtExporter"]

_DOCUMENT: Final = ("id", "title", "outlet", "date", "language", "topics", "stances")
_SEGMENT: Final = ("id", "kind", "topics")
_SAID: Final = ("id", "part", "who", "who_label", "mode", "topics", "stances")


class VrtExporter:
    """Writes ``corpus.vrt``, ``registry/stancebank`` and ``metadata.tsv``."""

    form: Final = Form(
        title="Vertical text (CWB, CQPweb, NoSketch)",
        media_type="text/plain",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.TOKENS,
        reader="cwb-vrt",
        options=[Option(name="profile", values=tuple(PROFILES), help="the engine that is to read it")],
        notes="A quotation inside another is said1, said2 and so on, since engines drop nested structures of one name. "
        "Start and end of each token are code points of the text, so that a hit leads back to the document. "
        "The engines themselves were not run.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the three files."""
        profile = PROFILES[choices["profile"]]
        lines = ['<?xml version="1.0" encoding="UTF-8"?>'] if not profile.has_glue else []
        lines.append("<corpus>") if lines else None
        table = ["\t".join(("id", *_DOCUMENT[1:5], "original_id"))]
        depth = 1
        for article in articles:
            writer = _Writer(article, profile, losses)
            lines += writer.lines()
            depth = max(depth, writer.depth)
            table.append("\t".join((*(_flat(value) for value in writer.told[:5]), article.document.id)))
        lines += ["</corpus>"] if not profile.has_glue else []
        structures: dict[str, tuple[str, ...]] = {profile.document: _DOCUMENT, "p": _SEGMENT, "said": _SAID}
        structures |= {f"said{level}": _SAID for level in range(1, depth)}
        yield OutputFile(path="corpus.vrt", data=("\n".join(lines) + "\n").encode())
        yield OutputFile(path="metadata.tsv", data=("\n".join(table) + "\n").encode())
        yield OutputFile(path="registry/stancebank", data=registry(profile, structures, depth).encode())


def _flat(value: str) -> str:
    return " ".join(value.split())


class _Writer:
    """Writes the lines of one document."""

    def __init__(self, article: Article, profile: Profile, losses: Losses) -> None:
        self._document = article.document
        self._profile = profile
        contents = [span for quotation in article.document.quotations for span in quotation.content]
        self._tokens: Tokens = tokens_of(article.document, contents)
        self._regions = regions(article, self._tokens, losses)
        self._topics = bare_topics(article.document)
        names = Names(article)
        quotations = {str(one.id) for one in self._document.quotations}
        loose = [stance_code(one, names) for one in self._document.stances if one.quotation not in quotations]
        told, code = self._document.metadata, profile.code
        topics = profile.several(self._topics.get(self._document.id, ()))
        self.told = (
            *(code(self._document.id), told.title, told.outlet, told.date or "", told.language or "", topics),
            profile.several(loose),
        )
        self._count(quotations, losses)

    @property
    def depth(self) -> int:
        """How many levels of quotations the document has."""
        return max((region.level + 1 for region in self._regions), default=0)

    def _count(self, quotations: set[str], losses: Losses) -> None:
        document = self._document
        known = quotations | {document.id, *(segment.id for segment in document.segments)}
        missed = [topic for topic in document.topics if topic.spans or set(topic.targets) - known]
        losses.add("vrt.topics", "topics of passages and sections", len(missed))
        gaps = [token for token in self._tokens.tokens if token.after not in {"", " "}]
        codes = {one for region in self._regions for one in (*region.voices, *region.topics, *region.stances)}
        codes |= {str(topic) for topics in self._topics.values() for topic in topics}
        bars = 0 if self._profile.has_handles else sum("|" in code for code in codes)
        losses.add("vrt.bars", "codes with a bar, which parts several and became an underscore", bars)
        losses.add("vrt.white", "stretches of white space other than one space", len(gaps))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the document; a tag and a token stand on a line of their own."""
        opens: dict[int, list[Region]] = {}
        closes: dict[int, list[Region]] = {}
        for region in self._regions:
            opens.setdefault(region.first, []).append(region)
            closes.setdefault(region.end, []).insert(0, region)
        yield _tag(self._profile.document, zip(_DOCUMENT, self.told, strict=True))
        for segment in self._document.segments:
            yield _tag("p", zip(_SEGMENT, self._segment(segment), strict=True))
            first, end = self._tokens.run(segment.span)
            for at in range(first, end):
                yield from (_tag(_name(one), zip(_SAID, self._said(one), strict=True)) for one in opens.get(at, ()))
                token = self._tokens.tokens[at]
                yield f"{escape(token.text)}\t{token.span.start}\t{token.span.end}"
                yield from (f"</{_name(one)}>" for one in closes.get(at + 1, ()))
                if self._profile.has_glue and not token.after and at + 1 < end:
                    yield "<g/>"
            yield "</p>"
        yield f"</{self._profile.document}>"

    def _segment(self, segment: Segment) -> tuple[str, ...]:
        topics = self._profile.several(self._topics.get(segment.id, ()))
        return self._profile.code(segment.id), str(segment.kind), topics

    def _said(self, region: Region) -> tuple[str, ...]:
        several = self._profile.several
        return (
            *(self._profile.code(region.quotation.id), str(region.part), several(region.voices)),
            *(", ".join(region.labels), str(region.quotation.mode or "")),
            *(several(region.topics), several(region.stances)),
        )


def _name(region: Region) -> str:
    return f"said{region.level}" if region.level else "said"


def _tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    return start_tag(name, [(key, _flat(value)) for key, value in attributes])
