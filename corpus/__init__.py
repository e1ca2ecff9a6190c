"""The shipped sample reports: annotated sources, the generator that renders them, and the variants made for tests."""
