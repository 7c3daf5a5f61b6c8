@echo off
rem Drop a filled list on this file: the workbook with buttons is made beside the list.
rem What follows is Chinese, so the code page in which this file is written comes first, whatever the machine's own is.
setlocal
chcp 936 >nul
title xlminshi
set "PATH=%LOCALAPPDATA%\xlminshi\bin;%PATH%"
if "%~1"=="" goto hint
pushd "%~dp1" || goto failed
where xlminshi >nul 2>nul || goto missing
set "BEFORE="
if exist 民生实事.xlsm set "BEFORE=1"
call xlminshi new "%~nx1" -o 民生实事.xlsm
set "RESULT=%ERRORLEVEL%"
rem 0: done; 1: done, and there are findings; 2: refused, and told above. Anything else, and 1 without a new workbook, is no answer of ours.
if "%RESULT%"=="2" goto failed
if defined BEFORE goto broken
if not exist 民生实事.xlsm goto broken
if "%RESULT%"=="0" goto done
if not "%RESULT%"=="1" goto broken
:done
echo.
echo 工作簿在这里："%~dp1民生实事.xlsm"
echo 双击它，点上方的“启用内容”，从“首页”开始。
goto end
:hint
echo 没有要用的清单。请把填好的“实事清单.xlsx”拖到这个文件的图标上，松开鼠标。
goto end
:missing
echo 没有新建成：这台电脑上没有找到本软件。请双击安装包里的 安装.bat，装好以后再拖一次。
goto end
:broken
echo.
echo 没有新建成：程序没有运行完（返回码 %RESULT%）。请双击安装包里的 安装.bat 重新安装，再拖一次；还不行的，请拍下这个窗口，交给管理电脑的人员。
goto end
:failed
echo.
echo 没有新建成。请照上面写的办，再拖一次。已有的工作簿没有改动。
:end
pause
