"""Whom each signal speaks of in a world: measured once, kept as figures, shown in docs/signals/."""
