"""复核登记: what a reviewer received from which unit in which round, what was found, told, answered, waived."""
