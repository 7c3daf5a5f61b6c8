"""A bulletin of last year read back into a list of projects: what it promises, what it tells, and what a person must look at."""
