"""Each dependency has a reason and a licence that lets a council use it; the pinned sets fit together."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distributions

import pytest
from packaging.requirements import Requirement
from tests.arch.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|MPL|Mozilla Public|PSF|Python Software Foundation|ISC|Unlicense|0BSD|HPND|CNRI|Zlib|CC0)\b",
    re.I,
)
# Used as a library of its own, unchanged: what its licence asks for.
LGPL = {"cobalt", "psycopg", "psycopg-binary", "psycopg-pool"}
# Its metadata name no licence; read in its own text.
READ_BY_HAND: dict[str, str] = {}


def _plain(requirement: str) -> str:
    return re.split(r"[\[<>=;! ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.M))


def _listed(heading: str) -> set[str]:
    text = (ROOT / "docs" / "reference" / "dependencies.md").read_text()
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return {name.lower() for name in re.findall(r"^\| `([^`]+)` \|[^|]{10,}\|", section, re.M)}


def test_every_runtime_dependency_has_its_reason() -> None:
    assert _listed("At run time") == {_plain(each) for each in PROJECT["project"]["dependencies"]}


def test_every_test_dependency_has_its_reason() -> None:
    assert _listed("For the tests") == {_plain(each) for each in PROJECT["dependency-groups"]["test"]}


def test_the_test_set_contains_the_runtime_set_pin_for_pin() -> None:
    runtime, test = _pins("runtime.txt"), _pins("test.txt")
    assert {name: test.get(name) for name in runtime} == runtime


def test_every_range_is_met_by_its_pin() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["test"]]
    pins = {_plain(name): version for name, version in _pins("test.txt").items()}
    unmet = [each for each in wanted if not Requirement(each).specifier.contains(pins.get(_plain(each), "0"))]
    assert unmet == []


@pytest.mark.parametrize("name", ["bootstrap.txt", "runtime.txt", "test.txt"])
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def _licence(found: Distribution) -> str:
    metadata = found.metadata
    parts = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:80]]
    parts += [each for each in metadata.get_all("Classifier") or [] if each.startswith("License ::")]
    return " ".join(parts)


def test_every_package_of_the_runtime_set_is_permissive() -> None:
    wanted = {name.lower().replace("_", "-") for name in _pins("runtime.txt")}
    unfit: dict[str, str] = {}
    for found in distributions():
        name = found.metadata["Name"].lower().replace("_", "-")
        if name not in wanted or name in READ_BY_HAND:
            continue
        licence = _licence(found)
        if name in LGPL and "LGPL" in licence.replace("Lesser General Public License", "LGPL"):
            continue
        if not PERMISSIVE.search(licence):
            unfit[name] = licence
    assert unfit == {}
