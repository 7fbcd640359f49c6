"""What happens while a learner studies: matching, scoring, sittings, and the progress file."""
