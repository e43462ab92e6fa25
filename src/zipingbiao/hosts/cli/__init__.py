"""The command line `zipingbiao`."""
