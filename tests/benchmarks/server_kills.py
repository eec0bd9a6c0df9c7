"""Kills a PostgreSQL server in mid-write and checks each change that anybody was told of.

    python -m tests.benchmarks.server_kills [--kills 20] [--seed 0]

Three write at once; the server is killed with all its children at random moments and started again.
Stops with an error at the first acknowledged change that isn't there, or there twice or in part, at
the first that is there though its writer was told that it isn't, and at a gap between revisions.
"""

import argparse
from random import Random
from time import perf_counter

from tests.postgres import serving
from tests.robustness.kills.server_kills import kill_in_mid_write


def main() -> None:
    """Kill, check, and print the sums."""
    parser = argparse.ArgumentParser(description="Kill a PostgreSQL server in mid-write.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    start = perf_counter()
    with serving() as server:
        print(server.sql("SHOW server_version")[0][0])
        told = kill_in_mid_write(server, server.create(), arguments.kills, Random(arguments.seed))
    print(f"kills: {arguments.kills}")
    print(f"acknowledged changes, all there once: {len(told.acknowledged)}")
    print(f"changes told as not stored, none there: {len(told.refused)}")
    print(f"changes of which nobody knows: {len(told.unknown)}")
    print(f"{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
