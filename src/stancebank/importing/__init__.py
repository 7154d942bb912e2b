"""Annotation from other tools, brought back into documents."""

__all__: list[str] = []
