"""What a quiz says about its questions: item analysis, figures, tables and the page that shows them."""
