"""`belegbot ask` and `belegbot chat`."""

import sys
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    EXIT_ABSTAINED,
    STANDARD_INPUT,
    Invocation,
    ScopeOption,
    ScopeParameter,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.cli.batch import Shown, answer_lines, asked, written_fields
from index.errors import QuestionError
from index.i18n import N_
from index.scopes import SHARED, Scope

if TYPE_CHECKING:
    from index.asking.answers import Answer
    from index.cli.terminal import Terminal

scope_option = click.option(
    "--scope",
    cls=ScopeOption,
    words=lambda words: words.ask_scope,
    type=ScopeParameter(),
    default=SHARED,
    metavar="SERVER[/PART]",
)

writer_option = click.option(
    "--writer/--no-writer",
    "writer",
    default=None,
    help=translated(
        N_("Have the language model of [writer] put the answer in other words, or not.")
    ),
)


@click.command(
    help=translated(
        N_("Ask one question, or with - as the question each line of standard input (with --json).")
    )
)
@click.argument("question", nargs=-1, required=True)
@scope_option
@click.option(
    "--explain",
    is_flag=True,
    help=translated(N_("Say below why it was answered or not, in numbers.")),
)
@writer_option
@json_option
@common_options
@click.pass_context
def ask(  # noqa: PLR0913 - the command's options
    context: click.Context,
    question: tuple[str, ...],
    scope: Scope,
    *,
    explain: bool,
    writer: bool | None,
    as_json: bool,
) -> None:
    """Print the answer; the exit code tells if there is one."""
    invocation = context.ensure_object(Invocation)
    writes = invocation.writes(writer)
    if question == (STANDARD_INPUT,):
        if not as_json:
            raise click.UsageError(translated(N_("Questions from standard input need --json.")))
        with invocation.library() as library:
            shown = Shown(explained=explain, written=writes)
            answer_lines(invocation, library, sys.stdin, scope, shown)
        return
    with invocation.library() as library:
        answer = library.ask(" ".join(question), scope)
        written = library.write(answer) if writes else None
    if as_json:
        fields = written_fields(written, invocation.terminal.language)
        print_json(answer.to_dict(explained=explain) | fields)
    else:
        invocation.terminal.show_answer(answer, written)
        if explain:
            _explain(answer, invocation.terminal)
    context.exit(EXIT_ABSTAINED if answer.abstained else 0)


def _explain(answer: "Answer", terminal: "Terminal") -> None:
    """Print the reasons, of several questions those of each."""
    # Tables take a while to import.
    from rich.text import Text  # noqa: PLC0415

    from index.cli.explaining import as_table  # noqa: PLC0415

    for place, part in enumerate(answer.parts or (answer,), 1):
        if part.explanation is None:
            continue
        terminal.show("")
        if answer.parts:
            terminal.show(Text(f"{place}. {part.question}"))
        terminal.show(as_table(part.explanation, terminal.language))


@click.command(help=translated(N_("Ask question after question, until an empty line.")))
@scope_option
@writer_option
@common_options
@click.pass_obj
def chat(invocation: Invocation, scope: Scope, *, writer: bool | None) -> None:
    """Keep the library open from question to question."""
    terminal = invocation.terminal
    writes, previous = invocation.writes(writer), None
    with invocation.library() as library:
        while question := terminal.read_question():
            try:
                library.catch_up()
                answer, alone = asked(library, question, scope, previous, completed=writes)
                if alone is not None:
                    terminal.say(N_("Understood as: {question}"), question=alone)
                terminal.show_answer(answer, library.write(answer) if writes else None)
                previous = answer.turn
            except QuestionError as error:
                terminal.show_error(error.text(terminal.language))
