"""A VBA project from text sources, as bytes: [MS-OVBA] in an [MS-CFB] file, standard library only, byte-stable."""
