"""A language model as an annotator: a plain function from a prompt to an answer, of whatever vendor or machine."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from stancebank.draft.annotator import Gives, Setting
from stancebank.draft.bridges.answers import ANSWER_SCHEMA, read_answer
from stancebank.draft.proposals import Proposal
from stancebank.model import Document

__all__ = ["PROMPT", "PromptAnnotator"]

PROMPT: Final = """\
You annotate a news article. Answer with one JSON object and nothing else, after this JSON Schema:

{schema}

Rules:
- Give only: {gives}.
- Copy every passage verbatim from the article, character by character; never correct, shorten or translate it.
- Content of direct speech includes its quotation marks.
- A quotation that the cue parts has one passage for each piece, in order.
- The mention is the words that name the speaker at this place; the cue is the reporting verb or phrase.
- A speaker is the name of one of your voices{known}.
- Leave out what the article does not say; where you are not sure, say so by certainty.
{further}
The article ({language}):

{text}
"""
"""The prompt, with fields for what differs from document to document."""

Ask = Callable[[str, Mapping[str, Any]], str]
"""Takes a prompt and a JSON Schema, and returns the answer of the model as text."""


class PromptAnnotator:
    """Asks a language model; what it answers is believed only as far as it stands in the text.

    Args:
        ask: Sends the prompt; gets the schema as well, for services that can hold a model to one.
        name: What to call the annotator, for instance after the model.
        version: The version of the model, as exactly as it is known.
        gives: What to ask for.
        languages: The languages it is used for; empty for any.
        further: Further rules for the prompt, a line each, such as the codes of topics to choose from.
        settings: What else the answer depends on, such as the temperature; recorded as a digest.

    Example:
        >>> from stancebank.draft.applying import annotate
        >>> def ask(prompt, schema):
        ...     return '{"quotations": [{"content": ["it can wait"], "mode": "indirect"}]}'
        >>> document = Document.from_blocks("pier", [("paragraph", "Lind says it can wait.")], language="en")
        >>> outcome = annotate(document, PromptAnnotator(ask, name="my-model", version="1"))
        >>> [outcome.document.text_of(quotation) for quotation in outcome.document.quotations]
        ['it can wait']
    """

    needs: tuple[Gives, ...] = ()
    is_deterministic = False

    def __init__(
        self,
        ask: Ask,
        *,
        name: str,
        version: str,
        gives: Iterable[Gives | str] = (Gives.VOICES, Gives.QUOTATIONS),
        languages: Iterable[str] = (),
        further: Iterable[str] = (),
        settings: Mapping[str, Setting] | None = None,
    ) -> None:
        self._ask = ask
        self.name = name
        self.version = version
        self.gives: tuple[Gives, ...] = tuple(Gives(one) for one in gives)
        self.languages: tuple[str, ...] = tuple(languages)
        self._further = tuple(further)
        self._settings = dict(settings or {})

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The digest of the prompt without a text, what is asked for, and what the caller told."""
        prompt = sha256("\n".join((PROMPT, *self._further)).encode()).hexdigest()[:16]
        return {**self._settings, "prompt": prompt, "gives": tuple(one.value for one in self.gives)}

    def prompt(self, document: Document) -> str:
        """Return the prompt for *document*."""
        voices = "; ".join(f"{one.id} ({one.label})" for one in document.speakers)
        return PROMPT.format(
            schema=json.dumps(ANSWER_SCHEMA, ensure_ascii=False),
            gives=", ".join(self.gives),
            known=f", or the id of one of these: {voices}" if voices else "",
            further="".join(f"- {one}\n" for one in self._further),
            language=document.metadata.language or "language unknown",
            text=document.text,
        )

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield what the model answers.

        Raises:
            AnnotatorError: The answer is no JSON, or not of the form that was asked for.
        """
        yield from read_answer(self._ask(self.prompt(document), ANSWER_SCHEMA), document, self.name)
