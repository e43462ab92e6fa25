"""The rules, one function a code. A file laid here is found by itself; each function hangs by `@rule(code)`."""
