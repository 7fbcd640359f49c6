"""Speed, measured against floors: ``python -m bench``."""
