"""All that depends on a language: its words, stems, sentence ends."""
