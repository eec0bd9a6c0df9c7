"""`python -m index.training --tatoeba FILE --cache FILE`: makes the built-in embedder anew."""

import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import torch

from index.embedders.builtin import FOLDER
from index.embedders.packaged.e5 import E5Embedder
from index.training import model
from index.training.batches import Batches
from index.training.saving import save
from index.training.teacher import ask_teacher, shown
from index.training.texts import Texts
from index.training.vocabulary import build_vocabulary
from index.training.words import frequent_words

PIECES = 28_000
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DIRECTORY = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--tatoeba", type=FILE, required=True, help="Pairs, tab separated, German first.")
@click.option(
    "--cache",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that keeps the teacher's vectors for the next time.",
)
@click.option("--out", type=DIRECTORY, default=FOLDER, show_default=True)
@click.option("--steps", type=click.IntRange(1), default=model.STEPS, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
def main(tatoeba: Path, cache: Path | None, out: Path, steps: int, seed: int) -> None:
    """Train the built-in embedder and write it to a folder."""
    began = time.monotonic()
    torch.manual_seed(seed)
    texts = Texts.read(tatoeba)
    texts = replace(texts, words=frequent_words(texts))
    click.echo(
        f"{len(texts.concepts)} concepts, {len(texts.exchanges)} questions with answers, "
        f"{len(texts.translations)} translations, {len(texts.words.german)} German and "
        f"{len(texts.words.english)} English words"
    )
    with ExitStack() as stack:
        kept = cache or Path(stack.enter_context(TemporaryDirectory())) / "teacher.sqlite3"
        asked = sum(map(len, shown(texts)))
        bar = stack.enter_context(click.progressbar(length=asked, label="Asking the teacher"))
        teaching = ask_teacher(E5Embedder(), texts, kept, bar.update)
    vocabulary = build_vocabulary(PIECES, texts)
    click.echo(f"{len(vocabulary.rows)} pieces in {vocabulary.row_count} rows")
    batches = Batches(vocabulary, texts, teaching, seed)
    vectors = model.start(vocabulary, batches.texts, batches.words, batches.word_meanings, seed)

    def report(step: int, loss: float) -> None:
        if step % 100 == 0 or step == steps:
            click.echo(f"step {step} of {steps}, loss {loss:.3f}, {time.monotonic() - began:.0f} s")

    model.train(vectors, batches, steps, report)
    save(vocabulary, vectors.detach().numpy(), model.TRUNCATED, out)
    click.echo(f"Written to {out}")


if __name__ == "__main__":
    main()
