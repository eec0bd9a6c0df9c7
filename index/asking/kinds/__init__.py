"""Kinds of things that answer: what a question asks for, and where a text has it."""
