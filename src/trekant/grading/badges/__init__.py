"""The certificate as an Open Badge 3.0: a small picture with a signed statement in it, which others can verify."""
