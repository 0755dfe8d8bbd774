"""Which tests are asked first: those that are about the file that is mutated, by name, folder, or verb of the month."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Test:
    """A test that can be asked, and the processor seconds it took."""

    __test__ = False
    id: str
    seconds: float

    @property
    def file(self) -> str:
        return self.id.split("::")[0]


class Nearness:
    """How near tests are to files; ``rooms``: verbs by which folders that hold none are entered."""

    def __init__(self, root: Path, rooms: Mapping[str, Sequence[str]]) -> None:
        self.root, self.rooms = root, rooms

    def steps(self, test: Test, file: str) -> int:
        """0: the test bears the name of the module, or is of a verb in the file; 1: of its folder; 2: neither."""
        path = Path(file)
        if Path(test.file).stem == f"test_{path.stem}" or test.id.endswith(f"[{'.'.join(path.with_suffix('').parts)}]"):
            return 0
        verbs = self.verbs_of(test.id)
        if verbs & self.verbs_in(file):
            return 0
        return 1 if Path(test.file).parent.name in path.parts or verbs & self.verbs_around(path.parent.as_posix()) else 2

    @cache  # noqa: B019 - one a program
    def verbs_of(self, test: str) -> frozenset[str]:
        """Verbs of the month that a worked month or a case of the market lane is about."""
        file, _, name = test.partition("::")
        if file.startswith("tests/worked/"):
            return frozenset({Path(file).stem.removeprefix("test_").removesuffix("_awards")})
        case = self.root / "gpssim" / "theory" / "market" / f"{name.partition('[')[2].rstrip(']')}.py"
        return self._said(case) if file == "tests/theory/test_market_lane.py" and case.exists() else frozenset()

    def _said(self, case: Path) -> frozenset[str]:
        said = (n for n in ast.parse(case.read_text(encoding="utf-8")).body if isinstance(n, ast.Assign | ast.AnnAssign))
        for node in said:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "VERBS" and node.value is not None:
                return frozenset(ast.literal_eval(node.value))
        return frozenset()

    @cache  # noqa: B019 - one a program
    def verbs_in(self, file: str) -> frozenset[str]:
        """Functions of a file: what is a verb is among them."""
        place = self.root / file
        tree = ast.parse(place.read_text(encoding="utf-8")) if place.exists() else ast.Module([], [])
        return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))

    @cache  # noqa: B019 - one a program
    def verbs_around(self, folder: str) -> frozenset[str]:
        """Functions of the files of a folder, and the verbs that are said to enter it."""
        own = (self.verbs_in(f.relative_to(self.root).as_posix()) for f in sorted((self.root / folder).glob("*.py")))
        said = (verb for room, verbs in self.rooms.items() if f"{folder}/".startswith(f"{room}/") for verb in verbs)
        return frozenset().union(*own, said)
