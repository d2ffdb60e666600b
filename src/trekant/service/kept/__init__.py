"""What the service keeps: the database, its tables, accounts, sessions and hand-ins."""
