"""The rule package: data only, and the door through which spaCy loads it."""
