@echo off
rem Opens the manual as it was installed, in the browser.
start "" "%LOCALAPPDATA%\xlminshi\manual\index.html"
