"""No file names a host of a package registry: whatever is needed comes from where the reader's own tools are set to."""

import re
import subprocess

import pytest
from source import ROOT

HOSTS = (
    "pypi",
    "files.python" + "hosted",
    "ana" + "conda",
    "conda" + "-forge.org",
    "registry.npm" + "js",
    "ghcr",
    "docker.io",
    "cran.r-project",
)
HOST = re.compile(r"(?:https?://|index-url[= ]+|@)[\w.-]*(?:" + "|".join(map(re.escape, HOSTS)) + ")", re.IGNORECASE)


def named(text: str) -> list[str]:
    """Hosts of registries that a text names."""
    return [found.group() for found in HOST.finditer(text)]


def test_no_file_names_a_host_of_a_registry() -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.split(
        "\0"
    )
    found = {}
    for name in filter(None, files):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".parquet", ".pdf", ".woff2", ".gz"}:
            hosts = named(path.read_text(encoding="utf-8", errors="ignore"))
            if hosts:
                found[name] = hosts
    assert not found


@pytest.mark.parametrize(
    "planted", ["https://py" + "pi.org/simple", "--index-url=https://a.example.py" + "pi", "http://files.python" + "hosted.org/x"]
)
def test_a_planted_host_is_seen(planted: str) -> None:
    assert named(f"pip install gpssim {planted}")
