"""What checking a corpus costs: seconds and memory of ``validate`` under all rules, by the number of articles.

    python benchmarks/bench_corpus.py [--paragraphs N] [--bare] [--jobs N] [--large] [NUMBER ...]

Articles are made in a temporary folder, seeded, out of sentences of our own. With 27 paragraphs they are like that of
the example corpus: some 7,000 characters, 50 kB as TEI, with 27 quotations and stances, 82 topics and 162 mentions,
and no rule has anything against them; with --bare they lack genre, guideline, history, the topic of the whole and
where they were found, which is five findings each.
Each number is measured in a process of its own; seconds are of the processor, memory is the peak of the process.
With --jobs the corpus is checked once more in so many processes, and the clock on the wall says how much faster.
The last lines say what an article costs in a larger corpus compared with a smaller one: 1.00 is linear.
"""

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from attrs import evolve

import stancebank as sb
from stancebank.model import Application, Change, Fragment, Licence, Prefix
from stancebank.validation.recounting import recounted

ROOT: Final = Path(__file__).parents[1] / "corpus"
PAPERS: Final = ("README.md", "LICENSE.md", "CITATION.cff", "DATA_STATEMENT.md", "CHANGELOG.md")
SUBJECTS: Final = "harbour council ferry pier island market bridge union school library museum station"
VERBS: Final = "opens closes moves repairs sells buys paints plans delays measures defends visits"
OBJECTS: Final = "boats ropes lamps tickets walls roofs letters maps engines signals gates anchors"
TIMES: Final = ("today", "in winter", "at dawn", "on Monday", "after lunch", "in spring", "without delay", "at noon")
FOUND: Final = {"url": "https://example.org/harbour", "accessed": "2024-03-05", "genres": ["genre:current"]}
GUIDELINE: Final = (
    '<editorialDecl><interpretation><p><ref type="guideline" target="https://example.org/guideline">Guideline</ref>, '
    'version <num type="version">1.0</num>.</p></interpretation></editorialDecl>'
)
VOICES: Final = tuple(f"voice{number}" for number in range(12))
UNIT: Final = 1 if sys.platform == "darwin" else 1024


def sentence(chosen: random.Random) -> str:
    """Return a sentence that hardly any other article has."""
    number, when = chosen.randrange(1000, 9999), chosen.choice(TIMES)
    first, second = chosen.choice(SUBJECTS.split()), chosen.choice(SUBJECTS.split())
    return (
        f"The {first} {chosen.choice(VERBS.split())} {number} {chosen.choice(OBJECTS.split())} of the {second} {when}"
    )


def article(name: str, paragraphs: int, *, bare: bool) -> bytes:
    """Return an article with a quotation, three topics, a stance and six mentions in each paragraph."""
    chosen = random.Random(name)
    texts = [
        f'"{sentence(chosen)}," said the voice. {sentence(chosen)}. {sentence(chosen)}. {sentence(chosen)}.'
        for _ in range(paragraphs)
    ]
    document = sb.Document.from_blocks(name, [("headline", sentence(chosen)), *(("paragraph", one) for one in texts)])
    named = chosen.sample(VOICES, 6)
    layer: dict[str, list[Any]] = {"quotations": [], "topics": [], "stances": []}
    mentions: list[sb.Mention] = []
    judged: dict[str, Any] = {"certainty": "high", "status": "proposed"}
    for number, segment in enumerate(document.segments[1:], start=1):
        start = segment.span.start
        words = [sb.Span(start, document.text.index('" said', start) + 1)]
        voices = [f"per:{chosen.choice(named)}"]
        layer["quotations"].append(
            sb.Quotation(
                id=f"{name}.q{number}", content=words, mode="direct", medium="speech", speakers=voices, **judged
            )
        )
        layer["stances"].append(
            sb.Stance(
                id=f"{name}.s{number}",
                holder=voices[0],
                target=f"per:{named[number % 6]}",
                position=chosen.choice(["support", "oppose"]),
                evidence=words,
                rationale=sentence(chosen),
                **judged,
            )
        )
        layer["topics"] += [
            sb.TopicAssignment(id=f"{name}.t{number}.{code}", category=f"cap:{code}", targets=[segment.id], **judged)
            for code in (1, 2, 3)
        ]
        at = document.text.index(". The ", start)
        mentions += [
            sb.Mention(span=sb.Span(at + 6 + 2 * step, at + 7 + 2 * step), kind="person", entity=f"per:{named[step]}")
            for step in range(6)
        ]
    layer["topics"] += [] if bare else [sb.TopicAssignment(id=f"{name}.t", category="cap:1", targets=[name], **judged)]
    document = evolve(
        document,
        metadata=evolve(
            document.metadata,
            headline=document.text.partition("\n")[0],
            authors=["A. Voice"],
            outlet="The Harbour",
            date="2024-03-05",
            text_digest=document.digest,
            text_licence=Licence(statement="invented"),
            annotation_licence=Licence(statement="CC BY 4.0", target="https://creativecommons.org/licenses/by/4.0/"),
            language="en",
            languages=[sb.Language(tag="en", label="English")],
            **({} if bare else FOUND),
        ),
        speakers=[
            sb.Speaker(id=f"{name}.{one}", kind="person", names=[label(one)], same_as=f"per:{one}") for one in named
        ],
        mentions=mentions,
        prefixes=[
            Prefix(name="per", replacement="../registry/people.xml#$1"),
            Prefix(name="cap", replacement="../taxonomies/cap.xml#cap.$1"),
            Prefix(name="genre", replacement="../taxonomies/genre.xml#genre.$1"),
        ],
        applications=[Application(id=f"{name}.app", ident="bench", version="1", label="bench")],
        annotators=[sb.Annotator(id=f"{name}.model", name="bench", kind="program", application=f"{name}.app")],
    )
    if not bare:
        change = Change(text="Made for the benchmark.", when="2024-03-05", who=[f"{name}.model"])
        told = Fragment(within="encodingDesc", before="listPrefixDef", xml=GUIDELINE)
        document = evolve(document, changes=[change], fragments=[told])
    return sb.dumps(document.with_layer(sb.Layer(id=f"{name}.layer", annotator=f"{name}.model", **layer)))


