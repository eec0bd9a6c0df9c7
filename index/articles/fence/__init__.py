"""The fence: whatever comes from outside is read in a process of its own, within limits.

A document may be made so that whoever reads it takes for ever, eats the memory or breaks. So the
readers run in children of this process (`child`), which a pool keeps warm (`pool`), hands bytes and
watches (`process`): what takes too long is killed, what takes too much memory fails there
(`limits`). What comes back is checked like anything else from outside (`protocol`).

`python -m index.articles.fence` is such a child; it is of no use to people.
"""
