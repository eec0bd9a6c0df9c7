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
from index.cli.batch import answer_lines
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
@json_option
@common_options
@click.pass_context
def ask(
    context: click.Context, question: tuple[str, ...], scope: Scope, *, explain: bool, as_json: bool
) -> None:
    """Print the answer; the exit code tells if there is one."""
    invocation = context.ensure_object(Invocation)
    if question == (STANDARD_INPUT,):
        if not as_json:
            raise click.UsageError(translated(N_("Questions from standard input need --json.")))
        with invocation.library() as library:
            answer_lines(invocation, library, sys.stdin, scope, explained=explain)
        return
    with invocation.library() as library:
        answer = library.ask(" ".join(question), scope)
    if as_json:
        print_json(answer.to_dict(explained=explain))
    else:
        invocation.terminal.show_answer(answer)
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
@common_options
@click.pass_obj
def chat(invocation: Invocation, scope: Scope) -> None:
    """Keep the library open from question to question."""
    terminal = invocation.terminal
    previous = None
    with invocation.library() as library:
        while question := terminal.read_question():
            try:
                library.catch_up()
                answer = library.ask(question, scope, previous)
                terminal.show_answer(answer)
                previous = answer.turn
            except QuestionError as error:
                terminal.show_error(error.text(terminal.language))
