"""Which program made the results: a digest of its files, always; the commit, where there is one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gpssim.records import load_results
from gpssim.studies import provenance
from gpssim.studies.identity import package_numbers, package_version
from tests.studies.fakes import study


def small_package(folder: Path) -> Path:
    (folder / "rules").mkdir(parents=True)
    (folder / "errors.py").write_text("one = 1\n")
    (folder / "rules" / "price.py").write_text("two = 2\n")
    return folder


def test_the_digest_is_of_names_and_contents_and_of_nothing_that_python_adds(tmp_path: Path) -> None:
    one, other = small_package(tmp_path / "checkout" / "gpssim"), small_package(tmp_path / "wheel" / "gpssim")
    digest = provenance.package_digest(one)
    (other / "rules" / "__pycache__").mkdir()
    (other / "rules" / "__pycache__" / "price.pyc").write_bytes(b"compiled")
    assert provenance.package_digest(other) == digest
    changed = small_package(tmp_path / "changed")
    (changed / "rules" / "price.py").write_text("two = 3\n")
    moved = small_package(tmp_path / "moved")
    (moved / "rules" / "price.py").rename(moved / "rules" / "prices.py")
    assert len({digest, provenance.package_digest(changed), provenance.package_digest(moved)}) == 3


def test_an_installation_without_git_is_told_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "_git", lambda *_: None)
    told = provenance.provenance()
    assert re.fullmatch(r"[0-9a-f]{32}", told["source"])
    assert told["commit"] == f"source {told['source']}"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_command_is_utf_8_whatever_the_locale_took_it_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a locale of ASCII, Python keeps the bytes of a Chinese path as half characters, which no file holds."""
    monkeypatch.setattr(sys, "argv", ["/tmp/项目/gpssim".encode().decode("ascii", "surrogateescape"), "run", "caf\udce9"])
    assert provenance.provenance()["command"] == "'/tmp/项目/gpssim' run 'caf\ufffd'"


def test_a_commit_is_only_of_files_that_git_knows(tmp_path: Path) -> None:
    package = small_package(tmp_path / "src" / "gpssim")

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(tmp_path), *words], check=True, capture_output=True
        )

    git("init", "-q")
    assert provenance.source_commit(package) is None  # a wheel inside somebody's repository is not that repository
    git("add", "-A")
    git("commit", "-qm", "one")
    commit = provenance.source_commit(package)
    assert commit is not None
    assert re.fullmatch(r"[0-9a-f]{40}", commit)
    (package / "errors.py").write_text("one = 2\n")
    assert provenance.source_commit(package) == f"{commit}+"


def test_manifest_and_results_say_which_program_and_which_numbers(tmp_path: Path) -> None:
    results = study().run(tmp_path)
    kept = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert kept["source"] == provenance.package_digest()
    assert kept["commit"]
    for manifest in (kept, results.manifest, load_results(tmp_path).manifest):
        assert (manifest["version"], manifest["numbers"]) == (package_version(), package_numbers())
    assert package_numbers() != "unknown"
