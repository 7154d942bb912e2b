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


def test_label_studio_converts_the_tasks(articles, tmp_path):
    """Its converter finds every region, with its words and all that belongs to it."""
    pytest.importorskip("label_studio_sdk")
    from label_studio_sdk.converter import Converter

    place = tmp_path / "out"
    export("label-studio", articles, place)
    converter = Converter((place / "labels.xml").read_text(encoding="utf-8"), None)
    converter.convert_to_json_min(str(place / "tasks.json"), str(tmp_path / "flat"), is_dir=False)
    flat = json.loads((tmp_path / "flat" / "result.json").read_text(encoding="utf-8"))
    tasks = json.loads((place / "tasks.json").read_text(encoding="utf-8"))
    expected = []
    for task in tasks:
        for annotation in task["annotations"] or [{"result": []}]:
            regions = {}
            for one in annotation["result"]:
                if "value" in one:
                    regions.setdefault(one["from_name"], []).append(one["value"])
            expected.append((task["id"], task["data"], regions))
    assert [one[0] for one in expected] == [one["id"] for one in flat]
    for (_, data, regions), told in zip(expected, flat, strict=True):
        assert {name: told[name] for name in data} == data
        assert {name: told[name] for name in regions} == {name: short(name, regions[name]) for name in regions}


def short(name, regions):
    """Return regions as the converter shortens them: values for regions of one value, and one for a list of one."""
    if name == "label":
        return regions
    values = [one.get("choices") or one["text"] for one in regions]
    told = [value[0] if len(value) == 1 else one for value, one in zip(values, regions, strict=True)]
    return told[0] if len(told) == 1 else told
