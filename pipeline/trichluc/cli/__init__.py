"""The command line: a thin skin, and the only place that catches every error."""
