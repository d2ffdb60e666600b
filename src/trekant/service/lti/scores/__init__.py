"""Results on their way to the gradebooks of learning platforms (LTI Assignment and Grade Services 2.0)."""
