"""The report of a result: its pages, sentences and tables."""
