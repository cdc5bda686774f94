"""How near the make-believe market comes to real ones: measures, the figures of the real samples, pictures, and the page `fit.md`.

`make fit` makes worlds and writes the page and its pictures. With `SAMPLES=folder` it first takes the figures of the real samples anew;
without it they stay as `samples.json` keeps them.
"""
