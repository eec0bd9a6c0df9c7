"""Speaks the Model Context Protocol over standard input and output, by its official SDK.

The SDK keeps what is printed meanwhile away from the protocol, by giving it to standard error.
"""

import json
import logging
from collections.abc import AsyncIterable, Awaitable, Callable
from functools import partial

import anyio
import anyio.to_thread
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import (
    PARSE_ERROR,
    CallToolRequestParams,
    CallToolResult,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
    ListToolsResult,
    PaginatedRequestParams,
    RequestId,
    TextContent,
    Tool,
    ToolAnnotations,
)

from index.errors import BelegbotError
from index.i18n import N_, TEXTS, Language
from index.library import Library
from index.mcp.tools import TOOLS, call
from index.scopes import Scope
from index.version import __version__

log = logging.getLogger(__name__)

FAILED = N_("Something went wrong, and it was logged. Nothing was lost.")

UNREADABLE = N_("This line is no message of the protocol (JSON-RPC 2.0). It was left out.")

LAST_WORDS = 30.0
"""Seconds that what is asked may still take once nothing more comes in."""

CANCELLED = "notifications/cancelled"

Context = ServerRequestContext[object]


def serve(library: Library, scope: Scope, language: Language) -> None:
    """Answer a program until it closes standard input. `language` is that of what goes wrong.

    One that reads no more has had enough, too.
    """
    try:
        anyio.run(partial(_serve, mcp_server(library, scope, language), language))
    except* (BrokenPipeError, anyio.BrokenResourceError, anyio.ClosedResourceError):
        log.info("Nobody reads any more what is answered")


def mcp_server(library: Library, scope: Scope, language: Language) -> Server[object]:
    """Return what answers a program, in one scope."""

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=tools())

    async def call_tool(_: Context, params: CallToolRequestParams) -> CallToolResult:
        # Asking takes a while; meanwhile others are listened to.
        todo = partial(_called, library, scope, language, params)
        return await anyio.to_thread.run_sync(todo)

    return Server("belegbot", version=__version__, on_list_tools=list_tools, on_call_tool=call_tool)


def tools() -> list[Tool]:
    """Return the tools as programs are told of them."""
    return [
        Tool(
            name=kind.name,
            description=kind.description,
            input_schema=kind.arguments.model_json_schema(),
            annotations=ToolAnnotations(
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )
        for kind in TOOLS.values()
    ]


def _called(
    library: Library, scope: Scope, language: Language, params: CallToolRequestParams
) -> CallToolResult:
    try:
        found = call(library, scope, params.name, params.arguments or {})
    except BelegbotError as error:
        log.info("A call failed: %s", type(error).__name__)
        return _wrong(error.text(language))
    except Exception:
        log.exception("A call failed")
        return _wrong(TEXTS.text(language, FAILED))
    text = json.dumps(found, ensure_ascii=False)
    return CallToolResult(content=[TextContent(text=text)], structured_content=found)


def _wrong(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)


class _Unanswered:
    """The requests that are on their way."""

    def __init__(self) -> None:
        self._open: set[RequestId] = set()
        self._changed = anyio.Event()

    def came(self, each: SessionMessage) -> None:
        """Note what comes in: a request, or that one isn't wanted any more."""
        message = each.message
        if isinstance(message, JSONRPCRequest):
            self._open.add(message.id)
        elif isinstance(message, JSONRPCNotification) and message.method == CANCELLED:
            self._close((message.params or {}).get("requestId"))

    def goes(self, each: SessionMessage) -> None:
        """Note what goes out: a reply to a request."""
        if isinstance(each.message, JSONRPCResponse | JSONRPCError):
            self._close(each.message.id)

    async def none(self) -> None:
        """Wait until there are none."""
        while self._open:
            await self._changed.wait()

    def _close(self, request: object) -> None:
        self._open = {each for each in self._open if each != request}
        self._changed.set()
        self._changed = anyio.Event()


async def _serve(server: Server[object], language: Language) -> None:
    unanswered = _Unanswered()
    async with (
        stdio_server() as (incoming, outgoing),
        outgoing,
        anyio.create_task_group() as tasks,
    ):
        forward, readable = anyio.create_memory_object_stream[SessionMessage | Exception]()
        replies, replied = anyio.create_memory_object_stream[SessionMessage]()
        tasks.start_soon(_hand_on, replied, outgoing.send, unanswered)
        tasks.start_soon(_sort_out, incoming, forward, replies.clone(), language, unanswered)
        async with replies:
            await server.run(readable, replies, server.create_initialization_options())


async def _hand_on(
    replied: MemoryObjectReceiveStream[SessionMessage],
    send: Callable[[SessionMessage], Awaitable[None]],
    unanswered: _Unanswered,
) -> None:
    """Send what the server says."""
    async with replied:
        async for each in replied:
            await send(each)
            unanswered.goes(each)


async def _sort_out(
    incoming: AsyncIterable[SessionMessage | Exception],
    forward: MemoryObjectSendStream[SessionMessage | Exception],
    replies: MemoryObjectSendStream[SessionMessage],
    language: Language,
    unanswered: _Unanswered,
) -> None:
    """Say of each line that is no message what it is: the SDK would pass over it in silence.

    Once nothing more comes in, the SDK would drop what still runs: it is answered first.
    """
    text = TEXTS.text(language, UNREADABLE)
    rubbish = JSONRPCError(jsonrpc="2.0", id=None, error=ErrorData(code=PARSE_ERROR, message=text))
    async with forward, replies:
        async for each in incoming:
            if isinstance(each, Exception):
                log.info("A line is no message: %s", type(each).__name__)
                await replies.send(SessionMessage(rubbish))
            else:
                unanswered.came(each)
                await forward.send(each)
        with anyio.move_on_after(LAST_WORDS):
            await unanswered.none()
