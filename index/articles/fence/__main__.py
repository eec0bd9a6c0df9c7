"""`python -m index.articles.fence`: a child that reads."""

from index.articles.fence.child import main

main()
