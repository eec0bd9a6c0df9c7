"""What processes are forked with before anything of ours: `tests.processes.forks` says when."""

from tests.processes.measured import Process

PROCESS = Process()
