"""Measures the budgets of docs/budgets.md, side by side in one run; never a test."""
