"""LibreOffice as a host: an extension with toolbar, menu and the cell functions, over the same commands."""
