"""Make-believe marketplaces by a stranger: four markets, their falsehoods, their innocent lookalikes and the answer key."""
