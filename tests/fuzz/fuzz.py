"""Fuzz one entry point: python tests/fuzz/fuzz.py TARGET SECONDS; see .ci/fuzz."""

import sys
import tempfile
from pathlib import Path

WORDS = [
    b"<TEI xmlns=", b"http://www.tei-c.org/ns/1.0", b"xml:id=", b"#string-range(", b"#range(string-index(", b"target=",
    b"<standOff>", b"<listAnnotation", b"<annotation", b"motivation=", b"linking", b"assessing", b"classifying",
    b"<said ", b"who=", b"next=", b"prev=", b"<ptr type=", b"<span ", b"<fs ", b"<f name=",
    b"<spanGrp>", b"inline",
    b"<string>", b"<teiHeader>", b"<xi:include", b"<!--", b"-->", b"<?", b"?>", b"<![CDATA[", b"]]>", b"&#", b"cert=",
    b"ana=", b"position:", b"mode:", b"when=", b"<p>", b"</p>", b"<div>", b"<head>", b"sameAs=", b"resp=", b"xml:lang=",
]  # fmt: skip


def main(name: str, seconds: str) -> None:
    """Run a target for so many seconds, from its seeds; what breaks it is written to the folder it is run in."""
    import atheris  # noqa: PLC0415 - it need not be there for the tests

    sys.path.insert(0, str(Path(__file__).parent))
    with atheris.instrument_imports(include=["stancebank"]):
        import targets  # noqa: PLC0415 - the library must be imported under the eyes of the fuzzer

    with tempfile.TemporaryDirectory() as place:
        for number, seed in enumerate(targets.seeds(name)):
            (Path(place) / f"{number}.seed").write_bytes(seed)
        words = Path(place).with_suffix(".words")
        words.write_text(
            "".join(f'"{"".join(f"{chr(92)}x{one:02x}" for one in word)}"\n' for word in WORDS), encoding="ascii"
        )
        options = [f"-max_total_time={seconds}", "-max_len=60000", "-timeout=20", "-rss_limit_mb=2048", "-seed=2026"]
        atheris.Setup([sys.argv[0], place, f"-dict={words}", *options], targets.TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:3])
