"""The bars that detection is held to, measured in one command: worlds of fresh seeds, what was found in them, and what an oracle finds there."""
