"""The files of letters, what is checked before a verb over many, and the mail that was approved."""
