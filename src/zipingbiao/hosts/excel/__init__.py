"""Excel as a host: the .xlsm with VBA project and ribbon, the cell functions, the buttons."""
