"""The language model on its server: asks it for claims, and believes nothing of what comes back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from index.asking.helpers.endpoint import Endpoint, Message
from index.asking.helpers.errors import EndpointError, EndpointStatusError
from index.config import WriterSettings
from index.writing.errors import WriterUnavailableError
from index.writing.prompt import SCHEMA

MOST_TOKENS = 800
"""Of a reply."""

MOST_CLAIMS, MOST_CITED = 8, 12
"""That are looked at, of a reply and of a claim."""

LONGEST = 20_000
"""Characters of a reply that are looked at."""

UNABLE = frozenset([400, 404, 405, 415, 422, 500, 501])
"""Statuses of servers that can't hold a model to a form, or hold it against who asks for it."""

THOUGHT = "</think>"
FENCE = re.compile(r"```(?:json)?\s{0,9}(?P<inside>[^`]*)```")
QUOTED = 60


class Proposal(BaseModel):
    """A claim as the model gives it, with the numbers of the sentences that it cites."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    claim: str = Field(max_length=LONGEST)
    sentences: list[int] = Field(default_factory=list, max_length=MOST_CITED)


class _Object(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    claims: list[object]


LIST = TypeAdapter(list[object])


@dataclass(frozen=True, slots=True)
class Said:
    """What the model proposes, and the tokens that it took.

    `garbage` is how it begins if that is no list of claims.
    """

    proposals: tuple[Proposal, ...]
    tokens: int
    garbage: str = ""


class WritingModel:
    """Any model that a server runs. Thread-safe."""

    def __init__(self, settings: WriterSettings) -> None:
        self._settings = settings
        self._endpoint = Endpoint(settings)
        self._lock = Lock()
        self._holds_to_form = settings.structured_outputs

    @property
    def name(self) -> str:
        """What people know it by: the model as it was set, or else the server."""
        return self._endpoint.model or self._endpoint.address

    def propose(self, messages: Sequence[Message]) -> Said:
        """Return what the model says, as far as it is claims.

        Raises:
            WriterUnavailableError: the server or the model fails.
        """
        text, tokens = self.say(messages, MOST_TOKENS, formed=True)
        try:
            return Said(proposals_in(text), tokens)
        except ValueError:
            said = " ".join("".join(c if c.isprintable() else " " for c in text[:LONGEST]).split())
            return Said((), tokens, said[:QUOTED].rstrip(".") or "–")

    def say(
        self, messages: Sequence[Message], most_tokens: int, *, formed: bool = False
    ) -> tuple[str, int]:
        """Return what the model replies, and the tokens that it took.

        A server that can't hold it to a form is asked without one, from then on.

        Raises:
            WriterUnavailableError: the server or the model fails.
        """
        form = SCHEMA if formed and self._holds_to_form else None
        try:
            try:
                reply = self._endpoint.complete(
                    messages,
                    most_tokens=most_tokens,
                    temperature=self._settings.temperature,
                    form=form,
                )
            except EndpointStatusError as error:
                if form is None or error.values.get("status") not in UNABLE:
                    raise
                reply = self._endpoint.complete(
                    messages, most_tokens=most_tokens, temperature=self._settings.temperature
                )
                with self._lock:
                    self._holds_to_form = False
        except EndpointError as error:
            raise WriterUnavailableError(reason=error) from error
        return reply.text, reply.tokens


def proposals_in(text: str) -> tuple[Proposal, ...]:
    """Read a reply: a list of claims, or an object that has one, perhaps in a fence of code.

    What of the list isn't a claim is left out.

    Raises:
        ValueError: there is no such list.
    """
    text = text[-LONGEST:] if THOUGHT in text[-LONGEST:] else text[:LONGEST]
    text = text.rpartition(THOUGHT)[2].strip()
    fenced = FENCE.search(text)
    if fenced is not None:
        text = fenced["inside"].strip()
    start = min((at for at in (text.find("["), text.find("{")) if at >= 0), default=-1)
    end = max(text.rfind("]"), text.rfind("}"))
    if start < 0 or end < start:
        raise ValueError("no JSON")
    inside = text[start : end + 1]
    listed = (
        LIST.validate_json(inside)
        if inside.startswith("[")
        else _Object.model_validate_json(inside).claims
    )
    found = []
    for each in listed[:MOST_CLAIMS]:
        try:
            found.append(Proposal.model_validate(each))
        except ValidationError:
            continue
    if listed and not found:
        raise ValueError("no claims")
    return tuple(found)
