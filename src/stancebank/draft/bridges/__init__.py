"""Annotators that reach beyond the shipped rules: a parser, a program, a language model, a tagger of one's own."""

from stancebank.draft.bridges.answers import ANSWER_SCHEMA, read_answer
from stancebank.draft.bridges.parsed import SPEECH, THOUGHT, ParsedAnnotator
from stancebank.draft.bridges.process import ProcessAnnotator
from stancebank.draft.bridges.prompting import PROMPT, PromptAnnotator
from stancebank.draft.bridges.tagger import TaggerAnnotator
from stancebank.draft.bridges.training import Trained, train_tagger

__all__ = [
    "ANSWER_SCHEMA",
    "PROMPT",
    "SPEECH",
    "THOUGHT",
    "ParsedAnnotator",
    "ProcessAnnotator",
    "PromptAnnotator",
    "TaggerAnnotator",
    "Trained",
    "read_answer",
    "train_tagger",
]
