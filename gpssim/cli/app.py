"""The application all commands hang on: whatever gpssim refuses becomes one line on stderr and exit code 2."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from gpssim import __version__
from gpssim.errors import GpssimError

REFUSED = 2
INTERRUPTED = 130


class Guarded(TyperGroup):
    """A group of commands that turns errors of gpssim into lines for a person."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; refuse in a line, not in a traceback."""
        try:
            return super().invoke(ctx)
        except GpssimError as error:
            complain(error)
            raise typer.Exit(REFUSED) from None
        except KeyboardInterrupt:
            say("stopped")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Compare ways in which a government buys public services from social organizations.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of the program itself."""


def complain(error: Exception) -> None:
    """Each line of an error on stderr, with the program's name in front."""
    for line in str(error).splitlines():
        say(line)


def say(line: str) -> None:
    """One line on stderr: stdout is for results."""
    typer.echo(f"gpssim: {line}", err=True)
