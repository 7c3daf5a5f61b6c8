@echo off
rem Drop a filled list on this file: the workbook with buttons is made beside the list.
rem What follows is Chinese, so the code page in which this file is written comes first, whatever the machine's own is.
setlocal
chcp 936 >nul
title xlminshi
set "PATH=%LOCALAPPDATA%\xlminshi\bin;%PATH%"
if "%~1"=="" goto hint
pushd "%~dp1"
call xlminshi new "%~nx1" -o 民生实事.xlsm
if "%ERRORLEVEL%"=="2" goto failed
echo.
echo 工作簿在这里：%~dp1民生实事.xlsm
echo 双击它，点上方的“启用内容”，从“首页”开始。
goto end
:hint
echo 没有要用的清单。请把填好的“实事清单.xlsx”拖到这个文件的图标上，松开鼠标。
goto end
:failed
echo.
echo 没有新建成。请照上面写的办，再拖一次。已有的工作簿没有改动。
:end
pause
