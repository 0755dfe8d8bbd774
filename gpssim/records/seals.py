"""Seals: what a file of runs says of itself and of the files beside it, so that it is known by more than its name.

The seal of a part stands in its file of runs, which is written last: whose part it is, its name, and size and digest of every file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gpssim.records.digest import DIGEST_BYTES, table_digest, text_digest
from gpssim.records.points import point_of

if TYPE_CHECKING:
    import pyarrow as pa

MARK: Final = "mark"
"""Entry of the manifest that every file of the study carries; it is made with the folder and stays as it is."""
LUCK: Final = "luck"
"""Entry of the manifest: whose luck sampled worlds have."""
KEY: Final = b"gpssim"
"""Under which a Parquet file of runs keeps its seal."""


class Seal(NamedTuple):
    """What the file of runs says of its part."""

    part: str
    mark: str
    files: Mapping[str, tuple[int, str]]
    """Bytes and digest of the file of every other table."""
    rows: str
    """The digest of the rows of ``runs``."""


def bytes_digest(*pieces: Any) -> str:
    """The digest of bytes, in one piece or several."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for piece in pieces:
        state.update(piece)
    return state.hexdigest()


def sealed(runs: pa.Table, part: str, mark: str, files: Mapping[str, tuple[int, str]]) -> pa.Table:
    """The rows of ``runs`` with a seal."""
    seal = {"part": part, "mark": mark, "files": files, "rows": table_digest(runs)}
    return runs.replace_schema_metadata({KEY: json.dumps(seal)})


def seal_of(runs: pa.Table) -> Seal | None:
    """The seal of ``runs``; none where the part was written before there were seals.

    Raises
    ------
    ValueError : the seal cannot be read.
    """
    said = (runs.schema.metadata or {}).get(KEY)
    if said is None:
        return None
    seal = json.loads(said)
    try:
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in seal["files"].items()}
        return Seal(str(seal["part"]), str(seal["mark"]), files, str(seal["rows"]))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("no seal") from error


def new_mark(manifest: Mapping[str, Any]) -> str:
    """The mark of a study: the same for the same study."""
    return text_digest(json.dumps([manifest["identity"], manifest["keep"]]))


def mark_of(manifest: Mapping[str, Any], world: int) -> str:
    """The mark of runs in the scenario's own world, or in a sampled one: then it says which world that is, too."""
    own = str(manifest.get(MARK, ""))
    if not world:
        return own
    if LUCK in manifest:
        return text_digest(json.dumps([own, manifest[LUCK], world, point_of(manifest, world)], sort_keys=True))
    drawn = [manifest.get(name) for name in ("uncertain", "worlds", "drawn")]  # as earlier versions did
    return text_digest(json.dumps([own, *drawn], sort_keys=True))
