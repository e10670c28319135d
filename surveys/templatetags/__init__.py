"""What the child's templates may ask for."""
