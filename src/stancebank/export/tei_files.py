"""TEI: the canonical serialisation, in each of its profiles."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

from stancebank.export.fields import ALL_FIELDS, counted, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.tei import PROFILES, Profile, dumps

__all__ = ["TeiExporter"]

_PLAIN: Final = ALL_FIELDS - fields(
    "Document: mentions markup points speakers relations entities propositions taxonomies annotators applications",
    "Document: changes layers encoder containers fragments verbatim",
    "Metadata: annotation_licence offset_unit",
)
"""What a plain file holds; a prefix goes with the last reference that has it, and nothing is lost by that."""


class TeiExporter:
    """Writes each document as TEI."""

    form: Final = Form(
        title="TEI P5",
        media_type="application/tei+xml",
        layout=Layout.FOLDER,
        holds=ALL_FIELDS,
        offsets=OffsetUnit.CODE_POINTS,
        reader="stancebank.load, Jing",
        options=[Option(name="profile", values=PROFILES, help="where annotation stands: see the encoding")],
        notes="References into registries and taxonomies are kept as they are; those files are not copied. "
        "The profile plain holds the structure of the text and the header only, and says what it leaves out.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``ID.xml`` for each document."""
        profile = cast("Profile", choices["profile"])
        for article in articles:
            if profile == "plain":
                losses.add_fields(counted(article.document, _PLAIN))
            yield OutputFile(path=f"{article.document.id}.xml", data=dumps(article.document, profile=profile))
