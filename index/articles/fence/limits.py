"""What a child may take, as far as the platform can hold it to that.

The parent kills whoever takes too long; here it is seen to that a child ends by itself if there is
no parent any more. Windows has none of it, macOS doesn't hold to a limit of memory.
"""

import mmap
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1_000_000
STATUS = Path("/proc/self/status")
PEAK = re.compile(r"^VmPeak:[ \t]{1,20}(\d{1,20}) kB", re.MULTILINE)
NEAR = 0.9


def limit_memory(megabytes: int) -> bool:
    """Limit this process's memory for good, and tell whether the platform holds to it."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - there is none on Windows

    # What a crash would write down is somebody's document.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = megabytes * MEGABYTE
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        size = min(size, most)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    try:
        # Addresses alone: nothing is taken for them.
        mmap.mmap(-1, size).close()
    except OSError:
        return True
    return False


def memory_ran_short() -> bool:
    """Tell whether this process has come so near to its limit that something may have failed.

    Not every library says so: libxml2 just gives no tree, and others go on with what they have.
    """
    if sys.platform != "linux":
        return False
    import resource  # noqa: PLC0415 - see above

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    peak = PEAK.search(STATUS.read_text("ascii"))
    if limit == resource.RLIM_INFINITY or peak is None:
        return False
    return int(peak[1]) * 1024 > NEAR * limit


@contextmanager
def watched(seconds: float, pipe: int | None = None) -> Iterator[None]:
    """End this process, whatever it is at, after so many seconds, or once `pipe`'s writer is gone.

    Both are signals that the kernel ends it with: no code of ours has to come to its turn. Nothing
    may be written to the pipe, for that is told by the same signal, and late.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - there is none on Windows

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    if pipe is not None:
        flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if pipe is not None:
            fcntl.fcntl(pipe, fcntl.F_SETFL, flags)
