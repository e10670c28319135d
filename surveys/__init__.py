"""What is answered: a response and its credential, never a person."""
