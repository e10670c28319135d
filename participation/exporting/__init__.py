"""Leaving with everything: a documented package that needs no Stigen to be read."""
