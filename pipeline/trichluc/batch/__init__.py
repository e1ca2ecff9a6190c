"""Many documents: what to read, in which process, and the account of it."""
