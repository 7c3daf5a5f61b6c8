"""What comes back by mail: folders, zips and mails opened, every file read in a child process that may die."""
