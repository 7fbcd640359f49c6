"""The instructor's linter: what makes a question bad though it loads; one function a rule, its page the docstring."""
