"""Speed and memory of the engine, beside other ways to write the same model."""
