"""`python -m zipingbiao`: the command line where the script is not on the path."""

from zipingbiao.hosts.cli.start import main

if __name__ == "__main__":
    main()
