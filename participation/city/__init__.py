"""The invented city of the demo: who lives there, how they fare, and how their story is played through the product."""
