"""Progress is told where there is some, and no further than to its end."""

from index.indexing.progress import Meter


def test_steps_are_added_up_to_what_there_is_and_nothing_is_told_of_nothing() -> None:
    told: list[tuple[int, int]] = []
    for total in (5, 0):
        meter = Meter(lambda done, all_: told.append((done, all_)), total)
        for steps in (2, 4):
            meter.advance(steps)

    assert told == [(0, 5), (2, 5), (5, 5)]
