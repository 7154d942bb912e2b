"""News pages: the main text and what the page says of itself, by the extra ``stancebank[html]``."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from stancebank.draft.source import SourceError
from stancebank.draft.untyped import list_of, table_of

__all__ = ["is_page", "read_page"]

_PAGE: Final = re.compile(r"<!doctype html|<html[\s>]|<article[\s>]|<body[\s>]", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_META: Final = re.compile(r"<meta\s[^>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([\w:.\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LANGUAGE: Final = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z\-]+)", re.IGNORECASE)
_ARTICLES: Final = ("Article", "Posting")
_OPEN_GRAPH: Final = {
    "og:title": "headline",
    "og:url": "url",
    "og:site_name": "outlet",
    "article:published_time": "date",
    "article:author": "authors",
}


def is_page(text: str) -> bool:
    """Tell whether *text* is a page of HTML rather than plain text."""
    return _PAGE.search(text, 0, 2048) is not None


def read_page(text: str, *, source: str) -> tuple[str, dict[str, Any]]:
    """Return the main text of a page, one paragraph a line, and the fields that the page says of itself.

    Schema.org goes before OpenGraph, and both go before what the extractor finds.

    Args:
        text: The page.
        source: What to call it in messages.

    Raises:
        SourceError: The extra is not installed, or the page has no main text.
    """
    try:
        import trafilatura  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = 'install it with pip install "stancebank[html]"'
        raise SourceError(source, "reading HTML needs the extra stancebank[html]", hint) from error
    told = trafilatura.extract(
        text,
        output_format="json",
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
    )
    found = table_of(json.loads(told)) if told else None
    found = found or {}
    body = "\n".join(line for line in str(found.get("text") or "").splitlines() if line.strip())
    if not body.strip():
        raise SourceError(source, "the page has no main text that could be found")
    fields: dict[str, Any] = {
        "headline": found.get("title"),
        "date": found.get("date"),
        "outlet": found.get("sitename"),
        "url": found.get("source"),
        "authors": found.get("author"),
    }
    fields = {name: value for name, value in fields.items() if value}
    fields |= _open_graph(text)
    fields |= _schema_org(text)
    headline = str(fields.get("headline") or "").strip()
    if headline and not body.startswith(headline):
        body = f"{headline}\n{body}"
    return body, fields


def _open_graph(text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for tag in _META.finditer(text):
        told = {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag[0])}
        name = _OPEN_GRAPH.get(told.get("property", told.get("name", "")))
        value = told.get("content", "").strip()
        if name == "authors" and not value.startswith("http"):
            fields.setdefault("authors", []).append(value)
        elif name and name != "authors" and value:
            fields.setdefault(name, value)
    language = _LANGUAGE.search(text)
    if language:
        fields["language"] = language[1]
    return {name: value for name, value in fields.items() if value}


def _schema_org(text: str) -> dict[str, Any]:
    for script in _SCRIPT.finditer(text):
        try:
            told = json.loads(script[1])
        except ValueError:
            continue  # a page may hold a broken script; what it says otherwise still counts
        for thing in _things(told):
            if any(str(kind).endswith(_ARTICLES) for kind in list_of(thing.get("@type"))):
                return _article(thing)
    return {}


def _things(told: object) -> Iterator[dict[str, Any]]:
    for one in list_of(told):
        thing = table_of(one)
        if thing is not None:
            yield thing
            yield from _things(thing.get("@graph"))


def _article(thing: dict[str, Any]) -> dict[str, Any]:
    fields = {
        "headline": thing.get("headline"),
        "date": thing.get("datePublished"),
        "language": thing.get("inLanguage"),
        "url": thing.get("url"),
        "outlet": next(iter(_names(thing.get("publisher"))), None),
        "authors": _names(thing.get("author")),
    }
    return {name: value for name, value in fields.items() if value and isinstance(value, str | list)}


def _names(told: object) -> list[str]:
    found = [(table_of(one) or {"name": one}).get("name") for one in list_of(told)]
    return [one for one in found if isinstance(one, str) and not one.startswith("http")]
