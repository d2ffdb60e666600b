"""The roster, and what is held on a participant: exported, forgotten, and deleted in time."""
