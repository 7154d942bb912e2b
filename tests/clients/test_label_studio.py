"""Tasks as the library of Label Studio sees them."""

import json

import pytest

from stancebank.export import export


def test_label_studio_takes_the_annotations(articles, tmp_path):
    """The interface is valid, and every annotation is one that it can make; one with an unknown label is not."""
    pytest.importorskip("label_studio_sdk")
    from label_studio_sdk.label_interface import LabelInterface

    export("label-studio", articles, tmp_path / "out")
    interface = LabelInterface((tmp_path / "out" / "labels.xml").read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    annotations = [annotation for task in tasks for annotation in task["annotations"]]
    assert len(annotations) == sum(len(article.document.layers) for article in articles)
    for annotation in annotations:
        assert interface._validate_object(annotation, return_errors=True) == []
    broken = json.loads(json.dumps(annotations[0]))
    broken["result"][0]["value"]["labels"] = ["Rumour"]
    assert not interface.validate_annotation(broken)
