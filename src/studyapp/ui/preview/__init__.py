"""The app for authors: a course as learners see it, shown anew whenever one of its files is saved."""
