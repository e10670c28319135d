"""Group figures from sealed cohorts; nothing here may tell anything about fewer than eight children."""
