"""Text to findings: sections, citations, dates, numbers. Each stage is a pure function of the text and its rules."""
