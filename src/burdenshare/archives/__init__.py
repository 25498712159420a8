"""Archives of documents compared: which passages are reused where."""
