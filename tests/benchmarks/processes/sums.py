"""What came of it: nothing may be told twice, or lost."""

from typing import Any

from tests.benchmarks.processes.bots import Bots
from tests.benchmarks.processes.world import World


def check(world: World, bots: Bots) -> None:
    """Stop with an error at the first thing that was told twice, or lost; print the sums."""
    fake, told = world.fake, world.told
    logged = {change.revision for change in world.corpus.changes()}
    lost = [revision for _, revision in told.changes if revision not in logged]
    wrong: dict[str, list[Any]] = {
        "changes that were acknowledged and aren't there": lost,
        "answers that don't say that their source has changed": world.unnoted(),
        "questions answered twice": [each for each, n in fake.answered.items() if n > 1],
        "changes said twice": [each for each, n in fake.posted.items() if n > 1],
        "people told twice": [each for each, n in fake.direct.items() if n > 1],
        "shards that two had at once": fake.twice,
    }
    for what, found in wrong.items():
        print(f"{what}: {len(found)}")
        if found:
            raise SystemExit(f"{what}: {found}")
    sent = [message for server in fake.servers for message in server.messages.values()]
    noted = sum(bool(embed.get("fields")) for message in sent for embed in message["embeds"])
    cost = {
        "questions heard": sum(each not in fake.answered for each in told.questions),
        "changes": sum(each not in fake.posted for each in told.changes) - fake.further,
        "wishes": sum(person not in fake.direct for person in told.wanted),
    }
    counts = (len(told.questions), len(told.changes), len(told.wanted))
    print(f"answers with a note: {noted}")
    for (what, missing), number in zip(cost.items(), counts, strict=True):
        print(f"{what}: {number}, of which a kill cost what is said to it: {missing}")
    said = bots.log()
    taken, given = said.count("is taken over"), said.count("is given back")
    print(f"shards taken over: {taken}, given back: {given}")
    unseen = said.count("The log channel can't be seen")
    print(f"lines that found no log channel: {unseen}")
    errors = [line for line in said.splitlines() if " ERROR " in line]
    print(f"errors logged: {len(errors)}", *errors[:5], sep="\n  ")
