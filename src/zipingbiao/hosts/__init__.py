"""Hosts: the command line, Excel, LibreOffice. They take snapshots, call commands and show results; nothing else."""
