"""`zipingbiao excel bundle`: one folder from which a clerk's PC without a network is set up by a double click."""