def label(voice: str) -> str:
    """Return a name of a voice that no other one has."""
    return f"Vera {voice.capitalize()}"


def make(folder: Path, number: int, paragraphs: int, *, bare: bool = False) -> int:
    """Make a corpus; return how many bytes its articles have."""
    for name in ("articles", "registry", "taxonomies"):
        (folder / name).mkdir(parents=True)
    for taxonomy in ("cap", "genre"):
        shutil.copy(ROOT / f"taxonomies/{taxonomy}.xml", folder / "taxonomies")
    for paper in PAPERS:
        shutil.copy(ROOT / paper, folder)
    people = "".join(
        f'<person xml:id="{one}"><persName type="full">{label(one)}</persName>'
        '<state type="authority" when="2024-03-05"><desc>Invented.</desc></state></person>\n'
        for one in VOICES
    )
    (folder / "registry/people.xml").write_text(
        f'<listPerson xmlns="http://www.tei-c.org/ns/1.0" xml:id="people" type="voices">\n{people}</listPerson>\n'
    )
    names = [f"bench-{place:05}" for place in range(number)]
    size = 0
    for name in names:
        size += (folder / f"articles/{name}.xml").write_bytes(article(name, paragraphs, bare=bare))
    includes = "".join(f'<xi:include href="articles/{name}.xml"/>\n' for name in names)
    (folder / "corpus.xml").write_text(
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="bench">'
        '<teiHeader><fileDesc><titleStmt><title type="main">Bench</title></titleStmt>'
        f'<extent><measure unit="text" quantity="{number}"/><measure unit="words" quantity="0"/></extent>'
        '<publicationStmt><publisher>bench</publisher><idno type="local">bench</idno></publicationStmt>'
        "<sourceDesc><p>Invented.</p></sourceDesc></fileDesc>"
        '<encodingDesc><classDecl><xi:include href="taxonomies/cap.xml"/>'
        '<xi:include href="taxonomies/genre.xml"/></classDecl>'
        '<schemaRef type="hybrid" key="stancebank-1" url="urn:stancebank:schema:1"/></encodingDesc>'
        '<profileDesc><particDesc><xi:include href="registry/people.xml"/></particDesc></profileDesc></teiHeader>'
        f"{includes}</teiCorpus>"
    )
    (folder / "corpus.xml").write_bytes(recounted(folder))
    return size


def measure(folder: Path, jobs: int) -> None:
    """Check the corpus in *folder* and print what it cost, as JSON."""
    begun, clock = time.process_time(), time.perf_counter()
    report = sb.validate(folder, profile="release")
    seconds, alone = time.process_time() - begun, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6
    codes = sorted({one.code for one in report.findings})
    gain = 1.0
    if jobs > 1:
        clock = time.perf_counter()
        with ProcessPoolExecutor(jobs) as executor:
            if sb.validate(folder, profile="release", executor=executor) != report:
                sys.exit("the report of several processes is another one")
        gain = alone / (time.perf_counter() - clock)
    print(json.dumps({"seconds": seconds, "peak": peak, "codes": codes, "rules": len(report.run), "gain": gain}))


def main() -> None:
    """Measure each number of articles, and compare what one of them costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("numbers", nargs="*", type=int)
    parser.add_argument("--paragraphs", type=int, default=27)
    parser.add_argument("--large", action="store_true", help="10,000 articles as well")
    parser.add_argument("--bare", action="store_true", help="articles with five findings each")
    parser.add_argument("--jobs", type=int, default=1, help="check the corpus in so many processes as well")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.measure:
        measure(told.measure, told.jobs)
        return
    costs: list[tuple[int, float]] = []
    for number in told.numbers or [100, 1000, *([10_000] if told.large else [])]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "bench"
            size = make(folder, number, told.paragraphs, bare=told.bare)
            command = [sys.executable, __file__, "--measure", str(folder), "--jobs", str(told.jobs)]
            done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        each = done["seconds"] / number
        print(
            f"{number:>6} articles of {size / number / 1e3:.1f} kB, {done['rules']} rules: {done['seconds']:.1f} s, "
            f"{each * 1e3:.2f} ms each, {each * 1e9 / (size / number):.0f} us a kB, {1 / each:.0f} articles/s, "
            f"peak {done['peak']:.0f} MB, found {', '.join(done['codes']) or 'nothing'}",
            flush=True,
        )
        if told.jobs > 1:
            print(f"       {told.jobs} processes are {done['gain']:.2f} times as fast")
        costs.append((number, each))
    for (fewer, before), (more, after) in pairwise(costs):
        print(f"an article among {more} costs {after / before:.2f} times what it costs among {fewer}")


if __name__ == "__main__":
    main()
