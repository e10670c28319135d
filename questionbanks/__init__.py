"""What is asked: questions, scales, texts and their published versions. Knows no child and no staff."""
