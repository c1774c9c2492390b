"""The operators' stages in C, compiled against the engine's tables."""
