"""Form workbooks to forms: official labels first, defined names where the file carries them."""
