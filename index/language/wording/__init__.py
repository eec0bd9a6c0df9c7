"""Words that a claim must share with its sources in meaning, one file a language."""
