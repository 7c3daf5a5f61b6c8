@echo off
rem Starts the script of the same name beside this file; "Bypass" holds for this one process only.
rem What follows is Chinese, so the code page in which this file is written comes first, whatever the machine's own is.
setlocal
chcp 936 >nul
set "SHELL=%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"
if not exist "%~dpn0.ps1" goto packed
if not exist "%SHELL%" goto missing
"%SHELL%" -NoProfile -ExecutionPolicy Bypass -File "%~dpn0.ps1" %*
set "RESULT=%ERRORLEVEL%"
if "%RESULT%"=="0" goto end
echo.
echo 没有完成。上面写明了原因和办法；没有中文说明的，请拍下这个窗口，交给管理电脑的人员。
goto end
:packed
echo 没有找到“%~n0.ps1”。请先把压缩包全部解压到一个文件夹，再双击其中的“%~nx0”。
set "RESULT=1"
goto end
:missing
echo 这台电脑没有 Windows PowerShell，不能卸载。请联系管理电脑的人员。
set "RESULT=1"
:end
if /i not "%~1"=="-Silent" pause
exit /b %RESULT%
