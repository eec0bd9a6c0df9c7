"""What processes are forked with before anything of ours; `tests.forks` has it imported first."""

from tests.measured import Process

PROCESS = Process()
