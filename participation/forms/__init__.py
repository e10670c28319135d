"""What staff write in, one module a room: validation of input and nothing else."""
