@echo off
rem Opens a command window in the folder where this file lies; copy it into any folder you work in.
title xlminshi
pushd "%~dp0"
set "PATH=%LOCALAPPDATA%\xlminshi\bin;%PATH%"
call xlminshi --help
cmd /k
