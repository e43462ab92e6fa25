"""`zipingbiao web build`: Pyodide, our package and the page's own texts into one HTML file, the same bytes each time."""
