"""How the built-in embedder is made: `python -m index.training --tatoeba FILE` (extra `train`).

Not part of the installed package; `index/embedders/model/README.md` is the card of the result.
"""
