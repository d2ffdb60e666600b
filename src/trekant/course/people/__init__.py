"""Who takes part: codes, certificates, and how long what is held is kept."""
