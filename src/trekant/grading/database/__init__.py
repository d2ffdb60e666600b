"""The gradebook as a whole: a copy that is kept, that copy taken into use, and the road to another database."""
