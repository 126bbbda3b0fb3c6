"""The search index: texts go in, scripts that a browser loads piece by piece come out; knows no build and no disk."""
