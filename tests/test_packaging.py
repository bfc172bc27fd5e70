import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dropout_course
from dropout_course import files

PROJECT = Path(__file__).resolve().parents[1]
COURSE = ("notebooks", "exercises", "solutions")


def read_lock(name: str) -> list[Requirement]:
    text = (PROJECT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line[:1].isalnum()]
    return [Requirement(line.removesuffix("\\")) for line in lines]


def declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][name] for name in extras)]
    return [Requirement(line) for lines in lists for line in lines]


@pytest.mark.parametrize(
    ("lock", "extras"), [("course", ["keras"]), ("test", ["keras", "test", "author"])]
)
def test_a_lock_holds_what_the_project_declares(lock: str, extras: list[str]) -> None:
    locked: dict[str, list[Requirement]] = {}
    for requirement in read_lock(lock):
        locked.setdefault(requirement.name, []).append(requirement)
    for wanted in declared(*extras):
        assert wanted.name in locked, f"run `python locks/update.py`: {wanted.name} is missing"
        for requirement in locked[wanted.name]:
            (version,) = requirement.specifier
            assert version.operator == "=="
            assert wanted.specifier.contains(version.version, prereleases=True), requirement


@pytest.mark.parametrize("lock", ["course", "test"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (PROJECT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text)[1:]
    assert len(blocks) == len(read_lock(lock))
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index|find-links", text)


def test_learners_get_the_versions_that_the_tests_ran_with() -> None:
    versions = {
        lock: {(r.name, str(r.specifier)) for r in read_lock(lock)} for lock in ("course", "test")
    }
    assert versions["course"] < versions["test"]


@pytest.mark.parametrize(
    ("system", "machine", "python", "expected"),
    [
        ("linux", "x86_64", "3.11", "tensorflow-cpu"),
        ("linux", "x86_64", "3.13", "tensorflow-cpu"),
        ("linux", "x86_64", "3.14", None),
        ("linux", "aarch64", "3.12", "tensorflow"),
        ("darwin", "arm64", "3.12", "tensorflow"),
        ("darwin", "x86_64", "3.12", None),
        ("win32", "AMD64", "3.12", "tensorflow"),
        ("win32", "ARM64", "3.12", None),
    ],
)
def test_tensorflow_is_locked_where_it_has_a_wheel(system, machine, python, expected) -> None:
    here = {
        "sys_platform": system,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    names = {
        requirement.name
        for requirement in read_lock("course")
        if requirement.name.startswith("tensorflow")
        and (not requirement.marker or requirement.marker.evaluate(here))
    }
    assert names == ({expected} if expected else set())


def test_the_version_is_one() -> None:
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (\S+)", changes)[0] == dropout_course.__version__
    assert f"\nversion: {dropout_course.__version__}\n" in citation


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_everybody_runs_the_same_tests(file: str) -> None:
    assert "python3 course.py test" in (PROJECT / file).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is built, with the strays that a working copy collects."""
    copy = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("dropout_course", *COURSE):
        shutil.copytree(PROJECT / folder, copy / folder, ignore=ignore)
        checkpoints = copy / folder / ".ipynb_checkpoints"
        checkpoints.mkdir(exist_ok=True)
        (checkpoints / "old-checkpoint.ipynb").write_text("{}")
    for file in ("pyproject.toml", "build_hook.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(PROJECT / file, copy)
    return copy


def build(project: Path, target: str, out: Path) -> Path:
    """Build with hatchling itself: offline, in this environment."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = out.iterdir()
    return built


def ask_course_folder(site: Path) -> Path:
    """Return course_folder() as a Python says it that knows nothing but `site`."""
    code = f"import site; site.addsitedir({str(site)!r})\n"
    code += "from dropout_course.files import course_folder; print(course_folder())"
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def notebooks(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for name in COURSE
        for path in folder.glob(f"{name}/*.ipynb")
    }


def test_the_wheel_carries_the_course_and_no_stray(project: Path, tmp_path: Path) -> None:
    wheel = build(project, "wheel", tmp_path / "out")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    inside = {
        name.removeprefix("dropout_course/course/") for name in names if name.endswith(".ipynb")
    }
    assert inside == notebooks(PROJECT)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"dropout_course"}
    assert f"dropout_course-{dropout_course.__version__}" in wheel.name
    tracked = {
        path
        for path in (project / "dropout_course").rglob("*")
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    }
    assert {path.relative_to(project).as_posix() for path in tracked} <= names
    found = ask_course_folder(tmp_path / "site")
    assert found == tmp_path / "site" / "dropout_course" / "course"
    assert notebooks(found) == notebooks(PROJECT)


def test_an_editable_install_finds_the_same_files(project: Path, tmp_path: Path) -> None:
    wheel = build(project, "wheel:editable", tmp_path / "out")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".ipynb")]
        archive.extractall(tmp_path / "site")
    found = ask_course_folder(tmp_path / "site")
    assert found == project
    assert notebooks(found) == notebooks(PROJECT)


def test_a_source_archive_builds_the_same_wheel(project: Path, tmp_path: Path) -> None:
    with tarfile.open(build(project, "sdist", tmp_path / "sdist")) as archive:
        # Python 3.11.2 and 3.11.3, which Debian has, know no filters.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path / "unpacked")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    wheels = [build(unpacked, "wheel", tmp_path / "a"), build(project, "wheel", tmp_path / "b")]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()


def test_what_is_built_depends_on_nothing_but_the_content(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "another place"
    shutil.copytree(project, other, copy_function=shutil.copyfile)  # other times, other modes
    for path in other.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for target in ("wheel", "sdist"):
        pair = [build(place, target, tmp_path / target / place.name) for place in (project, other)]
        assert pair[0].read_bytes() == pair[1].read_bytes()


def test_a_wheel_without_the_course_is_refused(project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    shutil.copytree(project, empty)
    shutil.rmtree(empty / "solutions")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(command, cwd=empty, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "No notebooks in solutions/" in done.stderr


def test_without_notebooks_the_course_folder_is_an_error(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "dropout_course")
    with pytest.raises(FileNotFoundError, match="Install the course again"):
        files.course_folder()
