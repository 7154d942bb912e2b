"""Dataset folders as the library of Hugging Face sees them."""

import pytest

from facts import from_tables, joined
from stancebank.export import export


def test_datasets_reads_the_folder(articles, tmp_path, monkeypatch):
    """Every table is a configuration of the dataset, and together they say what the documents say."""
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")
    place = tmp_path / "out"
    export("huggingface", articles, place)
    names = datasets.get_dataset_config_names(str(place))
    assert sorted(names) == sorted(file.stem for file in (place / "data").iterdir())
    tables = {
        name: datasets.load_dataset(str(place), name, cache_dir=str(tmp_path / "cache"))["train"].to_list()
        for name in names
    }
    assert from_tables(tables.__getitem__) == joined(articles)
