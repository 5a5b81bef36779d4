"""The program that shows the directory."""
