"""Options that the verbs of studies share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpssim.files.places import place_of

StudyArgument = Annotated[str, typer.Argument(metavar="STUDY", help="A study file in TOML.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", parser=place_of, help="A folder that a study wrote.")]
Yes = Annotated[bool, typer.Option("--yes", help="Make the study even if it has more than 20,000 runs.")]
