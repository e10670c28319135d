"""Read-aloud: from a text to a sound file with word timings, kept by content; never knows who listens."""
