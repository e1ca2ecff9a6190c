"""What the rules and code of the working tree find otherwise than those of the last commit."""
