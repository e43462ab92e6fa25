"""What runs inside the page, under Pyodide: command lines, and the desk of opened forms."""
