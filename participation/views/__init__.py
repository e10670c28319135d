"""What staff see and do, one module a room. Each view declares its policy."""
