"""From the codes of a file to the letters that were meant: charsets from before Unicode, and what programs spoiled."""
