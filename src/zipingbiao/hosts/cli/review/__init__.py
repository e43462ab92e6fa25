"""The commands of a reviewer: copies to fill in, letters, waivers, deductions, evidence, two versions compared."""
