"""Three processes of one bot on a PostgreSQL server, killed in mid-write.

    python -m tests.benchmarks.processes [--kills 20] [--server-kills 0] [--milvus-kills 0]
                                         [--seconds 0] [--milvus]

Discord is one of this machine: six shards with a server each, two for each process. Somebody asks
all the time, the operator changes articles, people want sources that come; now and then a process
is killed. Every second one is started again at once, the others only once the rest has taken over
what it had. In the end: nobody was answered or told twice, each acknowledged change is in the log,
and each answer whose source has changed says so. What is claimed before it is sent is said not at
all if the process is killed in between; that is counted.
"""

import argparse
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from time import perf_counter

from pydantic import SecretStr

from bot.memory.storage.schema import MEMORY
from hatch_build import compile_catalogues
from index.config import CorpusSettings
from index.corpus.corpus import Corpus
from index.corpus.storage.schema import CORPUS
from tests.benchmarks.processes.bots import Bots
from tests.benchmarks.processes.kills import Killable, Kills, Plan
from tests.benchmarks.processes.sharded import sharded
from tests.benchmarks.processes.sums import check
from tests.benchmarks.processes.world import World
from tests.index.indexing.backends import milvus_server
from tests.postgres import serving

ROOT = Path(__file__).parents[3]


def main() -> None:
    """Run, check, and print the sums."""
    parser = argparse.ArgumentParser(description="Kill processes of a bot in mid-write.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--server-kills", type=int, default=0)
    parser.add_argument("--milvus-kills", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0, help="at least, all kills included")
    parser.add_argument("--milvus", action="store_true", help="vectors in milvus-lite's server")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    compile_catalogues(ROOT)  # what log channels are told is counted by its German words
    start = perf_counter()
    with ExitStack() as stack:
        fake, server = stack.enter_context(sharded()), stack.enter_context(serving())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = server.create()
        settings = CorpusSettings(url=SecretStr(url))
        corpus = Corpus.open(folder, (CORPUS, MEMORY), settings=settings)
        stack.enter_context(closing(corpus))
        world = World(fake, corpus, Random(arguments.seed))
        world.begin()
        kept = {"BELEGBOT_CORPUS__URL": url}
        shared: dict[str, tuple[Killable, int]] = {"database": (server, arguments.server_kills)}
        if arguments.milvus or arguments.milvus_kills:
            engine = stack.enter_context(milvus_server.serving(folder / "milvus"))
            kept |= {"BELEGBOT_VECTORS__KIND": "milvus", "BELEGBOT_VECTORS__URI": engine.uri}
            shared["Milvus"] = engine, arguments.milvus_kills
        bots = Bots(fake, folder, kept)
        stack.callback(bots.stop)
        try:
            Kills(world, bots).run(Plan(arguments.kills, shared, arguments.seconds))
        except BaseException:
            print(bots.log()[-5000:])
            raise
        check(world, bots)
    print(f"{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
