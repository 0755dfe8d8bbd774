"""The application all commands hang on, and the one door through which they are called.

Whatever gpssim or the system refuses becomes lines on stderr and an exit code (:mod:`gpssim.cli.leaving`); stdout and stderr take
every text, whatever they are.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from gpssim import __version__
from gpssim.cli.leaving import DONE, FAULT, REFUSED, code_of
from gpssim.cli.warning import warnings_as_lines
from gpssim.errors import GpssimError
from gpssim.files.lines import line_of, reason_of
from gpssim.files.places import is_text
from gpssim.files.signs import escaped
from gpssim.files.sparing import collected
from gpssim.files.standard import Outlet, outlets


class Guarded(TyperGroup):
    """A group of commands that turns errors of gpssim and of the system into lines for a person."""

    def main(self, args: Any = None, *rest: Any, **options: Any) -> Any:
        """Run the program; what is printed never fails, and is missed in the exit code where somebody wanted it."""
        typed = sys.argv[1:] if args is None else list(args)
        with outlets() as (out, _):
            strange = [word for word in typed if not is_text(str(word))]
            if strange:
                say(f"{strange[0]!a} is impossible: it must be text that UTF-8 can write")
                sys.exit(REFUSED)
            try:
                return super().main(args, *rest, **options)
            except SystemExit as leaving:
                raise SystemExit(_also_printed(leaving.code, out)) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the command; refuse in a line, not in a traceback. A file that cannot be written is named when all others are."""
        with warnings_as_lines(say), collected() as missing:
            code = self._code(ctx)
        for line in missing.lines:
            say(f"not written: {line}")
        if code or missing.reasons:
            raise typer.Exit(code or FAULT)

    def _code(self, ctx: Any) -> int:
        """Run the command; returns its exit code."""
        try:
            super().invoke(ctx)
        except typer.Exit as leaving:
            return int(leaving.exit_code)
        except GpssimError as error:
            complain(error)
            return code_of(error)
        except (OSError, UnicodeError, MemoryError) as error:
            say(line_of(error))
            return code_of(error)
        except KeyboardInterrupt as stopped:
            say("stopped")
            return code_of(stopped)
        return DONE


def _also_printed(code: Any, out: Outlet) -> Any:
    """The exit code of a command, whose output somebody may have wanted and not got."""
    if out.failure is None:
        return code
    say(f"stdout cannot be written: {reason_of(out.failure)}")
    return FAULT if code in (DONE, None) else code


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


def data(text: str, syntax: str = "json") -> None:
    """Data for programs on stdout, ``json`` or ``toml``: signs that its encoding lacks are escaped, not substituted."""
    typer.echo(escaped(text, getattr(sys.stdout, "encoding", None) or "utf-8", syntax))
