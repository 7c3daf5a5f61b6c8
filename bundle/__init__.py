"""The installation package for offices without the internet: made by `make bundle`, never shipped inside the program."""
