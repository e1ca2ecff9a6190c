"""The stages as spaCy components: `nlp.add_pipe("trichluc_citations")` and its sisters."""
