"""The buttons: one table of label, icon, key and help, and what each of them does in whatever program."""
