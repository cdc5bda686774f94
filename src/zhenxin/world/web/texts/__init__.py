"""The sentences of web pages, as data; written for this world."""
