"""What processes are forked with beside imports; `tests.forks` has it imported last."""

import gc
import inspect

from index.language.detection import detect_language

# What tells languages takes half a second to load.
detect_language("")
# Coverage asks who called it, and that asks all modules that there are for their files.
inspect.stack()
# What is never collected isn't copied into each process, either.
gc.freeze()
