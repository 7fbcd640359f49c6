"""Safety: every fault and hostile input that is promised to do no harm, provoked: ``python -m torture``."""
