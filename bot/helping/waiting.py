"""Posts that wait until their person pauses: people write in several messages. Pure, in memory.

What waits is lost with the process, and then nothing is said to it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LONGEST = timedelta(minutes=5)
"""After which somebody is answered who doesn't pause."""
PARTS = 20
"""Messages that are taken together; of what comes after, nothing is asked."""


@dataclass(frozen=True, slots=True)
class PostPlace:
    """Whose post it is: a person's, in a forum's post or in a text channel.

    `channel_id` is the help channel's: of a forum's post that is the forum. `id` is where the
    messages stand: a thread, or the channel itself.
    """

    guild_id: int
    channel_id: int
    id: int
    person: int

    @property
    def in_forum(self) -> bool:
        """Whether it is a forum's post."""
        return self.id != self.channel_id


@dataclass(slots=True)
class Waiting:
    """A post on its way: its messages' texts by their ids, in order."""

    place: PostPlace
    began: datetime
    latest: datetime
    parts: dict[int, str] = field(default_factory=dict)

    @property
    def post_id(self) -> int:
        """The first message's id; of a forum's post that is the thread's, too."""
        return next(iter(self.parts))

    @property
    def last_id(self) -> int:
        """The last message's id."""
        return max(self.parts)

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join(self.parts.values()).strip()


class WaitingRoom:
    """What waits, `most` of one server and `all_servers` of all; the rest is counted."""

    def __init__(self, most: int, all_servers: int) -> None:
        self._most = most
        self._all_servers = all_servers
        self._posts: dict[PostPlace, Waiting] = {}
        self._left_out: Counter[int] = Counter()

    def __contains__(self, place: PostPlace) -> bool:
        return place in self._posts

    def begin(self, place: PostPlace, message_id: int, text: str, now: datetime) -> bool:
        """Let a post wait, or go on; tell whether there was room."""
        if place in self._posts:
            self.go_on(place, message_id, text, now)
            return True
        beside = sum(other.guild_id == place.guild_id for other in self._posts)
        if beside >= self._most or len(self._posts) >= self._all_servers:
            self._left_out[place.guild_id] += 1
            return False
        self._posts[place] = Waiting(place, now, now, {message_id: text})
        return True

    def go_on(self, place: PostPlace, message_id: int, text: str, now: datetime) -> None:
        """Add a message to a post that waits, if one does; the same one again is the same."""
        post = self._posts.get(place)
        if post is None or (len(post.parts) >= PARTS and message_id not in post.parts):
            return
        if message_id not in post.parts:
            post.latest = now
        post.parts[message_id] = text

    def correct(self, message_id: int, text: str) -> None:
        """Take an edited message as it is now."""
        for post in self._posts.values():
            if message_id in post.parts:
                post.parts[message_id] = text

    def withdraw(self, message_id: int) -> None:
        """Forget a message that was deleted, and its post if nothing is left of it."""
        for place, post in list(self._posts.items()):
            post.parts.pop(message_id, None)
            if not post.parts:
                del self._posts[place]

    def places(self) -> list[PostPlace]:
        """Return whose posts wait."""
        return list(self._posts)

    def due(self, place: PostPlace, now: datetime, pause: timedelta) -> Waiting | None:
        """Take a post out whose person has paused, or goes on for too long; None while it waits."""
        post = self._posts.get(place)
        if post is None or (now - post.latest < pause and now - post.began < LONGEST):
            return None
        return self._posts.pop(place)

    def left_out(self) -> dict[int, int]:
        """Give, once, how many posts of each server there was no room for, when it is over."""
        waiting = {place.guild_id for place in self._posts}
        over = {server: n for server, n in self._left_out.items() if server not in waiting}
        for server in over:
            del self._left_out[server]
        return over
