"""What a learner can be asked to do, and what an answer is worth."""
