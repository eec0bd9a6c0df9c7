"""How quick Belegbot is and what it takes, beside what it is made of.

    python -m tests.benchmarks.speed [--rows question,add] [--sizes 27,10000] [--json FILE]

`rows.py` lists the rows. Each figure is the median of repeated runs, in turn with those of what
stands beside it, so that a busy machine slows both alike. A size is built once and all its rows are
measured on it, of articles that are made up (`articles.py`); 27 is the article that comes along.
"""
