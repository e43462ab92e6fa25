"""自评报告: what a unit tells of all its projects of a year, out of their forms and nothing else."""
