"""What processes are forked with beside imports; `tests.processes.forks` has it imported last."""

import gc
import inspect

from index.asking.questions.spelling import LANGUAGES, dictionary
from index.language.detection import detect_language

# What tells languages takes half a second to load.
detect_language("")
# So do the dictionaries, which a question with an unknown word asks for.
for language in LANGUAGES:
    dictionary(language)
# Coverage asks who called it, and that asks all modules that there are for their files.
inspect.stack()
# What is never collected isn't copied into each process, either.
gc.freeze()
