"""Where the TEI Guidelines speak of what a rule is about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["GUIDELINES", "REFERENCES", "reference_links"]

GUIDELINES: Final = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/"
"""The folder of the current edition."""

REFERENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AG": "certainty respons",
        "CM": "samplingDecl",
        "CO": "teiCorpus",
        "ID": "att.global",
        "MD": "teiHeader",
        "MD001": "titleStmt title",
        "MD002": "imprint date",
        "MD003": "att.datable.w3c",
        "MD005": "dateline creation date",
        "MD006": "att.global langUsage",
        "MD011": "availability licence",
        "PT": "att.pointing SA",
        "PT007": "prefixDef listPrefixDef",
        "PT009": "att.global.linking",
        "PV": "respStmt att.global.responsibility",
        "QU": "said quote",
        "QU001": "said quotation",
        "QU004": "said att.global.linking",
        "SC": "USE",
        "SC002": "schemaRef",
        "SE": "SG",
        "SN": "att.pointing SA",
        "SN003": "unitDecl unitDef",
        "SN011": "said annotation",
        "SP": "person personGrp org",
        "SP001": "said annotation",
        "SP009": "affiliation relation",
        "ST": "annotation listAnnotation",
        "TF": "editorialDecl",
        "TF002": "idno",
        "TO": "catRef textClass",
        "TX": "taxonomy category",
        "TX001": "prefixDef taxonomy",
        "TX002": "catRef category",
        "WF": "SG",
        "WF006": "TEI teiCorpus",
    }
)
"""What fits a code, or a family of codes: names of elements and classes, or codes of chapters in capitals."""


def reference_links(reference: str) -> tuple[tuple[str, str], ...]:
    """Return the names in a *reference*, each with its address in the Guidelines.

    Example:
        >>> reference_links("said SA")[0]
        ('said', 'https://www.tei-c.org/release/doc/tei-p5-doc/en/html/ref-said.html')
    """
    return tuple(
        (name, f"{GUIDELINES}{name}.html" if name.isupper() and name != "TEI" else f"{GUIDELINES}ref-{name}.html")
        for name in reference.split()
    )
