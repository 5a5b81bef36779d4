"""The program that fills the directory: provider listings are read, cleaned, located, tagged, merged, stored."""
