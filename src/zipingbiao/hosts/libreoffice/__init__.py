"""LibreOffice as a host: an extension with toolbar, menu and the eight functions, over the same commands."""
