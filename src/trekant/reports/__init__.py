"""What a quiz says about its questions and its participants: item analysis, figures, tables, pages, certificates."""
