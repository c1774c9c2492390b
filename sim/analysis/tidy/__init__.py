"""Results for other programs: tidy tables and labelled arrays, piece by piece, with a read-me."""
