"""Many forms at once: reading inputs, the pipeline, writing workbooks."""
