"""How well each sentence answers, from words and vectors."""
