"""House rules that no linter knows, held for every file of the project."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = ("desktop_app", "installer", "benchmarks", "dev.py")
PLACES = (
    *CODE, "tests", "forms", "report_templates", "resources", ".ci", ".gitignore",
    "README.md", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
)  # fmt: skip
TEXT = {".py", ".toml", ".md", ".txt", ".lock", ".po", ".svg", ".json", ".sh", ".nsi", ""}

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
VAGUE_NAMES = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "base.py"}

Finding = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Finding]]


def project_files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (one for one in found if one.is_file() and "__pycache__" not in one.parts)


def python_files(*places: str) -> list[Path]:
    return [path for path in project_files(places) if path.suffix == ".py"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def check(files: list[Path], rule: Rule) -> None:
    """Fail with every place in which the rule finds something."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in files
        for line, what in rule(tree(path))
    ]
    assert not found, "\n".join(found)


# --- rules on syntax trees -------------------------------------------------------------------


def long_functions(module: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {lines} lines"


def missing_docstring(module: ast.Module) -> Iterator[Finding]:
    if not ast.get_docstring(module):
        yield 1, "the module does not say what it is for"


def loose_dataclasses(module: ast.Module) -> Iterator[Finding]:
    """Dataclasses without frozen=True and slots=True."""
    for node in ast.walk(module):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            if ast.unparse(call).split(".")[-1] != "dataclass":
                continue
            keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
            true = {word.arg for word in keywords if ast.unparse(word.value) == "True"}
            if not {"frozen", "slots"} <= true:
                yield node.lineno, f"{node.name} is not frozen and slotted"


def unfinished(module: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "unfinished"


def inexact_numbers(module: ast.Module) -> Iterator[Finding]:
    """Floats, save for how alike two words must be."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    likeness = {
        id(part)
        for call in calls
        if ast.unparse(call.func).endswith("get_close_matches")
        for part in ast.walk(call)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            if id(node) not in likeness:
                yield node.lineno, f"float {node.value}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "float":
            yield node.lineno, "float()"


def wrong_messages(module: ast.Module) -> Iterator[Finding]:
    """Texts that gettext cannot extract, or whose placeholders a translator cannot move."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
        for text in node.args[:count]:
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                yield node.lineno, f"not a literal: {ast.unparse(node)}"
            elif re.search(r"\{\d*[:}]|%[sdf]", text.value):
                yield node.lineno, f"placeholder without a name: {text.value}"


def test_functions_are_short() -> None:
    check(python_files(*CODE), long_functions)


def test_every_module_says_what_it_is_for() -> None:
    check(python_files(*CODE, "tests"), missing_docstring)


def test_core_values_are_frozen() -> None:
    check(python_files("desktop_app/core"), loose_dataclasses)


def test_nothing_is_left_unimplemented() -> None:
    check(python_files(*CODE, "tests"), unfinished)


def test_figures_are_decimal() -> None:
    check(python_files("desktop_app/core", "desktop_app/packs"), inexact_numbers)


def test_messages_can_be_translated() -> None:
    files = python_files("desktop_app")
    check([path for path in files if path != ROOT / "desktop_app" / "i18n.py"], wrong_messages)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (long_functions, "def f():\n" + "    pass\n" * 60),
        (missing_docstring, "x = 1"),
        (loose_dataclasses, "@dataclass(frozen=True)\nclass A: pass"),
        (loose_dataclasses, "@dataclasses.dataclass\nclass A: pass"),
        (unfinished, "raise NotImplementedError"),
        (inexact_numbers, "x = 0.5"),
        (inexact_numbers, "x = float('0.5')"),
        (wrong_messages, "_(f'第 {page} 页')"),
        (wrong_messages, "_('第 {} 页').format(3)"),
        (wrong_messages, "ngettext('一项', name, 2)"),
    ],
)
def test_the_rules_bite(rule: Rule, text: str) -> None:
    assert list(rule(ast.parse(text)))


# --- rules on files and text -----------------------------------------------------------------


def test_files_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in python_files(*CODE)
        if (count := path.read_text(encoding="utf-8").count("\n")) > MAX_FILE_LINES
    }
    assert not long


def test_modules_have_telling_names() -> None:
    assert not [path for path in python_files(*CODE) if path.name in VAGUE_NAMES]


def test_each_decision_has_its_own_number() -> None:
    notes = sorted((ROOT / "desktop_app" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in notes]
    assert len(set(numbers)) == len(numbers)
    heads = [re.match(r"# (\d+)\b", path.read_text(encoding="utf-8")) for path in notes]
    assert [int(head[1]) for head in heads if head] == numbers


# Written so that this file does not contain what it looks for.
FORBIDDEN = {
    "a note of unfinished work": re.compile(r"\b(?:TO{1}DO|FIX{1}ME|X{3})\b"),
    "a folder of somebody's machine": re.compile(
        r"(?<![\w.~-])/(?:root|work|home|Users|tmp)/|\b[A-Z]:\\+Users\b"
    ),
    "a package registry's host": re.compile(
        r"(?:pypi|pythonhosted|npmjs|yarnpkg|anaconda|crates|deb\.debian|archive\.ubuntu|"
        r"mirrors?\.[\w-]+|[\w-]+\.aliyun)\.(?:org|com|io|cn|net|edu)\b"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_text_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in project_files(PLACES)
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a note of unfinished work", "# " + "TO" + "DO: later"),
        ("a folder of somebody's machine", "open('" + "/home" + "/li/a.txt')"),
        ("a folder of somebody's machine", "C:" + "\\Users\\li"),
        ("a package registry's host", "https://" + "pypi" + ".org/simple"),
        ("a package registry's host", "https://" + "mirrors.example" + ".edu.cn"),
    ],
)
def test_the_text_rules_bite(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)
