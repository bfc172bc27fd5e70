"""Imports run one way, and `import dropout_course` costs next to nothing."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dropout_course

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "dropout_course"

# What each module or folder of the package may import of the others. It is the map of the package:
# a new one gets its line here.
MAY_IMPORT = {
    "__init__": {"explorers", "learner", "missing_cells"},
    "validation": set(),
    "files": set(),
    "quiet": set(),
    "record": set(),
    "display": set(),
    "grading": {"display", "quiet"},
    "questions": {"display"},
    "predictions": {"display", "questions"},
    "sampling": {"validation"},
    "data": {"validation"},
    "layers": {"sampling", "validation"},
    "network": {"data", "layers", "sampling", "validation"},
    "experiments": {"data", "layers", "network", "quiet", "sampling", "validation"},
    "claims": {"experiments"},
    "plots": {"experiments", "layers", "network"},
    "paper": {"claims", "data", "experiments", "plots", "validation"},
    "explorers": {"data", "experiments", "layers", "network", "validation"},
    "catalog": {"data", "grading", "network", "predictions", "questions"},
    "scoreboard": {"catalog", "display", "predictions", "record"},
    "learner": {
        "catalog",
        "display",
        "grading",
        "predictions",
        "questions",
        "record",
        "scoreboard",
    },
    "answers": {"grading", "quiet", "slicing"},
    "slicing": set(),
    "missing_cells": {"files", "slicing"},
    "nbgrader": {"catalog", "grading", "quiet"},
    "classroom": {
        "answers",
        "catalog",
        "display",
        "files",
        "grading",
        "quiet",
        "reproducible",
        "slicing",
    },
    "reproducible": set(),
    "delivery": set(),
    "start": {"delivery", "files"},
    "doctor": {"files", "record"},
    "cli": {
        "answers",
        "catalog",
        "claims",
        "classroom",
        "data",
        "doctor",
        "grading",
        "learner",
        "nbgrader",
        "paper",
        "start",
    },
}
OURS = {"authoring", "build_hook", "course", "dropout_course", "launcher", "tests"}
HEAVY = {
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "IPython",
    "scipy",
    "sklearn",
    "tensorflow",
    "keras",
}
# What the engine may import of others' work: as little as it can.
OUTSIDE = {
    "validation": {"numpy"},
    "sampling": {"numpy"},
    "layers": {"numpy"},
    "network": {"numpy", "threadpoolctl", "tqdm"},
    "record": {"platformdirs"},
    "files": set(),
}


def imported_names(path: Path) -> Iterator[str]:
    """All that a file imports, at its top or later, as `module.name`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def unit(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))
UNITS = sorted({unit(path) for path in FILES})


@pytest.mark.parametrize("name", UNITS)
def test_imports_run_one_way(name: str) -> None:
    assert name in MAY_IMPORT, f"say in MAY_IMPORT what dropout_course.{name} may import"
    found = {
        imported.split(".")[1]
        for path in FILES
        if unit(path) == name
        for imported in imported_names(path)
        if imported.startswith("dropout_course.")
    }
    assert found - {name} <= MAY_IMPORT[name]


def test_one_exercise_trains_networks_and_no_other_needs_the_engine() -> None:
    engine = ("dropout_course.data", "dropout_course.network")
    found = {
        path.name
        for path in FILES
        if unit(path) == "catalog"
        and any(imported.startswith(engine) for imported in imported_names(path))
    }
    assert found == {"design_network.py"}


def test_the_map_has_no_circle() -> None:
    left = {name: set(others) for name, others in MAY_IMPORT.items()}
    while left:
        free = {name for name, others in left.items() if not others & set(left)}
        assert free, f"a circle among {sorted(left)}"
        left = {name: others for name, others in left.items() if name not in free}


def roots(paths: Iterable[Path]) -> set[str]:
    """The first names of all that the files import, without the standard library."""
    names = {imported.split(".")[0] for path in paths for imported in imported_names(path)}
    return names - sys.stdlib_module_names


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_engine_needs_numpy_and_little_else(name: str) -> None:
    found = roots(path for path in FILES if unit(path) == name)
    assert found - {"dropout_course"} <= OUTSIDE[name]


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("dropout_course", ["cluster", "keras"]),
        ("authoring", ["author"]),
        ("tests", ["author", "keras", "test"]),
    ],
)
def test_what_is_imported_is_declared(folder: str, extras: list[str]) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][name] for name in extras)]
    declared = {Requirement(line).name for requirements in lists for line in requirements}
    homes = packages_distributions() | {"keras": ["tensorflow"]}  # which brings it
    for root in roots((PROJECT / folder).rglob("*.py")) - OURS:
        names = {re.sub("[._]", "-", name.lower()) for name in [root, *homes.get(root, [])]}
        assert names & declared, f"{folder} imports {root}: declare it in pyproject.toml"


def test_only_what_serves_the_keras_lesson_imports_tensorflow() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        for imported in imported_names(path)
        if imported.split(".")[0] in {"tensorflow", "keras"}
    }
    assert all("keras" in name for name in found), found


def test_the_package_knows_nothing_of_those_who_build_it() -> None:
    assert roots(FILES) & OURS == {"dropout_course"}


def test_the_launcher_runs_on_a_bare_python() -> None:
    assert roots([PROJECT / "course.py", *(PROJECT / "launcher").glob("*.py")]) == {"launcher"}


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, dropout_course; dir(dropout_course); print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "dropout_course" in loaded
    assert not loaded & HEAVY


def test_every_promised_name_is_there_and_no_other() -> None:
    for name in dropout_course.__all__:
        assert name in dir(dropout_course)
        assert getattr(dropout_course, name).__module__.startswith("dropout_course.")
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        dropout_course.chekc  # noqa: B018 (asking for it is the test)


def test_every_module_imports_without_a_warning() -> None:
    for path in FILES:
        module = path.relative_to(PROJECT).with_suffix("")
        if path.name != "__init__.py" and "keras" not in str(module):
            importlib.import_module(".".join(module.parts))
