"""Forms into other systems' files: the 一体化 import sheet, the official form in Word, tables and JSON."""
