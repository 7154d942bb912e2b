"""How good predicted annotation is: quotations, attribution, topics and stances against gold.

The measures, the pairing and the counting are described in ``docs/reference/evaluation.md``.
"""

from stancebank.evaluation.brat import BRAT_TYPES, read_brat
from stancebank.evaluation.broader import broader_of
from stancebank.evaluation.chosen import ACCEPTED, Choice
from stancebank.evaluation.errors import MaterialError
from stancebank.evaluation.evaluate import DRAWS, Evaluation, Figure, Protocol, compare, evaluate, human_ceiling, summed
from stancebank.evaluation.gold_json import read_json
from stancebank.evaluation.material import Material, Paired, pair_up, read_material
from stancebank.evaluation.rendering import as_json, as_text
from stancebank.evaluation.texts import TextsDifferError

__all__ = [
    "ACCEPTED",
    "BRAT_TYPES",
    "DRAWS",
    "Choice",
    "Evaluation",
    "Figure",
    "Material",
    "MaterialError",
    "Paired",
    "Protocol",
    "TextsDifferError",
    "as_json",
    "as_text",
    "broader_of",
    "compare",
    "evaluate",
    "human_ceiling",
    "pair_up",
    "read_brat",
    "read_json",
    "read_material",
    "summed",
]
