"""自评表.html: the whole tool in one file. `build` makes it, `engine` runs inside it, `web` is what a person sees."""
