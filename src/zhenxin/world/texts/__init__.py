"""Chinese texts of our own making: a bank of phrases, honest reviews, scripts of rings, chats."""
