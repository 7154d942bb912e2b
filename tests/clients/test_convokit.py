"""Conversations as ConvoKit sees them."""

import pytest

from facts import assembled, facts
from stancebank.export import export
from stancebank.export.names import Names


def test_convokit_loads_the_corpus(articles, tmp_path, monkeypatch):
    """Every quotation is an utterance of its voice in reply to the article, and the corpus survives a dump."""
    monkeypatch.setenv("HOME", str(tmp_path))  # it keeps settings there
    convokit = pytest.importorskip("convokit")
    export("convokit", articles, tmp_path / "out")
    convokit.Corpus(filename=str(tmp_path / "out")).dump("again", base_path=str(tmp_path))
    for place in ("out", "again"):
        corpus = convokit.Corpus(filename=str(tmp_path / place))
        assert corpus.get_conversation_ids() == [article.document.id for article in articles]
        for article, conversation in zip(articles, corpus.iter_conversations(), strict=True):
            document, names = article.document, Names(article)
            assert conversation.check_integrity(verbose=False)
            root = corpus.get_utterance(document.id)
            assert (root.text, root.speaker.id, root.reply_to) == (document.text, "(article)", None)
            assert {one.reply_to for one in conversation.iter_utterances() if one.id != root.id} <= {document.id}
            assert from_convokit(conversation, root) == facts(article)
            first, *quotations = conversation.get_chronological_utterance_list()
            starts = [one.meta["pieces"][0][0] for one in quotations]
            assert (first.id, starts) == (root.id, sorted(starts))
            assert {one.id for one in conversation.traverse("dfs")} == {root.id, *(one.id for one in quotations)}
            for quotation in document.quotations:
                speaker = corpus.get_utterance(f"{document.id}|{quotation.id}").speaker
                assert speaker.id == next(iter(names.keys(quotation.speakers)), "(unattributed)")
                assert quotation.speakers == () or speaker.meta["label"] == names.label(quotation.speakers[0])


def from_convokit(conversation, root):
    quotations, loose = {}, (set(), set())
    for one in conversation.iter_utterances():
        if one.meta["type"] == "quotation":
            pieces = [root.text[start:end] for start, end in one.meta["pieces"]]
            assert one.text == " … ".join(pieces)
            stances = {(stance["holder"], stance["target"], stance["position"]) for stance in one.meta["stances"]}
            quotations[one.meta["id"]] = (pieces, one.meta["speakers"], one.meta["topics"], stances)
    for one in conversation.meta["topics"]:
        loose[0].update((one["category"], target) for target in one["targets"] or [None] if target not in quotations)
    for one in conversation.meta["stances"]:
        if one["quotation"] not in quotations:
            loose[1].add((one["holder"], one["target"], one["position"]))
    return assembled(quotations, {conversation.id: loose})
