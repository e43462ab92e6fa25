"""What files gave: forms, ledgers, faults; by the kinds of file."""
