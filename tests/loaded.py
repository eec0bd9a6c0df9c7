"""What commands are forked with beside imports; `tests.commands` has it imported last."""

import gc

from index.language.detection import detect_language

# What tells languages takes half a second to load.
detect_language("")
# What is never collected isn't copied into each process, either.
gc.freeze()
