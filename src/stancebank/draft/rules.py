"""The annotator that is shipped: rules over a language pack, without any other package."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from stancebank.draft.annotator import Gives, Setting
from stancebank.draft.found import FoundQuotation
from stancebank.draft.pack import Pack, load_pack
from stancebank.draft.proposals import Candidate, MentionProposal, Proposal, QuotationProposal, VoiceProposal
from stancebank.draft.quoting import mode_of, read_quotations
from stancebank.draft.voices import Scored, Voice, VoiceReader
from stancebank.model import CertaintyWord, Document, MentionKind, Mode, Name, Span, SpeakerKind

__all__ = ["RulesAnnotator"]

_VERSION: Final = "1"
_KINDS: Final = {
    SpeakerKind.PERSON: MentionKind.PERSON,
    SpeakerKind.ORGANISATION: MentionKind.ORGANISATION,
    SpeakerKind.GROUP: MentionKind.GROUP,
    SpeakerKind.UNNAMED: MentionKind.PERSON,
}
_SURE: Final = frozenset({"after-quote", "according", "as", "signed", "transcript", "colon"})
_FAIR: Final = frozenset({"bare", "that", "quoted", "quoted-clause", "label", "question"})


class RulesAnnotator:
    """Proposes quotations and voices by the rules of a language pack.

    Args:
        language: The language, or the path of a pack of one's own.

    Raises:
        PackError: There is no such pack.

    Example:
        >>> from stancebank.draft.applying import annotate
        >>> blocks = [("headline", "Pier"), ("paragraph", '"It can wait," said Ada Lind.')]
        >>> document = annotate(Document.from_blocks("pier", blocks, language="en"), RulesAnnotator("en")).document
        >>> [document.text_of(quotation) for quotation in document.quotations]
        ['"It can wait,"']
        >>> [speaker.label for speaker in document.speakers]
        ['Ada Lind']
    """

    name = "rules"
    version = _VERSION
    gives: tuple[Gives, ...] = (Gives.VOICES, Gives.QUOTATIONS)
    needs: tuple[Gives, ...] = ()
    is_deterministic = True

    def __init__(self, language: str = "en") -> None:
        self.pack: Pack = load_pack(language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the pack."""
        return (self.pack.language,)

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The pack, in the version that its digest names."""
        return {"pack": self.pack.language, "pack_version": self.pack.version, "pack_digest": self.pack.digest}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield voices, then quotations in the order of the text."""
        reading = read_quotations(document, self.pack)
        reader = VoiceReader(document, reading, self.pack)
        resolved = [(one, reader.resolve(one), reader.addressee_of(one)) for one in reading.quotations]
        for cluster in reader.names.clusters:
            if cluster.kind is SpeakerKind.PERSON and len(cluster.key) > 1:
                reader.voice_of(cluster)
        inner = tuple(region for region in reading.scan.regions if region.level == 1)
        keys = {id(voice): f"v{number}" for number, voice in enumerate(reader.voices)}
        for voice in reader.voices:
            yield _voice(voice, keys[id(voice)])
        names = self.pack.allows("capitalised_nouns")
        for found, scored, addressee in resolved:
            regions = inner if found.level else reading.regions
            mode, islands = mode_of(found.pieces, regions, document.text, names=names)
            made = self._quotation(found, scored, mode, islands, keys)
            yield made if addressee is None else evolve(made, addressees=[Candidate(keys[id(addressee)])])

    def _quotation(
        self, found: FoundQuotation, scored: list[Scored], mode: Mode, islands: tuple[Span, ...], keys: dict[int, str]
    ) -> QuotationProposal:
        return QuotationProposal(
            content=found.pieces,
            mode=mode,
            rule=f"{self.pack.language}.{found.rule}",
            medium=found.medium,
            verbatim=islands,
            mention=[found.mention] if found.mention else [],
            cue=[found.cue] if found.cue else [],
            speakers=[Candidate(keys[id(voice)], score) for voice, score in scored],
            together=found.together,
            certainty=_certainty(found, scored[found.together - 1 :]),
        )


def _certainty(found: FoundQuotation, scored: list[Scored]) -> CertaintyWord:
    """Return a coarse word: how the rule fared on held-out texts, and whether others may have spoken."""
    is_open = len(scored) > 1 and scored[1][1] > scored[0][1] / 2
    if found.rule in _SURE and not is_open:
        return CertaintyWord.HIGH
    return CertaintyWord.MEDIUM if found.rule in _SURE | _FAIR and not is_open else CertaintyWord.LOW


def _voice(voice: Voice, key: str) -> VoiceProposal:
    cluster = voice.cluster
    if cluster is None:
        mentions = [MentionProposal(passage=span, kind=_KINDS[voice.kind], is_name=False) for span in voice.mentions]
        return VoiceProposal(key=key, kind=voice.kind, names=[Name(text=voice.label, kind="label")], mentions=mentions)
    names = [Name(text=cluster.label, kind="full")]
    names += [
        Name(text=" ".join(alias), kind="short")
        for alias in sorted(cluster.aliases)
        if voice.kind is SpeakerKind.ORGANISATION
    ]
    mentions = [MentionProposal(passage=run.span, kind=_KINDS[voice.kind]) for run in cluster.runs]
    mentions += [MentionProposal(passage=span, kind=_KINDS[voice.kind], is_name=False) for span in voice.mentions]
    return VoiceProposal(key=key, kind=voice.kind, names=names, role=cluster.role_text, mentions=mentions)
