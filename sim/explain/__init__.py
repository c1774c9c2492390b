"""Why something came out as it did, in one run: the terms of the rules, with their values."""
