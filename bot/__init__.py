"""The Discord side: takes questions, shows answers with the passages that carry them."""
